import * as z from 'zod/mini';
import { NAME_ID_FORMATS, type NameIdFormat } from '../apps/app.ts';
import { type Fault, isRefusal, Refusal } from '../base/refusal.ts';
import { readSpMetadata, type SpMetadata } from '../saml/sp-metadata.ts';
import { created, versioned } from './answers.ts';
import { appAnswer, metadataSchema, newAppSchema } from './app-schemas.ts';
import { appIn, change, type NewApp, register } from './apps.ts';
import { faultsOf } from './faults.ts';
import type { Answered, Call, Operation } from './operation.ts';

interface GivenMetadata {
  readonly xml: string;
  readonly name?: string;
  readonly entityId?: string;
}

/** What the metadata's author can mend is told under the field that holds it, by what it is called in an app. */
const inXml = (faults: readonly Fault[]): Refusal =>
  new Refusal('INPUT_INVALID', 'metadata that no app can be made of', {
    faults: faults.map(({ pointer, detail }) => ({
      pointer: '/xml',
      detail: pointer === '/metadata' ? detail : `${pointer}: ${detail}`,
    })),
  });

function read({ body, ports }: Call<GivenMetadata>): SpMetadata {
  try {
    return readSpMetadata(body.xml, { now: ports.now(), ...(body.entityId ? { of: body.entityId } : {}) });
  } catch (error) {
    if (isRefusal(error, 'INPUT_INVALID')) throw inXml(error.faults);
    if (isRefusal(error, 'REQUEST_MALFORMED'))
      throw inXml([{ pointer: '/metadata', detail: `This is no metadata that Samlet reads: ${error.message}.` }]);
    throw error;
  }
}

/** What metadata says of an app; what it does not say is left out. */
function fieldsOf(metadata: SpMetadata): Omit<NewApp, 'name'> {
  const [encryptionCertificate] = metadata.encryptionCertificates;
  return {
    entityId: metadata.entityId,
    acs: metadata.acs,
    ...(metadata.logout ? { logout: metadata.logout } : {}),
    signingCertificates: metadata.signingCertificates,
    ...(encryptionCertificate ? { encryptionCertificate } : {}),
    requestsSigned: metadata.requestsSigned,
    ...nameIdFormatIn(metadata.nameIdFormats),
  };
}

/** The first of the formats that the metadata wishes for and that we issue. */
function nameIdFormatIn(wished: readonly string[]): { nameIdFormat?: NameIdFormat } {
  const known = Object.entries(NAME_ID_FORMATS).filter(([, uri]) => wished.includes(uri));
  const [first] = known.toSorted(([, a], [, b]) => wished.indexOf(a) - wished.indexOf(b));
  return first ? { nameIdFormat: first[0] as NameIdFormat } : {};
}

/** What strangers wrote is held to the very schema that callers are. */
function checked(fields: NewApp): NewApp {
  const result = z.safeParse(newAppSchema, fields);
  if (!result.success) throw inXml(faultsOf(result.error.issues, fields));
  return result.data;
}

async function toldOfXml(attempt: () => Promise<Answered>): Promise<Answered> {
  try {
    return await attempt();
  } catch (error) {
    throw isRefusal(error, 'INPUT_INVALID') && error.faults[0]?.pointer !== '/xml' ? inXml(error.faults) : error;
  }
}

/** A name as metadata gives it, cut to what we keep; without one, the entity ID stands for it. */
const nameIn = ({ displayName, entityId }: SpMetadata): string =>
  [...(displayName ?? entityId).replaceAll(/\s+/g, ' ').trim()].slice(0, 64).join('');

/** Registers a service provider as its metadata describes it; what metadata does not say has Samlet's defaults. */
async function registerByMetadata(call: Call<GivenMetadata>): Promise<Answered> {
  const metadata = read(call);
  const fields = checked({ ...fieldsOf(metadata), name: call.body.name ?? nameIn(metadata) });
  return toldOfXml(() => register(call as unknown as Call<never>, fields));
}

/**
 * Takes addresses and keys anew from the provider's metadata; what administrators set beside them stays. It never makes
 * an app weaker: one whose requests must be signed, or that is sent encrypted assertions, stays so whatever the document
 * leaves out.
 */
async function refreshByMetadata(call: Call<GivenMetadata>): Promise<Answered> {
  const app = await appIn(call as unknown as Call<never>);
  const metadata = read(call);
  if (metadata.entityId !== app.entityId)
    throw inXml([
      { pointer: '/metadata', detail: `the metadata is of ${metadata.entityId}, the app is ${app.entityId}` },
    ]);
  const name = call.body.name ?? app.name;
  const { entityId: _same, nameIdFormat: _kept, ...fields } = checked({ ...fieldsOf(metadata), name });
  const requestsSigned = app.requestsSigned || metadata.requestsSigned;
  const rest = {
    requestsSigned,
    idpInitiated: app.idpInitiated && !requestsSigned,
    ...(metadata.logout ? {} : { logout: null }),
  };
  return toldOfXml(() => change(call as unknown as Call<never>, { ...fields, ...rest }));
}

/** Operations on apps by their SAML metadata. */
export const APP_METADATA_OPERATIONS: readonly Operation[] = [
  {
    route: 'POST /admin/v1/apps/metadata',
    summary: 'Registers an app by its SAML metadata, as a field of JSON or as it is.',
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
    body: metadataSchema,
    takesXml: true,
    needsVersion: true,
    answers: versioned(appAnswer),
    run: refreshByMetadata,
  },
];
