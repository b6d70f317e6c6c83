import { cookiesOf } from '../../gates/session.ts';
import { enterConsole } from '../../kit/console.ts';
import { call, expectStatus, type Scene, type Step } from '../scene.ts';

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=';

interface Settings {
  readonly branding: { readonly logo?: { readonly hash: string } };
}

/** The version that the settings stand at. */
async function versionOf({ dev: { baseUrl, apiToken } }: Scene): Promise<number> {
  const answer = await fetch(`${baseUrl}/admin/v1/settings`, { headers: { authorization: `Bearer ${apiToken}` } });
  return Number(/\d+/.exec(answer.headers.get('etag') ?? '')?.[0]);
}

/** Settings, as administrators keep them, and what pages load of them. */
export const SETTINGS_STEPS: readonly Step[] = [
  {
    name: 'an administrator brands the pages, and ends every session',
    run: async (scene) => {
      const version = await versionOf(scene);
      await call(scene, 'PATCH /settings', 200, { version, body: { branding: { accent: '#0a5c36' } } });
      const body = { image: PIXEL };
      const { branding } = await call<Settings>(scene, 'PUT /settings/logo', 200, { version: version + 1, body });
      for (const path of [`/branding/logo/${branding.logo?.hash}`, '/branding/colours/0a5c36-default.css'])
        await expectStatus(fetch(`${scene.house.baseUrl}${path}`), 200, path);
      await call(scene, 'DELETE /settings/logo', 200, { version: version + 2 });
      const back = { branding: { accent: null } };
      await call(scene, 'PATCH /settings', 200, { version: version + 3, body: back });
      const { baseUrl, admin } = scene.dev;
      const cookie = await enterConsole(baseUrl, await cookiesOf(scene.house, admin));
      const idle = { sessions: { idleMinutes: 60 } };
      await call(scene, 'PATCH /settings', 200, { version: version + 4, body: idle });
      // The session that is used from now on ends early: that is written down at the first use.
      await expectStatus(fetch(`${baseUrl}/admin/v1/identity`, { headers: { cookie } }), 200, 'the identity');
      const meant = {
        cookie,
        'samlet-request': '1',
        'sec-fetch-site': 'same-origin',
        'content-type': 'application/json',
      };
      const asked = (path: string) =>
        fetch(`${baseUrl}/admin/v1${path}`, { method: 'POST', headers: meant, body: '{"kind":"welcome"}' });
      await expectStatus(asked('/settings/mail/preview'), 200, 'the preview of a mail');
      await expectStatus(asked('/settings/mail/test'), 202, 'the test of a mail');
      await scene.house.jobs.settle();
      const always = { sessions: { idleMinutes: null } };
      await call(scene, 'PATCH /settings', 200, { version: version + 5, body: always });
      await call(scene, 'DELETE /sessions', 204, { version: version + 6 });
    },
  },
];
