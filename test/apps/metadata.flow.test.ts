import { createHash, createSign, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type App, appsIn } from '../../shared/apps/app.ts';
import { refreshMetadata, type Refreshing } from '../../shared/apps/metadata/refresh.ts';
import { type MetadataState, metadataStatesIn, waiting } from '../../shared/apps/metadata/state.ts';
import { sweepMetadata } from '../../shared/apps/metadata/sweep.ts';
import { hourOf } from '../../shared/audit/bucket.ts';
import { eventsOfHour } from '../../shared/audit/event.ts';
import { Refusal } from '../../shared/base/refusal.ts';
import { spMetadata } from '../kit/published.ts';
import { startWorld, type World } from '../kit/world.ts';

const pem = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const derOf = (text: string): string => new X509Certificate(text).raw.toString('base64');
const KEY = derOf(pem('golden/test-only-certificate.pem'));
const OTHER = derOf(pem('attacks/keys/test-only-stranger-certificate.pem'));
const STRANGERS_KEY = pem('attacks/keys/test-only-stranger-key.pem');
const BY = { actor: { type: 'system', id: 'metadata' }, requestId: 'test' } as const;

let world: World;
let documents: Map<string, string>;
let refreshing: Refreshing;

beforeAll(async () => {
  world = await startWorld();
  documents = new Map();
  refreshing = {
    ...world.ports,
    fetchText: (url) => {
      const document = documents.get(url);
      if (document !== undefined) return Promise.resolve(document);
      const faults = [{ pointer: '/url', detail: 'It answered 404.' }];
      return Promise.reject(new Refusal('INPUT_INVALID', 'what could not be fetched', { faults }));
    },
  };
});
afterAll(() => world?.close());

let count = 0;
/** An app that publishes its metadata; its state waits. */
async function publishing(document: (entityId: string) => string, fields: Partial<App> = {}): Promise<App> {
  const entityId = `https://sp${++count}.example.org`;
  const metadataUrl = `${entityId}/metadata`;
  documents.set(metadataUrl, document(entityId));
  const acs = [{ url: `${entityId}/acs`, index: 0 }];
  const app = await world.app({ entityId, acs, metadataUrl, idpInitiated: false, ...fields });
  await world.table.commit(metadataStatesIn(world.table).putting(waiting(app.id, world.ports.now())));
  return app;
}
const appNow = async ({ id }: App): Promise<App> => (await appsIn(world.table).find(id))!;
const refresh = async (app: App): Promise<MetadataState> => refreshMetadata(await appNow(app), refreshing, BY);
const eventsOf = async ({ id }: App) =>
  (await eventsOfHour(world.table, hourOf(world.ports.now().toISOString()))).filter(
    ({ target }) => target === `APP#${id}`,
  );

