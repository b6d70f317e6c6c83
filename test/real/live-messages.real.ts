import { createPublicKey, X509Certificate } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { readIdp } from '../../local/demo/idp.ts';
import { NAME_ID_FORMAT } from '../../shared/saml/names.ts';
import { kindOf, statusOf, xmlOf } from './kit/messages.ts';
import { startNodeSaml } from './kit/node-saml.ts';
import { textOf } from './kit/samlet.ts';
import { schemaFaults } from './kit/schemas.ts';
import { stageFor } from './kit/stage.ts';
import { type Passing, webBrowser } from './kit/web-browser.ts';
import { type SignedElement, verifiedByXmlsec } from './kit/xmlsec.ts';

describe('xmlsec1 and the OASIS schemas, over what the deployed Samlet sends,', () => {
  const nameIdFormat = NAME_ID_FORMAT.persistent;
  const stage = stageFor((samlet) => startNodeSaml(samlet, { requests: 'Redirect', nameIdFormat }));
  const key = () => {
    const [active = ''] = readIdp(stage().samlet.metadata).certificates;
    return createPublicKey(
      new X509Certificate(Buffer.from(active, 'base64')).publicKey.export({ type: 'spki', format: 'pem' }),
    );
  };
  const expectRight = (message: Passing | undefined, signatures: readonly SignedElement[]): void => {
    const xml = message ? xmlOf(message) : '';
    expect(schemaFaults([xml])).toBe('');
    for (const element of signatures) expect(verifiedByXmlsec([xml], element, key())).toMatchObject({ ok: 1 });
  };
  const signIn = async (): Promise<Passing | undefined> => {
    const browser = webBrowser();
    await stage().enter(browser);
    return browser.passed.find((passing) => kindOf(passing) === 'Response');
  };

  it('find metadata valid, for all apps and for one', async () => {
    const { samlet, app } = stage();
    const own = await textOf(`${samlet.baseUrl}/saml/metadata/${app.id}`);
    expect(schemaFaults([samlet.metadata, own])).toBe('');
  });

  it.each([
    [{ signAssertion: true, signResponse: false }, ['Assertion']],
    [{ signAssertion: false, signResponse: true }, ['Response']],
    [{ signAssertion: true, signResponse: true }, ['Assertion', 'Response']],
  ] as const)('find a response right that is signed as %j', async (signing, signatures) => {
    await stage().set({ ...signing, encryptionCertificate: null });
    expectRight(await signIn(), signatures);
  });

  it.each(['aes128-gcm', 'aes256-gcm'] as const)(
    'find a signed response right with an assertion under %s',
    async (encryptionAlgorithm) => {
      await stage().set({ signResponse: true, encryptionAlgorithm });
      expectRight(await signIn(), ['Response']);
    },
  );

  it('find a response with an error right', async () => {
    await stage().set({});
    const browser = webBrowser();
    await browser.open(stage().provider.askUrl({ isPassive: true }) ?? '');
    const response = browser.passed.find((passing) => kindOf(passing) === 'Response');
    expect(statusOf(response!)).toContain('NoPassive');
    expectRight(response, ['Response']);
  });

  it('find the messages of a single logout right', async () => {
    const { samlet, enter, provider, other } = stage();
    const browser = webBrowser();
    await enter(browser);
    await browser.open(other.protectedUrl);
    await browser.open(provider.logoutUrl);
    const fromSamlet = browser.passed.filter(
      (passing) => kindOf(passing).startsWith('Logout') && passing.url.origin !== samlet.baseUrl,
    );
    expect(fromSamlet.map(kindOf)).toEqual(['LogoutRequest', 'LogoutResponse']);
    for (const message of fromSamlet) expectRight(message, [kindOf(message) as SignedElement]);
  });
});
