/**
 * outbound/ is how a function fetches what an administrator named by its address. It owns the rules that keep such a
 * request out of everything that is not the public Internet; it knows nothing of what is fetched.
 */
import { lookup as lookUp } from 'node:dns/promises';
import { type IncomingMessage, request as requestPlain, type RequestOptions } from 'node:http';
import { request as requestSecure } from 'node:https';
import { Refusal } from '../base/refusal.ts';
import { isLoopback, isPublicAddress } from './public-address.ts';

/** An IP address that a name leads to. */
export interface Resolved {
  readonly address: string;
  readonly family: number;
}

/** How a text is fetched. */
export interface FetchOptions {
  /** Bytes at the most. */
  readonly maxBytes: number;
  /** Seconds for everything, redirects included. */
  readonly seconds: number;
  /** The media types that are asked for. */
  readonly accept: string;
}

/** Fetches a text from a public address. */
export type FetchText = (url: string, options: FetchOptions) => Promise<string>;

/** What it needs of the world; tests and the local run bring theirs. */
export interface Outbound {
  /** Whether plain http to this machine is allowed: on a developer's machine alone, never where Samlet is deployed. */
  readonly allowsLoopback: boolean;
  readonly resolve?: (host: string) => Promise<readonly Resolved[]>;
}

const REDIRECTS = 3;
const REDIRECTING = new Set([301, 302, 303, 307, 308]);

/** A fetch that failed, in words for whoever named the address. `CONFLICT` would blame our state: it is their input. */
const failed = (detail: string, cause?: unknown): Refusal =>
  new Refusal('INPUT_INVALID', 'what could not be fetched', { cause, faults: [{ pointer: '/url', detail }] });

/**
 * Makes a fetcher of texts. It goes by https to public addresses alone: the name is resolved once, every address that it
 * has must be public, and the connection goes to the address that was looked at, so that a second look-up cannot lead
 * elsewhere. It sends no cookie and no credential, and follows three redirects within the same origin at the most.
 *
 * The fetcher throws `Refusal` INPUT_INVALID with a fault at `/url` for whatever goes wrong outside.
 */
export function textFetcher({ allowsLoopback, resolve = resolveAll }: Outbound): FetchText {
  return async (text, options) => {
    const signal = AbortSignal.timeout(options.seconds * 1000);
    let url = checkedUrl(text, allowsLoopback);
    for (let redirects = 0; ; redirects += 1) {
      const at = await addressOf(url, { allowsLoopback, resolve }, signal);
      const answer = await answerOf(url, at, options, signal);
      if (!REDIRECTING.has(answer.statusCode ?? 0)) return readText(answer, options, signal);
      answer.destroy();
      if (redirects === REDIRECTS) throw failed(`It redirects more than ${REDIRECTS} times.`);
      url = redirected(url, answer.headers.location, allowsLoopback);
    }
  };
}

const resolveAll = (host: string): Promise<readonly Resolved[]> => lookUp(host, { all: true, verbatim: true });

function checkedUrl(text: string, allowsLoopback: boolean): URL {
  if (!URL.canParse(text)) throw failed('This is no address.');
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') throw failed('The address must hold no user name and no password.');
  if (url.protocol !== 'https:' && !(allowsLoopback && url.protocol === 'http:'))
    throw failed('The address must begin with https.');
  return url;
}

function redirected(from: URL, location: string | undefined, allowsLoopback: boolean): URL {
  if (location === undefined || !URL.canParse(location, from)) throw failed('It redirects to nowhere.');
  const to = checkedUrl(new URL(location, from).href, allowsLoopback);
  if (to.origin !== from.origin)
    throw failed(`It redirects to another host, ${to.host}: give that address if it is right.`);
  return to;
}

/** The address to connect to. Plain http is for this machine, and for nothing else. */
async function addressOf(
  url: URL,
  { allowsLoopback, resolve }: Required<Outbound>,
  signal: AbortSignal,
): Promise<Resolved> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const found = await within(resolve(host), signal).catch((error: unknown) => {
    throw failed(signal.aborted ? TOO_SLOW : `The name ${host} cannot be resolved.`, error);
  });
  const mayBe = ({ address }: Resolved): boolean =>
    (url.protocol === 'https:' && isPublicAddress(address)) || (allowsLoopback && isLoopback(address));
  const [first] = found;
  if (!first || !found.every(mayBe)) throw failed(`${host} does not stand on the public Internet.`);
  return first;
}

const TOO_SLOW = 'It did not answer in time.';

/** A promise that is given up when the time is over. */
function within<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const over = Promise.withResolvers<never>();
  signal.addEventListener('abort', () => over.reject(signal.reason), { once: true });
  return Promise.race([promise, over.promise]);
}

async function answerOf(
  url: URL,
  at: Resolved,
  { accept }: FetchOptions,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? requestSecure : requestPlain;
  const options: RequestOptions = {
    method: 'GET',
    agent: false,
    signal,
    headers: { accept, 'accept-encoding': 'identity', 'user-agent': 'Samlet' },
    // Whoever asks is given the one address that was looked at, in the form they ask for.
    lookup: (_host, { all }, tell) => (all ? tell(null, [at]) : tell(null, at.address, at.family)),
  };
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  request(url, options, resolve).on('error', reject).end();
  return promise.catch((error: unknown) => {
    throw failed(signal.aborted ? TOO_SLOW : `It cannot be reached${codeIn(error)}.`, error);
  });
}

const codeIn = (error: unknown): string => {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^[A-Z\d_]{1,64}$/.test(code) ? ` (${code})` : '';
};

async function readText(answer: IncomingMessage, { maxBytes }: FetchOptions, signal: AbortSignal): Promise<string> {
  const { statusCode = 0, headers } = answer;
  try {
    if (statusCode !== 200) throw failed(`It answered ${statusCode}.`);
    const encoding = headers['content-encoding'] ?? 'identity';
    if (encoding !== 'identity') throw failed('It answered in an encoding that was not asked for.');
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw failed(`It is larger than ${maxBytes} bytes.`);
      chunks.push(chunk);
    }
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw failed(signal.aborted ? TOO_SLOW : 'What it answered broke off, or is no text in UTF-8.', error);
  } finally {
    answer.destroy();
  }
}
