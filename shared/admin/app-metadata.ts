import * as z from 'zod/mini';
import { fieldsOf, type MetadataFields, nameIn } from '../apps/metadata/fields.ts';
import { fetchMetadata } from '../apps/metadata/refresh.ts';
import { type Fault, isRefusal, Refusal } from '../base/refusal.ts';
import { readSpMetadata } from '../saml/sp-metadata.ts';
import { created, versioned } from './answers.ts';
import { appAnswer, metadataSchema, newAppSchema } from './app-schemas.ts';
import { appIn, change, type NewApp, register } from './apps.ts';
import { faultsOf } from './faults.ts';
import type { AdminPorts, Answered, Call, Operation } from './operation.ts';

/** Metadata as it is, or where it is published; `entityId` chooses where it describes several. */
export interface GivenMetadata {
  readonly xml?: string;
  readonly url?: string;
  readonly metadataUrl?: string;
  readonly name?: string;
  readonly entityId?: string;
}

/** The field in which the metadata was given, to which all that is wrong with it is told. */
const fieldOf = ({ url, metadataUrl }: GivenMetadata): string =>
  url !== undefined ? '/url' : metadataUrl !== undefined ? '/metadataUrl' : '/xml';

/** What the metadata's author can mend is told under the field that holds it, by what it is called in an app. */
const inMetadata = (field: string, faults: readonly Fault[]): Refusal =>
  new Refusal('INPUT_INVALID', 'metadata that no app can be made of', {
    faults: faults.map(({ pointer, detail }) => ({
      pointer: field,
      detail: pointer === '/metadata' || pointer === '/url' ? detail : `${pointer}: ${detail}`,
    })),
  });

/**
 * What given metadata says of an app, and how it calls it.
 *
 * @throws {Refusal} INPUT_INVALID with every fault at the field in which it was given
 */
export async function metadataOf(
  given: GivenMetadata,
  { now, fetchText }: AdminPorts,
): Promise<{ readonly fields: MetadataFields; readonly name: string }> {
  const url = given.url ?? given.metadataUrl;
  try {
    const xml = given.xml ?? (await fetchMetadata(fetchText, url ?? ''));
    const metadata = readSpMetadata(xml, { now: now(), ...(given.entityId ? { of: given.entityId } : {}) });
    return { fields: fieldsOf(metadata), name: nameIn(metadata) };
  } catch (error) {
    if (isRefusal(error, 'INPUT_INVALID')) throw inMetadata(fieldOf(given), error.faults);
    if (isRefusal(error, 'REQUEST_MALFORMED'))
      throw inMetadata(fieldOf(given), [
        { pointer: '/metadata', detail: `This is no metadata that Samlet reads: ${error.message}.` },
      ]);
    throw error;
  }
}

/** What strangers wrote is held to the very schema that callers are. */
function checked(fields: NewApp, field: string): NewApp {
  const result = z.safeParse(newAppSchema, fields);
  if (!result.success) throw inMetadata(field, faultsOf(result.error.issues, fields));
  return result.data;
}

async function toldOf(field: string, attempt: () => Promise<Answered>): Promise<Answered> {
  try {
    return await attempt();
  } catch (error) {
    throw isRefusal(error, 'INPUT_INVALID') && error.faults[0]?.pointer !== field
      ? inMetadata(field, error.faults)
      : error;
  }
}

/**
 * Registers a service provider as its metadata describes it; what metadata does not say has Samlet's defaults. What was
 * fetched from an address is read from there again every day.
 */
async function registerByMetadata(call: Call<GivenMetadata>): Promise<Answered> {
  const { body, ports } = call;
  const { fields, name } = await metadataOf(body, ports);
  const field = fieldOf(body);
  const all = checked({ ...fields, name: body.name ?? name, ...(body.url ? { metadataUrl: body.url } : {}) }, field);
  return toldOf(field, () => register(call as unknown as Call<never>, all));
}

/**
 * Takes addresses and keys anew from the provider's metadata; what administrators set beside them stays. It never makes
 * an app weaker: one whose requests must be signed, or that is sent encrypted assertions, stays so whatever the document
 * leaves out.
 */
async function refreshByMetadata(call: Call<GivenMetadata>): Promise<Answered> {
  const app = await appIn(call as unknown as Call<never>);
  const field = fieldOf(call.body);
  const { fields: found } = await metadataOf(call.body, call.ports);
  if (found.entityId !== app.entityId)
    throw inMetadata(field, [
      { pointer: '/metadata', detail: `the metadata is of ${found.entityId}, the app is ${app.entityId}` },
    ]);
  const name = call.body.name ?? app.name;
  const { entityId: _same, nameIdFormat: _kept, ...fields } = checked({ ...found, name }, field);
  const requestsSigned = app.requestsSigned || found.requestsSigned;
  const rest = {
    requestsSigned,
    idpInitiated: app.idpInitiated && !requestsSigned,
    ...(found.logout ? {} : { logout: null }),
  };
  return toldOf(field, () => change(call as unknown as Call<never>, { ...fields, ...rest }));
}

/** Operations on apps by their SAML metadata. */
export const APP_METADATA_OPERATIONS: readonly Operation[] = [
  {
    route: 'POST /admin/v1/apps/metadata',
    summary:
      'Registers an app by its SAML metadata: as a field of JSON, as it is, or by the address that publishes it.',
    permission: 'apps.create',
    body: metadataSchema,
    example: {
      name: 'Wiki',
      xml: '<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata">…</EntityDescriptor>',
    },
    takesXml: true,
    answers: created(appAnswer),
    run: registerByMetadata,
  },
  {
    route: 'PUT /admin/v1/apps/{appId}/metadata',
    summary: 'Takes addresses and certificates of an app anew from its SAML metadata.',
    permission: 'apps.write',
    isSensitive: true,
    body: metadataSchema,
    takesXml: true,
    needsVersion: true,
    answers: versioned(appAnswer),
    run: refreshByMetadata,
  },
];
