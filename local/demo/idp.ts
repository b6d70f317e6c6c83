import { setTimeout as pause } from 'node:timers/promises';
import { attributeOf, allNamed, parseXml, textIn } from './xml.ts';

/** What service providers know of Samlet: what its metadata says. */
export interface Idp {
  readonly entityId: string;
  /** Base64 DER, all of them trusted. */
  readonly certificates: readonly string[];
  readonly signIn: Readonly<Record<'redirect' | 'post', string>>;
  readonly logoutUrl: string;
}

/** Samlet makes its certificates when they are first needed, and answers 503 until then. */
export class IdpNotReady extends Error {}

const FRESH_MS = 30_000;
const ATTEMPTS = 40;
const BINDINGS = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-';

/** Knows Samlet by its metadata, which is fetched when it is first asked for, and again when half a minute is over. */
export function idpAt(samletUrl: string): () => Promise<Idp> {
  let known: Promise<Idp> | undefined;
  let knownAt = 0;
  return () => {
    if (!known || Date.now() - knownAt > FRESH_MS) {
      const fetching = fetchIdp(`${samletUrl}/saml/metadata`);
      knownAt = Date.now();
      known = fetching;
      fetching.catch(() => {
        if (known === fetching) known = undefined;
      });
    }
    return known;
  };
}

async function fetchIdp(url: string): Promise<Idp> {
  let last = '';
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (attempt > 0) await pause(250);
    const answer = await fetch(url).catch((error: unknown) => (error as Error).message);
    if (typeof answer !== 'string' && answer.ok) return readIdp(await answer.text());
    last = typeof answer === 'string' ? answer : `status ${answer.status}`;
  }
  throw new IdpNotReady(`${url} does not answer with metadata (${last})`);
}

/** Reads the metadata of an identity provider. @throws {Error} when something is missing */
export function readIdp(xml: string): Idp {
  const root = parseXml(xml).documentElement;
  const location = (service: string, binding: string): string => {
    const found = allNamed(root, 'metadata', service).find((one) => attributeOf(one, 'Binding') === BINDINGS + binding);
    const url = found && attributeOf(found, 'Location');
    if (!url) throw new Error(`the metadata has no ${service} for HTTP-${binding}`);
    return url;
  };
  return {
    entityId: attributeOf(root, 'entityID') ?? '',
    certificates: allNamed(root, 'metadata', 'KeyDescriptor')
      .filter((key) => attributeOf(key, 'use') !== 'encryption')
      .flatMap((key) => allNamed(key, 'signature', 'X509Certificate'))
      .map((certificate) => textIn(certificate).replaceAll(/\s/g, '')),
    signIn: { redirect: location('SingleSignOnService', 'Redirect'), post: location('SingleSignOnService', 'POST') },
    logoutUrl: location('SingleLogoutService', 'Redirect'),
  };
}
