import { expect, it } from '@jest/globals';
import { textIn } from './html.ts';
import { flipping, kindOf, statusOf } from './messages.ts';
import type { Stage } from './stage.ts';
import { webBrowser } from './web-browser.ts';

/** What a kind of service provider writes, on a page or in its log, when it refuses. */
export interface Words {
  /** Of a signature that does not hold. */
  readonly refusesSignature: RegExp;
  /** Of a ciphertext that was changed. */
  readonly refusesCiphertext: RegExp;
  /** Of the status NoPassive, if it can ask passively. */
  readonly hearsNoPassive?: RegExp;
}

/** A service provider looks at what it is sent: changed by one character it is refused, and an error is taken for one. */
export function looksClosely(stage: () => Stage, { refusesSignature, refusesCiphertext, hearsNoPassive }: Words): void {
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
