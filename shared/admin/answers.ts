import type { ZodMiniType } from 'zod/mini';

/** What an operation answers when it succeeds: what is served and what is described are one. */
export interface Answers {
  readonly status: 200 | 201 | 202 | 204;
  readonly body?: ZodMiniType;
  /** Whether the body is a page of such things. */
  readonly isPage?: boolean;
  /** Whether the answer names a version (ETag). */
  readonly hasVersion?: boolean;
}

/** One thing. */
export const one = (body: ZodMiniType): Answers => ({ status: 200, body });

/** One thing with its version. */
export const versioned = (body: ZodMiniType): Answers => ({ status: 200, body, hasVersion: true });

/** A new thing with its version and its address. */
export const created = (body: ZodMiniType): Answers => ({ status: 201, body, hasVersion: true });

/** A page of things. */
export const pages = (body: ZodMiniType): Answers => ({ status: 200, body, isPage: true });

/** Nothing but that it was done. */
export const done: Answers = { status: 204 };
