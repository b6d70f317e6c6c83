import { expect, it } from '@jest/globals';
import { textIn } from './html.ts';
import { kindOf, xmlOf } from './messages.ts';
import { HARD_NAME } from './samlet.ts';
import type { Stage } from './stage.ts';
import { webBrowser } from './web-browser.ts';

/** How a kind of service provider asks, and for whom. */
export interface Asking {
  readonly requests: 'Redirect' | 'POST';
  readonly nameId: RegExp;
}

const SIGNINGS = [
  ['the assertion', { signAssertion: true, signResponse: false }],
  ['the response', { signAssertion: false, signResponse: true }],
  ['both', { signAssertion: true, signResponse: true }],
] as const;

const CIPHERS = ['aes128-gcm', 'aes256-gcm'] as const;

/** A service provider lets people in by whatever Samlet may be set to send. */
export function signsIn(stage: () => Stage, { requests, nameId }: Asking): void {
  const expectIn = async (): Promise<ReturnType<typeof webBrowser>> => {
    const { provider, samlet, enter } = stage();
    const browser = webBrowser();
    const page = await enter(browser);
    expect(provider.told(page) ?? `${page.status} ${textIn(page.html)}`).toEqual({
      nameId: expect.stringMatching(nameId),
      mail: samlet.person.email,
      surname: HARD_NAME.familyName,
    });
    return browser;
  };

  it(`lets a person in whom it sent to Samlet with a signed request by ${requests}`, async () => {
    await stage().set({ encryptionCertificate: null });
    const { passed } = await expectIn();
    expect(passed.map(kindOf)).toEqual(['AuthnRequest', 'Response']);
    const [request] = passed;
    expect(request && (requests === 'POST' ? xmlOf(request) : request.url.search)).toMatch(/Signature/);
    expect(xmlOf(passed[1]!)).toContain(stage().samlet.person.email);
  });

  it.each(SIGNINGS)('lets a person in by a response where %s is signed', async (_what, signing) => {
    await stage().set({ ...signing, encryptionCertificate: null });
    const [, response] = (await expectIn()).passed;
    const signatures = xmlOf(response!).match(/<ds:SignatureValue>/g)?.length;
    expect(signatures).toBe(Number(signing.signAssertion) + Number(signing.signResponse));
  });

  it.each(SIGNINGS.flatMap(([what, signing]) => CIPHERS.map((cipher) => [cipher, what, signing] as const)))(
    'decrypts an assertion under %s and RSA-OAEP where %s is signed',
    async (encryptionAlgorithm, _what, signing) => {
      await stage().set({ ...signing, encryptionAlgorithm });
      const [, response] = (await expectIn()).passed;
      expect(xmlOf(response!)).toContain(`http://www.w3.org/2009/xmlenc11#${encryptionAlgorithm}`);
      expect(xmlOf(response!)).not.toContain(stage().samlet.person.email);
    },
  );

  it('takes an unsolicited response from a tile of the portal', async () => {
    const { samlet, provider, set } = stage();
    await set({ requestsSigned: false, idpInitiated: true, relayState: provider.protectedUrl });
    const browser = webBrowser();
    const page = await browser.follow(await samlet.openPortal(browser), 'First');
    expect(browser.passed.map(kindOf)).toEqual(['Response']);
    expect(provider.told(page)?.mail).toBe(samlet.person.email);
  });

  it('is led to its own start by its tile when it must ask first', async () => {
    const { samlet, provider, app, set } = stage();
    await set({});
    const browser = webBrowser();
    const page = await browser.follow(await samlet.openPortal(browser), 'First');
    expect(browser.passed.map(kindOf)).toEqual(['AuthnRequest', 'Response']);
    expect(provider.told(page)?.mail).toBe(samlet.person.email);
    expect((await browser.open(`${samlet.baseUrl}/go/apps/${app.id}`)).status).toBe(403);
  });

  it('lets a person in again without a password while Samlet has a session', async () => {
    const { other, enter } = stage();
    const browser = webBrowser();
    await enter(browser);
    expect(other.told(await browser.open(other.protectedUrl))).toBeDefined();
  });
}
