import { describe, expect, it } from '@jest/globals';
import { isRefused } from './kit/asks-more.ts';
import { logsOut } from './kit/logs-out.ts';
import { looksClosely } from './kit/looks-closely.ts';
import { startMellon } from './kit/mellon.ts';
import { statusOf } from './kit/messages.ts';
import { textOf } from './kit/samlet.ts';
import { signsIn } from './kit/signs-in.ts';
import { stageFor } from './kit/stage.ts';
import { webBrowser } from './kit/web-browser.ts';

const SMARTCARD = 'urn:oasis:names:tc:SAML:2.0:ac:classes:SmartcardPKI';

describe('mod_auth_mellon', () => {
  const stage = stageFor((samlet) => startMellon(samlet));
  signsIn(stage, { requests: 'Redirect', nameId: /^_[0-9a-f]{32}$/ });
  looksClosely(stage, {
    refusesSignature: /\[-111\] Failed to verify signature/,
    refusesCiphertext: /Could not decrypt/,
    hearsNoPassive: /StatusCode2="urn:oasis:names:tc:SAML:2.0:status:NoPassive"/,
  });
  isRefused(stage);
  logsOut(stage);

  it('takes the status NoAuthnContext, for a class that nobody fits, for an error', async () => {
    const { samlet } = stage();
    const demanding = await startMellon(samlet, `MellonAuthnContextClassRef ${SMARTCARD}`);
    try {
      await samlet.register(await textOf(demanding.metadataUrl), { name: 'Demanding' });
      const browser = webBrowser();
      await samlet.openPortal(browser);
      const page = await browser.open(demanding.protectedUrl);
      expect(demanding.told(page)).toBeUndefined();
      expect(statusOf(browser.passed[1]!)).toEqual(['Responder', 'NoAuthnContext']);
      expect(demanding.log()).toMatch(/StatusCode2="urn:oasis:names:tc:SAML:2.0:status:NoAuthnContext"/);
    } finally {
      await demanding.stop();
    }
  });
});
