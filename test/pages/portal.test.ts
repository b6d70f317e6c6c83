import { describe, expect, it } from '@jest/globals';
import { portalPage } from '../../shared/pages/portal.tsx';
import type { PortalView } from '../../shared/pages/portal-view.ts';
import { ADA, CONNECT, LARGE_PORTAL, PORTAL } from './views.ts';

const HOSTILE = `"><script>alert(1)</script><a href='`;

const withRole = (sessionSeconds: number): PortalView => ({
  ...PORTAL,
  accounts: PORTAL.accounts.slice(0, 1).map((account) => ({
    ...account,
    roles: account.roles.slice(0, 1).map((role) => ({ ...role, sessionSeconds })),
  })),
});

describe('the portal', () => {
  it('tells administrators what to give to an app, and nobody else', () => {
    const shown = portalPage({ ...PORTAL, isAdministrator: true, connect: CONNECT });
    for (const address of Object.values(CONNECT)) expect(shown).toContain(address);
    const hidden = portalPage({ ...PORTAL, isAdministrator: false, connect: CONNECT });
    for (const address of Object.values(CONNECT)) expect(hidden).not.toContain(address);
    expect([shown, hidden].map((page) => page.includes('href="/go/console"'))).toEqual([true, false]);
  });

  it.each([
    [900, '15 min'],
    [3600, '1 h'],
    [5400, '1 h 30 min'],
    [43_200, '12 h'],
  ])('says that a session of %i s lasts %s', (seconds, words) => {
    expect(portalPage(withRole(seconds))).toContain(`</span>${words}</span>`);
  });

  it('shows the whole account number beside a role that was used', () => {
    expect(portalPage(PORTAL)).toMatch(/<span>Production<\/span> <code>123456789012<\/code>/);
  });

  it('searches without script, by role, account name and account number together', () => {
    const found = portalPage({ ...PORTAL, query: ' PROD read ' });
    expect(found.match(/data-item/g)).toHaveLength(1);
    expect(found).toContain('/go/aws/123456789012/ReadOnly');
    expect(portalPage({ ...PORTAL, query: '345678901234 scien' }).match(/data-item/g)).toHaveLength(1);
  });

  it('offers the way back when nothing fits', () => {
    const page = portalPage({ ...PORTAL, query: 'nothing like it' });
    expect(page).not.toContain('data-item');
    expect(page).toMatch(/ data-none(?:="[^"]*")?>/);
    expect(portalPage(PORTAL)).toMatch(/ data-none(?:="[^"]*")? hidden/);
  });

  it('says what to expect when nothing is assigned', () => {
    const page = portalPage({ ...PORTAL, accounts: [], apps: [], recent: [] });
    expect(page).toContain('Nothing here yet');
    expect(page).not.toContain('type="search"');
  });

  it('keeps a thousand roles closed, so that the page can be taken in', () => {
    const page = portalPage(LARGE_PORTAL);
    expect(page.match(/<details class="account"/g)).toHaveLength(200);
    expect(page).not.toMatch(/<details class="account" open/);
  });

  it('shows hostile names as text', () => {
    const [account] = PORTAL.accounts;
    const [app] = PORTAL.apps;
    if (!account || !app) throw new Error('the sample portal is empty');
    const page = portalPage({
      user: { ...ADA, displayName: HOSTILE },
      isAdministrator: false,
      accounts: [{ ...account, name: HOSTILE, roles: account.roles.map((role) => ({ ...role, name: HOSTILE })) }],
      apps: [{ ...app, name: HOSTILE, description: HOSTILE, isFavourite: true }],
      recent: [{ label: HOSTILE, detail: HOSTILE, href: 'javascript:alert(1)' }],
      query: '',
    });
    expect(page).not.toContain('<script>');
    expect(page).not.toContain('javascript:');
    expect(page.match(/&lt;script&gt;/g)?.length).toBeGreaterThan(6);
  });
});
