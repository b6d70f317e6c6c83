import { type CacheProvider, SAML, ValidateInResponseTo } from '@node-saml/node-saml';
import type { Idp } from './idp.ts';
import type { ProviderKeys } from './provider-keys.ts';
import type { Addresses, Provider } from './providers.ts';

/** What a provider speaks SAML with, now that it knows Samlet: all of it is @node-saml/node-saml, none of it is ours. */
export interface ProviderSaml {
  /** For AuthnRequests and the responses to them. */
  readonly signIn: SAML;
  /** For logout messages, which are always signed and go by redirect. */
  readonly logout: SAML;
}

/** Sets up the library as the provider's description says. */
export function providerSaml(
  provider: Provider,
  { idp, keys, addresses, asked }: { idp: Idp; keys: ProviderKeys; addresses: Addresses; asked: CacheProvider },
): ProviderSaml {
  const { requests, signsRequests, nameIdFormat } = provider;
  const common = {
    idpCert: [...idp.certificates],
    idpIssuer: idp.entityId,
    issuer: addresses.entityId,
    audience: addresses.entityId,
    callbackUrl: addresses.acs,
    logoutUrl: idp.logoutUrl,
    identifierFormat: nameIdFormat,
    disableRequestedAuthnContext: true,
    wantAssertionsSigned: true,
    wantAuthnResponseSigned: false,
    cacheProvider: asked,
    signatureAlgorithm: 'sha256' as const,
    digestAlgorithm: 'sha256',
    ...(keys.encryption ? { decryptionPvk: keys.encryption.privateKey } : {}),
  };
  const signing = { privateKey: keys.signing.privateKey, publicCert: keys.signing.certificate };
  return {
    signIn: new SAML({
      ...common,
      ...(signsRequests ? signing : {}),
      entryPoint: idp.signIn[requests],
      authnRequestBinding: requests === 'post' ? 'HTTP-POST' : 'HTTP-Redirect',
      skipRequestCompression: requests === 'post', // what is posted is not deflated (Bindings 3.5.4)
      validateInResponseTo: signsRequests ? ValidateInResponseTo.always : ValidateInResponseTo.ifPresent,
    }),
    logout: new SAML({
      ...common,
      ...signing,
      entryPoint: idp.signIn.redirect,
      validateInResponseTo: ValidateInResponseTo.ifPresent,
    }),
  };
}

const REMEMBERED_MS = 10 * 60_000;

/** The requests that a provider has sent and not yet had an answer to, for ten minutes. */
export function requestsAsked(): CacheProvider {
  const asked = new Map<string, { value: string; createdAt: number }>();
  return {
    saveAsync: (id, value) => {
      const item = { value, createdAt: Date.now() };
      for (const [old, { createdAt }] of asked) if (item.createdAt - createdAt > REMEMBERED_MS) asked.delete(old);
      asked.set(id, item);
      return Promise.resolve(item);
    },
    getAsync: (id) => Promise.resolve(asked.get(id)?.value ?? null),
    removeAsync: (id) => Promise.resolve(id !== null && asked.delete(id) ? id : null),
  };
}
