import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ssoRoutes } from '../../functions/sso/routes.ts';
import { showFailure } from '../../functions/sso/show.ts';
import { ROUTES } from '../../lib/routes.ts';
import { web } from '../../shared/http/web.ts';
import type { Ports } from '../../shared/sign-in/ports.ts';
import { browser, ORIGIN_SECRET, type Shown } from '../kit/browser.ts';
import { startWorld, type World } from '../kit/world.ts';

let world: World;
const calls: string[] = [];

beforeAll(async () => {
  world = await startWorld();
  await world.user('ada');
  await world.user('disabled', { active: false });
  await open().get('/sign-in'); // what is made at the first need of all is made now
});
afterAll(() => world.close());

/** Names each call of an object's methods, in the order in which they are made. */
const named = <T extends object>(target: T, kind: string): T =>
  new Proxy(target, {
    get(object, property) {
      const value: unknown = Reflect.get(object, property);
      if (typeof value !== 'function') return value;
      return (...given: unknown[]) => {
        calls.push(`${kind}.${String(property)}`);
        return Reflect.apply(value, object, given) as unknown;
      };
    },
  });

function open() {
  const { table, pepper, secrets, nudge } = world.ports;
  const ports: Ports = {
    ...world.ports,
    table: named(table, 'table'),
    pepper: named(pepper, 'pepper'),
    secrets: named(secrets, 'secrets'),
    nudge: named(nudge, 'nudge'),
  };
  const sso = web(ssoRoutes(ports), {
    originSecrets: { current: ORIGIN_SECRET, previous: '' },
    baseUrl: ports.baseUrl,
    show: (refusal, request) => showFailure(refusal, request, ports),
  });
  return browser(sso, ROUTES.sso);
}

/** The calls and the answer of one try, without what differs by chance or echoes what was typed. */
async function tryOf(path: string, username: string): Promise<{ calls: string[]; status: number; html: string }> {
  const visitor = open();
  const { action }: Pick<Shown, 'action'> = path === '/sign-in' ? await visitor.get(path) : { action: path };
  calls.length = 0;
  const { status, html } = await visitor.post(action, { username, password: 'not the password at all' });
  const shape = html.replaceAll(/sign-in\/\w+|value="[^"]*"|request-\d+/g, '');
  return { calls: [...calls], status, html: shape };
}

describe.each(['/sign-in', '/forgot-password'])('whoever asks %s for a name', (path) => {
  it('learns neither from the answer nor from the calls that are made who exists', async () => {
    const known = await tryOf(path, 'ada');
    expect(known.calls.length).toBeGreaterThan(4);
    expect(await tryOf(path, 'nobody-of-this-name')).toEqual(known);
    expect(await tryOf(path, 'ada@example.org')).toEqual(known);
    expect(await tryOf(path, 'disabled')).toEqual(known);
  });
});
