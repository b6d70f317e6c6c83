import { describe, expect, it } from '@jest/globals';
import { accountPage } from '../../shared/pages/account.tsx';
import { launchPage } from '../../shared/pages/launch.tsx';
import { setPasswordPage } from '../../shared/pages/set-password.tsx';
import { ADA } from './views.ts';

describe('a link that is gone', () => {
  it.each(['activation', 'password-reset'] as const)('leads on to a new one, and not into a dead form: %s', (kind) => {
    const page = setPasswordPage({ kind, action: '/reset-password', problem: 'TOKEN_GONE' });
    expect(page).toContain('href="/forgot-password"');
    expect(page).not.toContain('type="password"');
  });

  it('tells whoever sets up Samlet how to make another', () => {
    const page = setPasswordPage({ kind: 'set-up', action: '/set-up', problem: 'TOKEN_GONE' });
    expect(page).toContain('npm run setup');
    expect(page).not.toContain('/forgot-password');
  });

  it('lets somebody who mistyped the code come back to the form', () => {
    expect(setPasswordPage({ kind: 'activation', action: '/activate', problem: 'TOKEN_GONE' })).toContain(
      'href="/activate"',
    );
  });
});

describe('the page before a door that another site linked to', () => {
  it('does not put the focus on its button, or whoever holds Enter goes through unseen', () => {
    const page = launchPage({ appName: 'Operator', detail: '123456789012', action: '/go/aws/123456789012/Operator' });
    expect(page).toContain('<button type="submit">');
    expect(page).not.toMatch(/autofocus/i);
  });
});

describe('a session on the account page', () => {
  it.each([
    ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/150.0 Safari/537.36', 'Chrome on Linux'],
    ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/150.0 Safari/537.36 Edg/150.0', 'Edge on Windows'],
    ['', 'Unknown browser'],
  ])('%s is named %s, and when it began', (browser, name) => {
    const session = { id: 'one', isCurrent: true, startedAt: '2026-11-24T08:12:45.000Z', browser, network: '::/64' };
    const page = accountPage({ user: ADA, sessions: [session] });
    expect(page).toContain(`<strong>${name}</strong>`);
    expect(page).toContain('24 Nov 2026, 08:12 UTC');
  });
});
