import type { Peer } from './job.ts';

/** Everybody who is measured, by the name in the table; each is loaded in a process of its own. */
export const PEERS = {
  'one raw RSA-2048 signature': async () => (await import('./samlet.ts')).rawSignature,
  'Samlet, the key left out': async () => (await import('./samlet.ts')).samletWithoutKey,
  Samlet: async () => (await import('./samlet.ts')).samlet,
  'xml-crypto over a template': async () => (await import('./xml-crypto.ts')).xmlCrypto,
  samlify: async () => (await import('./samlify.ts')).samlify,
  samlp: async () => (await import('./samlp.ts')).samlp,
} as const satisfies Record<string, () => Promise<Peer>>;

/** The name of a peer. */
export type PeerName = keyof typeof PEERS;

/** The base of all ratios. */
export const BASE: PeerName = 'one raw RSA-2048 signature';

/** Those whose answers are no responses, and so are not verified. */
export const UNVERIFIED: readonly PeerName[] = [BASE, 'Samlet, the key left out'];
