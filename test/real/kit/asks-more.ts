import { expect, it } from '@jest/globals';
import { textIn } from './html.ts';
import { kindOf, statusOf, xmlOf } from './messages.ts';
import type { Wish } from './provider.ts';
import type { Stage } from './stage.ts';
import { webBrowser } from './web-browser.ts';

function urlFor({ provider }: Stage, wish: Wish): string {
  const url = provider.askUrl(wish);
  if (url === undefined) throw new Error(`it cannot ask for ${JSON.stringify(wish)}`);
  return url;
}

/** A service provider has a person asked again who is signed in at Samlet. */
export function asksAgain(stage: () => Stage): void {
  it('has the person asked for the password again by ForceAuthn', async () => {
    const { samlet, provider, set } = stage();
    await set({});
    const browser = webBrowser();
    await samlet.openPortal(browser);
    const asked = await browser.open(urlFor(stage(), { forceAuthn: true }));
    expect(xmlOf(browser.passed[0]!)).toMatch(/ForceAuthn="(?:true|1)"/);
    expect([asked.url.origin, asked.url.pathname]).toEqual([samlet.baseUrl, expect.stringMatching(/^\/sign-in\//)]);
    const page = await samlet.signIn(browser, asked);
    expect(provider.told(page)?.mail).toBe(samlet.person.email);
  });
}

/** A service provider's wishes are met, or refused in the ear that must hear it. */
export function asksMore(stage: () => Stage, { hearsNoAuthnContext }: { hearsNoAuthnContext: RegExp }): void {
  asksAgain(stage);

  it('lets a person with a session in by a passive request', async () => {
    const { samlet, provider } = stage();
    const browser = webBrowser();
    await samlet.openPortal(browser);
    const page = await browser.open(urlFor(stage(), { isPassive: true }));
    expect(xmlOf(browser.passed[0]!)).toMatch(/IsPassive="(?:true|1)"/);
    expect(provider.told(page)?.mail).toBe(samlet.person.email);
  });

  it('lets a person in who fits the context class that it asks for', async () => {
    const { samlet, provider } = stage();
    const browser = webBrowser();
    await samlet.openPortal(browser);
    const authnContext = 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport';
    const page = await browser.open(urlFor(stage(), { authnContext }));
    expect(xmlOf(browser.passed[0]!)).toContain(`${authnContext}<`);
    expect(provider.told(page)?.mail).toBe(samlet.person.email);
  });

  it('takes the status NoAuthnContext, for a class that nobody fits, for an error', async () => {
    const { samlet, provider } = stage();
    const browser = webBrowser();
    await samlet.openPortal(browser);
    const before = provider.log().length;
    const page = await browser.open(
      urlFor(stage(), { authnContext: 'urn:oasis:names:tc:SAML:2.0:ac:classes:SmartcardPKI' }),
    );
    expect(browser.passed.map(kindOf)).toEqual(['AuthnRequest', 'Response']);
    expect(statusOf(browser.passed[1]!)).toContain('NoAuthnContext');
    expect(provider.told(page)).toBeUndefined();
    expect(`${textIn(page.html)}\n${provider.log().slice(before)}`).toMatch(hearsNoAuthnContext);
  });
}

/** What a service provider may not ask is refused with a page at Samlet: nothing is sent to it. */
export function isRefused(stage: () => Stage): void {
  it.each([
    ['when its address is not registered', { acs: [{ url: 'http://127.0.0.1:9/elsewhere', index: 0 }] }],
    ['when its certificate is another', { signingCertificates: [] as string[], requestsSigned: false }],
  ])('is refused with a page %s', async (_when, fields) => {
    const { samlet, provider, set } = stage();
    await set(fields);
    const browser = webBrowser();
    const page = await browser.open(provider.protectedUrl);
    expect(browser.passed.map(kindOf)).toEqual(['AuthnRequest']);
    expect([page.url.origin, page.status]).toEqual([samlet.baseUrl, 403]);
    await set({});
  });
}
