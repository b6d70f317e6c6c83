import { api, AT, type Making, name } from './scene.ts';

/** Requests of the admin API that are sent by POST, since what they ask about does not fit a query, and change nothing. */
export const READING_POSTS: Readonly<Record<string, Making>> = {
  'POST /admin/v1/apps/preview': async ({ world, watched, begin }) => {
    const { id: userId } = await world.user(name());
    begin();
    return api(watched, `POST ${AT.apps}/preview`, {
      body: { app: { entityId: `https://${name()}.example.org` }, userId },
    });
  },
  'POST /admin/v1/catalogue/{presetId}/draft': async ({ watched, begin }) => {
    begin();
    const body = { inputs: { workspace: 'example' } };
    return api(watched, 'POST /admin/v1/catalogue/{presetId}/draft', { params: { presetId: 'slack' }, body });
  },
  'POST /admin/v1/policies/evaluate': async ({ world, watched, begin }) => {
    const { id: userId } = await world.user(name());
    begin();
    return api(watched, 'POST /admin/v1/policies/evaluate', { body: { userId, target: 'portal' } });
  },
  'POST /admin/v1/settings/mail/preview': async ({ watched, begin }) => {
    begin();
    return api(watched, 'POST /admin/v1/settings/mail/preview', { body: { kind: 'welcome' } });
  },
  'POST /admin/v1/explanations': async ({ watched, begin }) => {
    begin();
    return api(watched, 'POST /admin/v1/explanations', { body: { text: 'SAMLResponse=PHNhbWxwOlJlc3BvbnNlLz4=' } });
  },
};
