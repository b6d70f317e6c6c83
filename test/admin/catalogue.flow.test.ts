import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startHouse, type TestHouse } from '../kit/house.ts';
import { spMetadata } from '../kit/published.ts';
import { type Publisher, startPublisher } from '../kit/publisher.ts';
import { type AdminApi, adminApi, pointersOf } from './client.ts';

interface Catalogue {
  readonly items: readonly { readonly id: string; readonly category: string }[];
}
interface App {
  readonly id: string;
  readonly [field: string]: unknown;
}
interface Draft {
  readonly app: Readonly<Record<string, unknown>>;
}
interface OurSide {
  readonly steps: readonly string[];
  readonly [field: string]: unknown;
}

let house: TestHouse;
let api: AdminApi;
let publisher: Publisher;

beforeAll(async () => {
  publisher = await startPublisher();
  house = await startHouse();
  api = await adminApi(house);
});
afterAll(async () => {
  publisher?.close();
  await house?.close();
});

const found = async (query: string): Promise<string[]> =>
  (await api.ok<Catalogue>('GET', `/catalogue?${query}`)).items.map(({ id }) => id);
const draft = (preset: string, body: object) => api.ask<Draft>('POST', `/catalogue/${preset}/draft`, { body });

describe('an administrator who looks for an app in the catalogue', () => {
  it('finds it by words in any order, and by category', async () => {
    expect(await found('search=center%20AWS%20identity')).toEqual(['iam-identity-center']);
    expect(await found('search=github')).toEqual(['github-organization', 'github-enterprise']);
    expect(await found('search=nothing-like-this')).toEqual([]);
    const { items } = await api.ok<Catalogue>('GET', '/catalogue?category=AWS');
    expect(new Set(items.map(({ category }) => category))).toEqual(new Set(['AWS']));
    expect((await api.ask('GET', '/catalogue/nothing')).status).toBe(404);
  });

  it('fills the form by inputs, sends it on as it is, and is told what to do on the other side', async () => {
    const { body } = await draft('slack', { inputs: { workspace: 'orchard' } });
    expect(body.app).toMatchObject({ presetId: 'slack', acs: [{ url: 'https://orchard.slack.com/sso/saml' }] });
    const app = await api.ok<App>('POST', '/apps', body.app);
    const side = await api.ok<OurSide>('GET', `/apps/${app.id}/idp`);
    expect(side).toMatchObject({ preset: { id: 'slack', name: 'Slack' }, startUrl: 'https://orchard.slack.com' });
    expect(side.steps.join('\n')).toContain(`${house.baseUrl}/saml/sso`);
  });

  it('fills it by metadata, pasted or by its address, and the preset knows better what is sent', async () => {
    const entityId = 'https://eu-central-1.signin.aws.amazon.com/platform/saml/d-1';
    const acs = ['a', 'b'].map((end) => `https://eu-central-1.signin.aws.amazon.com/platform/saml/acs/${end}`);
    const pasted = await draft('iam-identity-center', { xml: spMetadata(entityId, { acs }) });
    expect(pasted.body.app).toMatchObject({ entityId, nameIdFormat: 'emailAddress', nameIdField: 'userName' });
    publisher.publish(spMetadata(entityId, { acs }));
    const fetched = await draft('iam-identity-center', { metadataUrl: publisher.url });
    expect(fetched.body.app).toEqual({ ...pasted.body.app, metadataUrl: publisher.url });
  });

  it.each([
    [{ xml: '<html/>' }, ['/xml']],
    [{ metadataUrl: 'https://169.254.169.254/latest/meta-data' }, ['/metadataUrl']],
    [{ metadataUrl: 'http://10.0.0.1/' }, ['/metadataUrl']],
    [{ inputs: { acsUrl: 'javascript:alert(1)' } }, ['/inputs/acsUrl']],
  ])('is told where %j is wrong', async (body, pointers) => {
    const answer = await draft('custom', body);
    expect([answer.status, pointersOf(answer)]).toEqual([422, pointers]);
  });

  it('is told under the pasted pair where it is none', async () => {
    expect(pointersOf(await draft('quicksight', { inputs: { pair: 'nonsense' } }))).toEqual([
      '/inputs/pair',
      '/inputs/pair',
    ]);
  });
});

describe('an app', () => {
  const fields = (name: string) => ({
    name,
    entityId: `https://${name}.example.org`,
    acs: [{ url: `https://${name}.example.org/acs`, index: 0 }],
  });

  it('is copied under an entity ID of its own, disabled, without its address of metadata', async () => {
    const app = await api.ok<App>('POST', '/apps', {
      ...fields('original'),
      notes: 'Ask Vera',
      showInPortal: false,
      metadataUrl: publisher.url,
    });
    const own = { name: 'Copy', entityId: 'https://copy.example.org' };
    const copy = await api.ok<App>('POST', `/apps/${app.id}/duplicate`, own);
    expect(copy).toMatchObject({ ...own, acs: app['acs'], notes: 'Ask Vera', showInPortal: false, enabled: false });
    expect(copy).not.toHaveProperty('metadataUrl');
    expect(pointersOf(await api.ask('POST', `/apps/${app.id}/duplicate`, { body: own }))).toEqual(['/entityId']);
  });

  it('is refused a RelayState that begins like an address and is none', async () => {
    for (const relayState of ['https://', 'https:/wiki.example.org', 'https://wiki .example.org'])
      expect(pointersOf(await api.ask('POST', '/apps', { body: { ...fields('relay'), relayState } }))).toEqual([
        '/relayState',
      ]);
    await api.ok('POST', '/apps', {
      ...fields('relay'),
      relayState: 'https://wiki.example.org/?a=b c'.replace(' ', '%20'),
    });
  });

  it('needs the address of its metadata before a certificate for it', async () => {
    const answer = await api.ask('POST', '/apps', { body: { ...fields('pinned'), metadataCertificate: 'AAAA' } });
    expect(answer.status).toBe(422);
  });
});
