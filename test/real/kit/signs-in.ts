import { expect, it } from '@jest/globals';
import { textIn } from './html.ts';
import { flipping, kindOf, statusOf, xmlOf } from './messages.ts';
import { HARD_NAME } from './samlet.ts';
import type { Stage } from './stage.ts';
import { webBrowser } from './web-browser.ts';

/** What a kind of service provider is like, as far as tests must know. */
export interface Manner {
  /** How its requests come. */
  readonly requests: 'Redirect' | 'POST';
  readonly nameId: RegExp;
  /** What it writes, on a page or in its log, of a signature that does not hold. */
  readonly refusesSignature: RegExp;
  /** What it writes of a ciphertext that was changed. */
  readonly refusesCiphertext: RegExp;
  /** What it writes of the status NoPassive, if it can ask passively. */
  readonly hearsNoPassive?: RegExp;
}

const SIGNINGS = [
  ['the assertion', { signAssertion: true, signResponse: false }],
  ['the response', { signAssertion: false, signResponse: true }],
  ['both', { signAssertion: true, signResponse: true }],
] as const;

const CIPHERS = ['aes128-gcm', 'aes256-gcm'] as const;

/** A service provider lets people in by whatever Samlet may be set to send. */
export function signsIn(stage: () => Stage, { requests, nameId }: Pick<Manner, 'requests' | 'nameId'>): void {
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

/** A service provider looks at what it is sent: changed by one character it is refused, and an error is taken for one. */
export function looksClosely(
  stage: () => Stage,
  {
    refusesSignature,
    refusesCiphertext,
    hearsNoPassive,
  }: Pick<Manner, (`refuses${string}` & keyof Manner) | 'hearsNoPassive'>,
): void {
  const expectOut = async (browser: ReturnType<typeof webBrowser>, startUrl: string, words: RegExp): Promise<void> => {
    const { samlet, provider } = stage();
    const before = provider.log().length;
    const asked = await browser.open(startUrl);
    const page = asked.url.origin === samlet.baseUrl ? await samlet.signIn(browser, asked) : asked;
    expect(browser.passed.map(kindOf)).toContain('Response');
    expect(provider.told(page)).toBeUndefined();
    expect(`${textIn(page.html)}\n${provider.log().slice(before)}`).toMatch(words);
    const count = browser.passed.length;
    await browser.open(provider.protectedUrl);
    expect(browser.passed.slice(count).map(kindOf)).toContain('AuthnRequest');
  };

  it.each([
    ['a value of the assertion', /<saml:AttributeValue>/],
    ['the signature of the assertion', /<saml:Assertion.*?<ds:SignatureValue>/],
    ['the digest in the assertion', /<saml:Assertion.*?<ds:DigestValue>/],
    ['the authentication context', /<saml:AuthnContextClassRef>urn:/],
  ])('refuses a response in which a character of %s was changed', async (_what, place) => {
    await stage().set({ encryptionCertificate: null });
    await expectOut(webBrowser({ change: flipping(place) }), stage().provider.protectedUrl, refusesSignature);
  });

  it('refuses a response that is signed as a whole, in which a character of the assertion was changed', async () => {
    await stage().set({ encryptionCertificate: null, signAssertion: false, signResponse: true });
    const change = flipping(/<saml:AttributeValue>/);
    await expectOut(webBrowser({ change }), stage().provider.protectedUrl, refusesSignature);
  });

  it('refuses an encrypted assertion in which a character was changed', async () => {
    await stage().set({});
    const change = flipping(
      /<\/ds:KeyInfo><xenc:CipherData><xenc:CipherValue>.{64}(?=[^<]*<\/xenc:CipherValue><\/xenc:CipherData><\/xenc:EncryptedData>)/,
    );
    await expectOut(webBrowser({ change }), stage().provider.protectedUrl, refusesCiphertext);
  });

  if (!hearsNoPassive) return;
  it('takes the status NoPassive for an error', async () => {
    await stage().set({});
    const browser = webBrowser();
    const url = stage().provider.askUrl({ isPassive: true });
    if (url === undefined) throw new Error('it cannot ask passively');
    await expectOut(browser, url, hearsNoPassive);
    const response = browser.passed.find((passing) => kindOf(passing) === 'Response');
    expect(statusOf(response!)).toEqual(['Responder', 'NoPassive']);
  });
}
