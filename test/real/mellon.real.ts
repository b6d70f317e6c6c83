import { describe } from '@jest/globals';
import { isRefused } from './kit/asks-more.ts';
import { logsOut } from './kit/logs-out.ts';
import { startMellon } from './kit/mellon.ts';
import { looksClosely, signsIn } from './kit/signs-in.ts';
import { stageFor } from './kit/stage.ts';

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
});
