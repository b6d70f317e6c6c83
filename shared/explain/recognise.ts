import { inflateRawSync } from 'node:zlib';
import { INFLATED_BYTES } from '../saml/limits.ts';

/** A SAML message that was found in a text, decoded. */
export interface FoundMessage {
  readonly xml: string;
  /** In which form it stood there. */
  readonly form: 'xml' | 'base64' | 'deflated';
  readonly relayState?: string;
  /** The length of the message in base64, where it was that. */
  readonly base64Length?: number;
}

const NAMED = /SAML(?:Response|Request)["']?\s*(?:[:=]|value=)\s*["']?([A-Za-z0-9+/=_%\-\s]{16,})/;
const RELAY_STATE = /RelayState["']?\s*(?:[:=]|value=)\s*["']?([^&\s"'<>]{1,4096})/;
/** A field of a form in a page’s source, and what is told of it in either order: each is looked for by itself, in linear time. */
const FIELD = /<input[^<>]*/gi;
const FIELD_NAME = /name=["']SAML(?:Response|Request)["']/i;
const FIELD_VALUE = /value=["']([^"'<>]{16,})["']/i;
const BARE = /^[A-Za-z0-9+/=_%\-\s]{40,}$/;
const SAML_ROOT =
  /<(?:[\w.-]+:)?(?:Response|Assertion|AuthnRequest|LogoutRequest|LogoutResponse|EntityDescriptor|EntitiesDescriptor|ArtifactResponse)[\s>]/;

/**
 * Finds a SAML message in what somebody pasted: XML, base64, a form's body or field, an address with a query, a line of a
 * browser's tools. It is lenient, since it only looks for what is there; what reads the message is not.
 */
export function findMessage(text: string): FoundMessage | undefined {
  const trimmed = text.trim();
  const field = fieldIn(trimmed) ?? NAMED.exec(trimmed);
  const [, relayState] = RELAY_STATE.exec(trimmed) ?? [];
  const beside = relayState === undefined ? {} : { relayState: percentDecoded(relayState) };
  const decoded = field?.[1] === undefined ? undefined : decode(field[1]);
  if (decoded) return { ...decoded, ...beside };
  if (BARE.test(trimmed)) return decode(trimmed);
  const at = trimmed.search(SAML_ROOT);
  if (at < 0) return undefined;
  // What stands before the root belongs to it if it is markup: a declaration, or what will be refused.
  return { xml: trimmed.startsWith('<') ? trimmed : trimmed.slice(at), form: 'xml' };
}

function fieldIn(text: string): RegExpExecArray | null {
  const field = text.match(FIELD)?.find((tag) => FIELD_NAME.test(tag) && FIELD_VALUE.test(tag));
  return field === undefined ? null : FIELD_VALUE.exec(field);
}

function decode(encoded: string): FoundMessage | undefined {
  const base64 = percentDecoded(encoded).replaceAll(/\s+/g, '').replaceAll('-', '+').replaceAll('_', '/');
  const bytes = Buffer.from(base64, 'base64');
  const plain = markup(bytes);
  if (plain !== undefined) return { xml: plain, form: 'base64', base64Length: base64.length };
  const inflated = markup(inflate(bytes));
  return inflated === undefined ? undefined : { xml: inflated, form: 'deflated', base64Length: base64.length };
}

/** Percent escapes, once or twice: what is copied from an address within an address has them twice. */
function percentDecoded(text: string): string {
  try {
    const once = decodeURIComponent(text);
    return /%[0-9a-f]{2}/i.test(once) ? decodeURIComponent(once) : once;
  } catch {
    return text; // no escapes then, or broken ones: whatever reads the text will say so
  }
}

function inflate(bytes: Buffer): Buffer {
  try {
    return inflateRawSync(bytes, { maxOutputLength: INFLATED_BYTES });
  } catch {
    return Buffer.alloc(0); // it was not deflated, or is too large to be a message
  }
}

/** The text of bytes that begin as XML does. */
function markup(bytes: Buffer): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes).trimStart();
    return text.startsWith('<') ? text : undefined;
  } catch {
    return undefined;
  }
}

const UUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi;
/** As API Gateway numbers requests: sixteen characters, of which the last is mostly “=”. */
const GATEWAY = /(?<![\w=+-])[\w+-]{10,20}=(?![\w=])/g;

/** More numbers are not looked up: a text that holds them is something else. */
const NUMBERS = 5;

/** What may be the number of a request, of ours or of AWS. */
export const requestNumbers = (text: string): readonly string[] =>
  text.length > 4000
    ? []
    : [...new Set([...(text.match(GATEWAY) ?? []), ...(text.match(UUID) ?? [])])].slice(0, NUMBERS);

/** Tells whether a number has the form of AWS's request IDs. */
export const isUuid = (text: string): boolean => new RegExp(`^${UUID.source}$`, 'i').test(text);
