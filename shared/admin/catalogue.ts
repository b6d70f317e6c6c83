import * as z from 'zod/mini';
import { acsTextOf, stepValuesOf } from '../apps/catalogue/our-side.ts';
import type { Preset } from '../apps/catalogue/preset.ts';
import { readRoleArns } from '../aws-access/role-arns.ts';
import { isRefusal, Refusal } from '../base/refusal.ts';
import { addressesOf } from '../sign-in/ports.ts';
import { one } from './answers.ts';
import { metadataOf } from './app-metadata.ts';
import { catalogueAnswer, draftAnswer, draftSchema, presetAnswer } from './catalogue-schemas.ts';
import { entityIdIn } from './app-idp.ts';
import { type Answered, type Call, foundOr404, type Operation, param } from './operation.ts';

interface Asked {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly xml?: string;
  readonly metadataUrl?: string;
  readonly entityId?: string;
}

/** The catalogue is text: it is loaded when somebody looks at it. */
const catalogue = () => import('../apps/catalogue/catalogue.ts');

const shown = ({ registration, expects: _expects, inputs, ...preset }: Preset) => ({
  ...preset,
  registeredAs: registration.as,
  inputs: inputs.map(({ pattern, isOptional = false, ...input }) => ({
    ...input,
    pattern: pattern.source,
    isOptional,
  })),
});

async function list({ query }: Call<never>): Promise<Answered> {
  const { presetsWith } = await catalogue();
  const { CATEGORIES } = await import('../apps/catalogue/preset.ts');
  const [search, category] = [query.get('search') ?? '', query.get('category')];
  return {
    body: { categories: CATEGORIES, items: presetsWith({ search, ...(category ? { category } : {}) }).map(shown) },
  };
}

const presetIn = async (call: Call<never>): Promise<Preset> =>
  foundOr404((await catalogue()).presetOf(param(call, 'presetId')));

/** A filled form of what the preset would be registered as; nothing is kept. */
async function draft(call: Call<Asked>): Promise<Answered> {
  const { body, ports } = call;
  const preset = await presetIn(call as Call<never>);
  const { drafted, stepsOf } = await import('../apps/catalogue/draft.ts');
  const fromMetadata = body.xml !== undefined || body.metadataUrl !== undefined;
  const registration = drafted(preset, body.inputs ?? {}, fromMetadata);
  if (registration.as === 'aws-account')
    return { body: { ...(await around(call, preset)), awsAccount: registration.account } };
  if (registration.as === 'aws-role') {
    const { accountId, roleArn, providerArn } = arnsOf(registration.role.pair);
    const { pair: _pair, ...role } = registration.role;
    const awsRole = { accountId, roleArn, providerArn, ...role };
    return { body: { ...(await around(call, preset)), awsRole, assignment: registration.assignment } };
  }
  const metadata = fromMetadata ? await metadataOf(body, ports) : undefined;
  const { nameIdFormat: wished, ...found } = metadata?.fields ?? {};
  // What the preset knows of NameIDs it knows better than metadata, which lists whatever can be read.
  const nameIdFormat = registration.app.nameIdFormat ?? wished;
  const app = {
    name: preset.id === 'custom' ? metadata?.name : preset.name,
    ...(preset.id === 'custom' ? {} : { presetId: preset.id }),
    ...registration.app,
    ...found,
    ...(nameIdFormat ? { nameIdFormat } : {}),
    ...(body.metadataUrl ? { metadataUrl: body.metadataUrl } : {}),
  };
  const told = { entityId: app.entityId ?? '', acs: acsTextOf(app.acs ?? []) };
  const values = stepValuesOf(addressesOf(ports.baseUrl), await entityIdIn(ports.table), told);
  const filled = Object.fromEntries(Object.entries(app).filter(([, value]) => value !== undefined && !isEmpty(value)));
  return { body: { ...(await around(call, preset)), app: filled, steps: stepsOf(preset, values) } };
}

const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

function arnsOf(pair: string) {
  try {
    return readRoleArns({ pair });
  } catch (error) {
    if (!isRefusal(error, 'INPUT_INVALID')) throw error;
    throw new Refusal('INPUT_INVALID', 'not a role and its provider', {
      faults: error.faults.map(({ detail }) => ({ pointer: '/inputs/pair', detail })),
    });
  }
}

async function around({ ports }: Call<Asked>, preset: Preset) {
  const { stepsOf } = await import('../apps/catalogue/draft.ts');
  const values = stepValuesOf(addressesOf(ports.baseUrl), await entityIdIn(ports.table), { entityId: '', acs: '' });
  return { registeredAs: preset.registration.as, steps: stepsOf(preset, values), limits: preset.limits };
}

/** Operations on the catalogue of service providers. */
export const CATALOGUE_OPERATIONS: readonly Operation[] = [
  {
    route: 'GET /admin/v1/catalogue',
    summary: 'Lists presets of service providers.',
    permission: 'apps.read',
    query: {
      search: {
        description: 'Words that must all stand in the preset’s name, description or category.',
        schema: z.string().check(z.maxLength(128)),
      },
      category: { description: 'One of the catalogue’s categories.', schema: z.string().check(z.maxLength(64)) },
    },
    answers: one(catalogueAnswer),
    run: list,
  },
  {
    route: 'GET /admin/v1/catalogue/{presetId}',
    summary: 'Gives a preset.',
    permission: 'apps.read',
    answers: one(presetAnswer),
    run: async (call) => ({ body: shown(await presetIn(call)) }),
  },
  {
    route: 'POST /admin/v1/catalogue/{presetId}/draft',
    summary: 'Fills the form of an app, AWS account or role by a preset, its inputs and metadata; nothing is kept.',
    permission: 'apps.read',
    body: draftSchema,
    example: { inputs: { workspace: 'example' } },
    answers: one(draftAnswer),
    run: draft,
  },
];
