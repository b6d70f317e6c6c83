import * as z from 'zod/mini';

/** What an operation answers when it succeeds: what is served and what is described are one. */
export interface Answers {
  readonly status: 200 | 201 | 202 | 204;
  readonly body?: z.ZodMiniType;
  /** Whether the body is a page of such things. */
  readonly isPage?: boolean;
  /** Whether the answer names a version (ETag). */
  readonly hasVersion?: boolean;
  /** The media type of an answer that is no JSON document but a file. */
  readonly type?: string;
}

/** One thing. */
export const one = (body: z.ZodMiniType): Answers => ({ status: 200, body });

/** One thing with its version. */
export const versioned = (body: z.ZodMiniType): Answers => ({ status: 200, body, hasVersion: true });

/** A new thing with its version and its address. */
export const created = (body: z.ZodMiniType): Answers => ({ status: 201, body, hasVersion: true });

/** A page of things. */
export const pages = (body: z.ZodMiniType): Answers => ({ status: 200, body, isPage: true });

/** A file, of which a `Link` to the next part is given where there is one (RFC 8288). */
export const file = (type: string): Answers => ({ status: 200, body: z.string(), type });

/** Nothing but that it was done. */
export const done: Answers = { status: 204 };
