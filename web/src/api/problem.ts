import type { components } from './schema.ts';

type Body = components['schemas']['Problem'];

/** What was wrong with one field: a JSON pointer into what was sent, and a sentence. */
export type Fault = NonNullable<Body['errors']>[number];

/** A refusal of the admin API (RFC 9457), or an answer that is none of ours: then the code is `INTERNAL`. */
export class Problem extends Error {
  readonly status: number;
  readonly code: Body['code'];
  /** The number under which the log knows the request. */
  readonly requestId: string | undefined;
  readonly faults: readonly Fault[];

  constructor({ title, status, code, instance, errors = [] }: Omit<Body, 'type' | 'instance'> & { instance?: string }) {
    super(title);
    this.name = 'Problem';
    this.status = status;
    this.code = code;
    this.requestId = instance;
    this.faults = errors;
  }

  /** The title, and what belongs to no field: what a notice says. */
  get sentence(): string {
    return [this.message, ...this.faults.map(({ detail }) => detail)].join(' ');
  }
}

/** What went wrong, as a problem: an answer that never came is one as well. */
export const problemOf = (error: unknown): Problem =>
  error instanceof Problem
    ? error
    : new Problem({
        title: error instanceof TypeError ? 'Samlet cannot be reached.' : 'Something failed in the console.',
        status: 0,
        code: 'INTERNAL',
      });

/** Reads the problem that an answer bears. */
export async function problemIn(response: Response): Promise<Problem> {
  const requestId = response.headers.get('x-request-id') ?? undefined;
  const fallback = new Problem({
    title: `Samlet answered ${response.status}.`,
    status: response.status,
    code: 'INTERNAL',
    ...(requestId ? { instance: requestId } : {}),
  });
  if (!response.headers.get('content-type')?.startsWith('application/problem+json')) return fallback;
  try {
    return new Problem((await response.json()) as Body);
  } catch {
    return fallback; // cut off on its way
  }
}
