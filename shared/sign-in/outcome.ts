import type { SessionClaim } from '../sessions/session.ts';

/** What is done next in the browser; functions/ shows it. Only `post` and `redirect` leave for another site. */
export type Outcome =
  | Answer
  | { readonly kind: 'portal' }
  | { readonly kind: 'console'; readonly to: string; readonly claim?: SessionClaim }
  | { readonly kind: 'challenge'; readonly signInId: string; readonly appName?: string }
  | { readonly kind: 'confirm'; readonly appName: string; readonly detail?: string };

/** A message for an app, at an address that was admitted. */
export type Answer = {
  readonly kind: 'post';
  readonly acsUrl: string;
  readonly appName: string;
  readonly fields: Readonly<Record<string, string>>;
};