describe('metadata that an app publishes', () => {
  it('brings keys and addresses on known hosts, with one event that tells what was and what is', async () => {
    const app = await publishing((id) => spMetadata(id, { acs: [`${id}/acs`, `${id}/second`], keys: [KEY] }));
    expect(await refresh(app)).toMatchObject({ status: 'fresh', changedAt: expect.any(String) });
    expect(await appNow(app)).toMatchObject({
      signingCertificates: [KEY],
      acs: [
        { url: `${app.entityId}/acs`, index: 0 },
        { url: `${app.entityId}/second`, index: 1 },
      ],
      version: 2,
    });
    expect(await eventsOf(app)).toMatchObject([
      { action: 'app-metadata.refresh', before: { signingCertificates: [] }, after: { signingCertificates: [KEY] } },
    ]);
  });

  it('is no event and no change where it says what is there already', async () => {
    const app = await publishing((id) => spMetadata(id));
    await refresh(app);
    await refresh(app);
    expect((await appNow(app)).version).toBe(1);
    expect(await eventsOf(app)).toEqual([]);
  });

  it('takes keys at once and holds addresses on hosts that the app never had', async () => {
    const app = await publishing((id) =>
      spMetadata(id, { acs: [`${id}/acs`, 'https://evil.example/acs'], keys: [KEY] }),
    );
    expect(await refresh(app)).toMatchObject({ status: 'held', held: { hosts: ['evil.example'] } });
    expect(await appNow(app)).toMatchObject({ signingCertificates: [KEY], acs: [{ url: `${app.entityId}/acs` }] });
    await refresh(app);
    expect((await eventsOf(app)).map(({ details }) => details)).toEqual([{ held: ['evil.example'] }]);
    documents.set(app.metadataUrl!, spMetadata(app.entityId, { keys: [KEY] }));
    expect(await refresh(app)).not.toHaveProperty('held');
  });

  it('never makes an app weaker', async () => {
    const strict = { requestsSigned: true, signingCertificates: [KEY], encryptionCertificate: KEY };
    const app = await publishing((id) => spMetadata(id, { keys: [OTHER] }), strict);
    await refresh(app);
    expect(await appNow(app)).toMatchObject({
      requestsSigned: true,
      signingCertificates: [OTHER],
      encryptionCertificate: KEY,
    });
    documents.set(app.metadataUrl!, spMetadata(app.entityId));
    expect(await refresh(app)).toMatchObject({
      status: 'failing',
      failure: { detail: expect.stringContaining('certificate') },
    });
    expect(await appNow(app)).toMatchObject({ signingCertificates: [OTHER] });
  });

  it.each([
    ['is of another entity', (_id: string) => spMetadata('https://other.example.org'), 'other.example.org'],
    ['has ended', (id: string) => spMetadata(id, { validUntil: '2020-01-01T00:00:00Z' }), 'valid until'],
    ['is no metadata', () => '<html/>', 'no SAML 2.0 service provider'],
    ['is no XML', () => 'not found', ''],
    ['names an address that no app may have', (id: string) => spMetadata(id, { acs: ['http://sp.example.org/acs'] }), 'https'],
    ['has more addresses than an app may have', (id: string) => spMetadata(id, { acs: Array.from({ length: 51 }, (_, at) => `${id}/acs/${at}`) }), 'at the most'],
  ])('that %s changes nothing, and is told in words', async (_name, document, detail) => {
    const app = await publishing(document);
    const state = await refresh(app);
    expect(state).toMatchObject({ status: 'failing', failure: { count: 1 } });
    expect(state.failure!.detail).toContain(detail);
    expect(await appNow(app)).toEqual(app);
  }); // prettier-ignore

  it('that fails again and again is one event, is asked for less and less often, and recovers', async () => {
    const app = await publishing((id) => spMetadata(id));
    documents.delete(app.metadataUrl!);
    const first = await refresh(app);
    const second = await refresh(app);
    expect(second.failure).toEqual({ detail: 'It answered 404.', since: first.failure!.since, count: 2 });
    expect(second.dueAt - first.dueAt).toBeGreaterThan(3000);
    expect((await eventsOf(app)).map(({ action }) => action)).toEqual(['app-metadata.fail']);
    documents.set(app.metadataUrl!, spMetadata(app.entityId));
    expect(await refresh(app)).toMatchObject({ status: 'fresh' });
  });

  it('is read again sooner when it is good for less than two days', async () => {
    const soon = new Date(Date.now() + 6 * 3_600_000).toISOString();
    const app = await publishing((id) => spMetadata(id, { validUntil: soon }));
    const { dueAt } = await refresh(app);
    expect(dueAt - Date.now() / 1000).toBeGreaterThan(2.9 * 3600);
    expect(dueAt - Date.now() / 1000).toBeLessThan(3.1 * 3600);
  });

  it('is not written over what an administrator changed meanwhile', async () => {
    const app = await publishing((id) => spMetadata(id, { keys: [KEY] }));
    const changed = { ...app, name: 'Renamed', version: 2 };
    await world.table.commit(appsIn(world.table).changing(app, changed));
    await expect(refreshMetadata(app, refreshing, BY)).rejects.toThrow('changed meanwhile');
    expect(await appNow(app)).toMatchObject({ name: 'Renamed', signingCertificates: [] });
  });
});

/** A document that its provider signed, as `xmlsec1` and all the others do it. */
function signed(xml: string, certificateKey = STRANGERS_KEY): string {
  const id = '_m1';
  const body = xml.replace(' entityID=', ` ID="${id}" entityID=`);
  const canonical = body.replace(/ ID="_m1" entityID="([^"]*)"/, ` ID="${id}" entityID="$1"`);
  return withSignature(body, canonicalOf(canonical), certificateKey);
}

