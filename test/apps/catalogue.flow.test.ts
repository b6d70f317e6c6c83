import * as z from 'zod/mini';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { draftAnswer } from '../../shared/admin/catalogue-schemas.ts';
import { PRESETS } from '../../shared/apps/catalogue/catalogue.ts';
import type { Preset } from '../../shared/apps/catalogue/preset.ts';
import type { AppFields } from '../../shared/apps/app.ts';
import type { Finding } from '../../shared/apps/findings.ts';
import { KEY_RING_KEY, keyRingOf } from '../../shared/keys/key-ring.ts';
import type { User } from '../../shared/users/user.ts';
import { accept } from '../kit/accept.ts';
import { authnRequest, redirected } from '../kit/authn-request.ts';
import type { Browser } from '../kit/browser.ts';
import { PASSWORD, startWorld, type World } from '../kit/world.ts';
import { api, AT, type Made } from '../races/scene.ts';

interface Draft {
  readonly app?: AppFields;
  readonly awsRole?: { readonly accountId: string; readonly roleArn: string; readonly providerArn: string };
  readonly awsAccount?: { readonly id: string };
  readonly assignment?: { readonly relayState: string };
  readonly steps: readonly string[];
}

let world: World;
let vera: User;
let browser: Browser;
let certificate: string;

beforeAll(async () => {
  world = await startWorld();
  vera = await world.user('vera', { givenName: 'Vera', familyName: 'Vogel', externalId: 'immutable-7' });
  const group = await api<Made>(world.ports, `POST ${AT.groups}`, { body: { displayName: 'Pickers' } });
  await api(world.ports, `PUT ${AT.groups}/{groupId}/members/{userId}`, {
    params: { groupId: group.id, userId: vera.id },
  });
  browser = world.browser();
  await browser.post((await browser.get('/sign-in')).action, { username: 'vera', password: PASSWORD });
  certificate = keyRingOf(await world.table.find(KEY_RING_KEY))!.active.certificate;
});
afterAll(() => world?.close());

/** The draft that a preset's own examples make. */
const draftOf = (
  preset: Preset,
  inputs = Object.fromEntries(preset.inputs.map(({ name, example }) => [name, example])),
) =>
  api<Draft>(world.ports, 'POST /admin/v1/catalogue/{presetId}/draft', {
    params: { presetId: preset.id },
    body: { inputs },
  });

const apps = PRESETS.filter(({ registration }) => registration.as === 'app');
const roles = PRESETS.filter(({ registration }) => registration.as === 'aws-role');

describe('the catalogue', () => {
  it('holds what was promised, each under an ID of its own', () => {
    const ids = PRESETS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining([
      'aws-account', 'iam-identity-center', 'aws-client-vpn', 'quicksight', 'amazon-connect', 'managed-grafana', 'opensearch',
      'appstream', 'cognito', 'google-workspace', 'microsoft-365', 'salesforce', 'slack', 'github-organization',
      'github-enterprise', 'gitlab', 'zoom', 'servicenow', 'datadog', 'custom',
    ])); // prettier-ignore
  });

  it.each(PRESETS.map((preset) => [preset.id, preset] as const))(
    '%s: every example fits its own input',
    (_id, { inputs }) => {
      for (const { example, pattern, choices } of inputs) {
        expect(example).toMatch(pattern);
        for (const choice of choices ?? []) expect(choice).toMatch(pattern);
        expect(pattern.source.startsWith('^') && pattern.source.endsWith('$')).toBe(true);
      }
    },
  );

  it.each(PRESETS.map((preset) => [preset.id, preset] as const))(
    '%s: its draft fits the description, and no place in it or its steps is left empty',
    async (_id, preset) => {
      const draft = await draftOf(preset);
      expect(z.safeParse(draftAnswer, draft).error?.issues).toBeUndefined();
      expect(JSON.stringify(draft.steps)).not.toMatch(/\{(?:idp|app)\./);
      expect(JSON.stringify({ ...draft, assignment: undefined, steps: [] })).not.toMatch(/\{\w+\}/);
      expect(draft.steps.length).toBeGreaterThan(0);
    },
  );

  it('refuses an input that is missing, of another form, or unknown, each by its name', async () => {
    const slack = PRESETS.find(({ id }) => id === 'slack')!;
    const faults = async (inputs: Record<string, string>) =>
      draftOf(slack, inputs).catch((error: { faults: { pointer: string }[] }) =>
        error.faults.map(({ pointer }) => pointer),
      );
    expect(await faults({})).toEqual(['/inputs/workspace']);
    expect(await faults({ workspace: 'evil.example/' })).toEqual(['/inputs/workspace']);
    expect(await faults({ workspace: 'a', constructor: 'b' })).toEqual(['/inputs/constructor']);
  });
});

