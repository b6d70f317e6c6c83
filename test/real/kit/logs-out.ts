import { expect, it } from '@jest/globals';
import { kindOf, statusOf } from './messages.ts';
import { textIn } from './html.ts';
import type { Stage } from './stage.ts';
import { webBrowser, type WebBrowser } from './web-browser.ts';

/** Single logout works between Samlet and two service providers of a kind, whoever begins it. */
export function logsOut(stage: () => Stage): void {
  const enterBoth = async (): Promise<WebBrowser> => {
    const { provider, other, enter } = stage();
    const browser = webBrowser();
    expect(provider.told(await enter(browser))).toBeDefined();
    expect(other.told(await browser.open(other.protectedUrl))).toBeDefined();
    return browser;
  };
  const expectAllOut = async (browser: WebBrowser): Promise<void> => {
    const { samlet, provider, other } = stage();
    for (const { protectedUrl } of [provider, other]) {
      const page = await browser.open(protectedUrl);
      expect([page.url.origin, page.url.pathname]).toEqual([samlet.baseUrl, expect.stringMatching(/^\/sign-in\//)]);
    }
  };

  it('ends the session at Samlet and at the other app when a person signs out of it', async () => {
    await stage().set({});
    const browser = await enterBoth();
    const count = browser.passed.length;
    const page = await browser.open(stage().provider.logoutUrl);
    const passed = browser.passed.slice(count);
    expect(passed.map(kindOf)).toEqual(['LogoutRequest', 'LogoutRequest', 'LogoutResponse', 'LogoutResponse']);
    expect(statusOf(passed[2]!)).toEqual(['Success']);
    expect(statusOf(passed[3]!)).toEqual(['Success']);
    expect([page.url.origin, page.status]).toEqual([stage().provider.origin, 200]);
    await expectAllOut(browser);
  });

  it('is told when a person signs out at the portal, and says that it was', async () => {
    await stage().set({});
    const browser = await enterBoth();
    const count = browser.passed.length;
    const page = await stage().samlet.signOut(browser);
    const passed = browser.passed.slice(count);
    expect(passed.map(kindOf)).toEqual(['LogoutRequest', 'LogoutResponse', 'LogoutRequest', 'LogoutResponse']);
    expect([statusOf(passed[1]!), statusOf(passed[3]!)]).toEqual([['Success'], ['Success']]);
    expect(page.url.origin).toBe(stage().samlet.baseUrl);
    expect(textIn(page.html)).toMatch(/First.*Second|Second.*First/);
    await expectAllOut(browser);
  });

  it('is told of the sign-out of the person whom an encrypted assertion named', async () => {
    await stage().set({ encryptionAlgorithm: 'aes128-gcm' });
    const browser = webBrowser();
    await stage().enter(browser);
    await stage().samlet.signOut(browser);
    const page = await browser.open(stage().provider.protectedUrl);
    expect(page.url.pathname).toMatch(/^\/sign-in\//);
  });
}