/** Exclusive canonical form of what `spMetadata` writes: attributes in order of name, empty elements with both tags. */
const canonicalOf = (xml: string): string =>
  xml.replaceAll(
    /<(md:AssertionConsumerService)((?: \w+="[^"]*")*)\/>/g,
    (_whole, name: string, attributes: string) => {
      const sorted = [...attributes.matchAll(/ \w+="[^"]*"/g)].map(([one]) => one).toSorted();
      return `<${name}${sorted.join('')}></${name}>`;
    },
  );

function withSignature(xml: string, canonical: string, key: string): string {
  const digest = createHash('sha256').update(canonical).digest('base64');
  const info =
    '<ds:SignedInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"></ds:CanonicalizationMethod>' +
    '<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"></ds:SignatureMethod>' +
    '<ds:Reference URI="#_m1"><ds:Transforms><ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"></ds:Transform>' +
    '<ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"></ds:Transform></ds:Transforms>' +
    '<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></ds:DigestMethod>' +
    `<ds:DigestValue>${digest}</ds:DigestValue></ds:Reference></ds:SignedInfo>`;
  const value = createSign('RSA-SHA256').update(info).sign(key, 'base64');
  const signature = `<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#">${info.replace(' xmlns:ds="http://www.w3.org/2000/09/xmldsig#"', '')}<ds:SignatureValue>${value}</ds:SignatureValue></ds:Signature>`;
  return xml.replace('<md:SPSSODescriptor', `${signature}<md:SPSSODescriptor`);
}

describe('metadata that must be signed', () => {
  it('is taken with the signature of the certificate that was named', async () => {
    const app = await publishing((id) => signed(spMetadata(id, { acs: [`${id}/second`] })), {
      metadataCertificate: OTHER,
    });
    expect(await refresh(app)).toMatchObject({ status: 'fresh' });
    expect((await appNow(app)).acs).toEqual([{ url: `${app.entityId}/second`, index: 0 }]);
  });

  it.each([
    ['without a signature', (xml: string) => xml],
    ['changed after it was signed', (xml: string) => signed(xml).replace('/second', '/third')],
  ])('is not taken %s', async (_name, change) => {
    const app = await publishing((id) => change(spMetadata(id, { acs: [`${id}/second`] })), {
      metadataCertificate: OTHER,
    });
    expect(await refresh(app)).toMatchObject({ status: 'failing' });
    expect((await appNow(app)).acs).toEqual(app.acs);
  });

  it('is not taken with the signature of another certificate', async () => {
    const app = await publishing((id) => signed(spMetadata(id, { acs: [`${id}/second`] })), {
      metadataCertificate: KEY,
    });
    expect(await refresh(app)).toMatchObject({ status: 'failing' });
  });
});

describe('the sweep', () => {
  it('reads what is due, once, and nothing before its time', async () => {
    const app = await publishing((id) => spMetadata(id, { keys: [KEY] }));
    for (let round = 0; round < 10; round += 1) await sweepMetadata(refreshing);
    expect(await appNow(app)).toMatchObject({ signingCertificates: [KEY] });
    expect(await sweepMetadata(refreshing)).toBe(0);
    world.pass(86_401);
    documents.set(app.metadataUrl!, spMetadata(app.entityId, { keys: [OTHER] }));
    for (let round = 0; round < 10; round += 1) await sweepMetadata(refreshing);
    expect(await appNow(app)).toMatchObject({ signingCertificates: [OTHER] });
  });

  it('reads a document once where several sweeps run at the same time', async () => {
    const app = await publishing((id) => spMetadata(id, { keys: [KEY] }));
    let asked = 0;
    const counting: Refreshing = {
      ...refreshing,
      fetchText: (url, options) => {
        if (url === app.metadataUrl) asked += 1;
        return refreshing.fetchText(url, options);
      },
    };
    await Promise.all(Array.from({ length: 5 }, () => sweepMetadata(counting)));
    expect(asked).toBe(1);
  });
});