describe('an app that is registered by a preset', () => {
  it.each(apps.map((preset) => [preset.id, preset] as const))(
    '%s gets an assertion that it accepts',
    async (_id, preset) => {
      const { app: body } = await draftOf(preset);
      const app = await api<Made & AppFields>(world.ports, `POST ${AT.apps}`, { body: { name: 'Custom', ...body } });
      await api(world.ports, `PUT ${AT.apps}/{appId}/assignments/{principals}/{principalId}`, {
        params: { appId: app.id, principals: 'users', principalId: vera.id },
      });
      const shown = await browser.get(redirected(authnRequest({ issuer: app.entityId })));
      expect(shown.action).toBe(app.acs[0]!.url);
      const response = shown.fields['SAMLResponse'] ?? '';
      const { attributes, audience, nameId } = accept(response, certificate);
      expect(audience).toBe(app.entityId);
      expect(nameId).not.toBe('');
      expect(Object.keys(attributes)).toEqual(expect.arrayContaining([...preset.expects.attributes]));
      const signatures = Buffer.from(response, 'base64').toString().split('<ds:SignatureValue').length - 1;
      expect(signatures).toBe(preset.expects.bothSigned ? 2 : app.signResponse ? 2 : 1);
      const { findings } = await api<{ findings: Finding[] }>(world.ports, `POST ${AT.apps}/preview`, {
        body: { app: { ...body, presetId: preset.id }, userId: vera.id },
      });
      expect(findings.filter(({ level }) => level === 'error')).toEqual([]);
    },
  );

  it('is told in its preview when it departs from what its service provider insists on', async () => {
    const preset = apps.find(({ id }) => id === 'aws-client-vpn')!;
    const { app } = await draftOf(preset);
    const changed = {
      ...app,
      presetId: preset.id,
      nameIdFormat: 'transient',
      signResponse: false,
      idpInitiated: true,
      attributes: [],
    };
    const { findings } = await api<{ findings: Finding[] }>(world.ports, `POST ${AT.apps}/preview`, {
      body: { app: changed, userId: vera.id },
    });
    const errors = findings.filter(({ level }) => level === 'error').map(({ pointer }) => pointer);
    expect(errors.toSorted()).toEqual(['/attributes', '/idpInitiated', '/nameIdFormat', '/signResponse']);
  });

  it('is answered on the person’s own machine by AWS Client VPN alone, and the page’s policy lets that through', async () => {
    const shown = await browser.get(redirected(authnRequest({ issuer: 'urn:amazon:webservices:clientvpn' })));
    expect(shown.headers['content-security-policy']).toContain("form-action 'self' https: http://127.0.0.1:35001;");
    const other = { name: 'Other', entityId: 'urn:other', acs: [{ url: 'http://127.0.0.1:35001', index: 0 }] };
    await expect(api(world.ports, `POST ${AT.apps}`, { body: other })).rejects.toThrow('the app is not right');
  });
});

describe('a service of AWS that is entered by a role', () => {
  it.each(roles.map((preset) => [preset.id, preset] as const))(
    '%s is landed on by its assignment',
    async (id, preset) => {
      const { awsRole, assignment } = await draftOf(preset);
      const { accountId, ...role } = awsRole!;
      const account = { id: accountId, name: id };
      await api(world.ports, `POST ${AT.accounts}`, { body: account }).catch(() => undefined);
      const name = `${id}-role`;
      const roleArn = role.roleArn.replace(/[^/]+$/, name);
      await api(world.ports, `POST ${AT.accounts}/{accountId}/roles`, {
        params: { accountId },
        body: { ...role, roleArn },
      });
      await api(world.ports, `PUT ${AT.role}/assignments/{principals}/{principalId}`, {
        params: { accountId, roleName: name, principals: 'users', principalId: vera.id },
        body: assignment,
      });
      const shown = await browser.get(`/go/aws/${accountId}/${name}`);
      expect(shown.fields['RelayState']).toBe(assignment!.relayState);
      expect(accept(shown.fields['SAMLResponse'] ?? '', certificate).attributes).toMatchObject({
        'https://aws.amazon.com/SAML/Attributes/Role': [`${roleArn},${role.providerArn}`],
      });
    },
  );
});
