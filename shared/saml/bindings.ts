import { inflateRawSync } from 'node:zlib';
import { decodeBase64 } from '../base/bytes.ts';
import { Refusal } from '../base/refusal.ts';
import { INFLATED_BYTES, MESSAGE_LIMITS, RELAY_STATE_BYTES } from './limits.ts';
import { DEFLATE_ENCODING } from './names.ts';
import { malformed } from './read.ts';

/** A message as it came in: its text, and for the Redirect binding the signature over the query. */
export interface Message {
  readonly parameter: 'SAMLRequest' | 'SAMLResponse';
  readonly binding: 'redirect' | 'post';
  readonly xml: string;
  readonly relayState?: string;
  /** The octets as they were written, and what signs them (Bindings 3.4.4.1). */
  readonly signature?: { readonly algorithm: string; readonly octets: string; readonly value: Buffer };
}

const PARAMETERS = new Set(['SAMLRequest', 'SAMLResponse', 'RelayState', 'SigAlg', 'Signature', 'SAMLEncoding']);

/**
 * Reads the HTTP-Redirect binding. The signature covers the query as it was written, so its parameters are cut out of
 * the raw text, never encoded anew; one that stands there twice could be read differently, and is refused.
 *
 * @throws {Refusal} REQUEST_MALFORMED, REQUEST_TOO_LARGE
 */
export function fromRedirect(rawQuery: string): Message {
  const raw = new Map<string, string>();
  for (const pair of rawQuery.split('&')) {
    const name = decoded(halves(pair)[0]);
    if (!PARAMETERS.has(name)) continue;
    if (raw.has(name)) throw malformed(`${name} twice`);
    raw.set(name, pair);
  }
  const parameter = parameterOf((name) => raw.has(name));
  const value = (name: string): string | undefined => {
    const pair = raw.get(name);
    return pair === undefined ? undefined : decoded(halves(pair)[1]);
  };
  const encoding = value('SAMLEncoding');
  if (encoding !== undefined && encoding !== DEFLATE_ENCODING) throw malformed('an encoding other than DEFLATE');
  return {
    parameter,
    binding: 'redirect',
    xml: utf8(inflated(decodeBase64(value(parameter) ?? ''))),
    ...relayStateIn(value('RelayState')),
    ...signatureIn(raw, parameter, value),
  };
}

/** Name and value of a pair, as they were written; one without `=` has an empty value. */
function halves(pair: string): [name: string, value: string] {
  const at = pair.indexOf('=');
  return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
}

function signatureIn(
  raw: ReadonlyMap<string, string>,
  parameter: string,
  value: (name: string) => string | undefined,
): Pick<Message, 'signature'> {
  const [algorithm, signature] = [value('SigAlg'), value('Signature')];
  if (algorithm === undefined && signature === undefined) return {};
  if (algorithm === undefined || signature === undefined) throw malformed('half a signature');
  const octets = [parameter, 'RelayState', 'SigAlg'].map((name) => raw.get(name)).filter((pair) => pair !== undefined);
  return { signature: { algorithm, octets: octets.join('&'), value: decodeBase64(signature) } };
}

/**
 * Reads the HTTP-POST binding (Bindings 3.5.4), whose base64 may break lines.
 *
 * @throws {Refusal} REQUEST_MALFORMED, REQUEST_TOO_LARGE
 */
export function fromPost(form: URLSearchParams): Message {
  for (const name of PARAMETERS) if (form.getAll(name).length > 1) throw malformed(`${name} twice`);
  const parameter = parameterOf((name) => form.has(name));
  const encoded = form.get(parameter) ?? '';
  if (encoded.length > 2 * MESSAGE_LIMITS.bytes) throw tooLarge('the message', encoded.length);
  const bytes = decodeBase64(encoded, { lines: true });
  if (bytes.length > MESSAGE_LIMITS.bytes) throw tooLarge('the message', bytes.length);
  return { parameter, binding: 'post', xml: utf8(bytes), ...relayStateIn(form.get('RelayState') ?? undefined) };
}

function parameterOf(has: (name: string) => boolean): Message['parameter'] {
  if (has('SAMLRequest') === has('SAMLResponse')) throw malformed('not one message');
  return has('SAMLRequest') ? 'SAMLRequest' : 'SAMLResponse';
}

function relayStateIn(relayState: string | undefined): { relayState?: string } {
  if (relayState === undefined) return {};
  const bytes = Buffer.byteLength(relayState);
  if (bytes > RELAY_STATE_BYTES) throw tooLarge('RelayState', bytes);
  return { relayState };
}

const tooLarge = (what: string, bytes: number): Refusal =>
  new Refusal('REQUEST_TOO_LARGE', `${what} is too large`, { bytes });

/** Percent escapes and `+`, as forms encode. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch (error) {
    throw new Refusal('REQUEST_MALFORMED', 'a percent escape', { cause: error });
  }
}

function inflated(bytes: Buffer): Buffer {
  if (bytes.length > INFLATED_BYTES) throw tooLarge('the message', bytes.length);
  try {
    return inflateRawSync(bytes, { maxOutputLength: INFLATED_BYTES });
  } catch (error) {
    const isLarge = (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE';
    throw new Refusal(isLarge ? 'REQUEST_TOO_LARGE' : 'REQUEST_MALFORMED', 'cannot be inflated', { cause: error });
  }
}

/** Strictly UTF-8, without its mark: some senders put one in front, and signatures do not cover it. */
function utf8(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new Refusal('REQUEST_MALFORMED', 'not UTF-8', { cause: error });
  }
}
