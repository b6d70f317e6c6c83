import createClient from 'openapi-fetch';
import type { components, paths } from './schema.ts';
import { send } from './send.ts';

/** The things of the API by name: `Thing<'User'>`. */
export type Thing<Name extends keyof components['schemas']> = components['schemas'][Name];

/** The admin API, typed by its own description. Every answer that is no success is thrown as a `Problem`. */
export const api = createClient<paths>({ baseUrl: location.origin, fetch: send });

/** A thing with the version that it was read in (its ETag), which a change must name. */
export interface Versioned<T> {
  readonly value: T;
  readonly version: string;
}

interface Answer<T> {
  readonly data?: T;
  readonly response: Response;
}

/** What an operation answered. */
export async function bodyOf<T>(answer: Promise<Answer<T>>): Promise<T> {
  const { data } = await answer;
  return data as T; // what is no success was thrown
}

/** What an operation answered, with its version. */
export async function versionedOf<T>(answer: Promise<Answer<T>>): Promise<Versioned<T>> {
  const { data, response } = await answer;
  return { value: data as T, version: response.headers.get('etag') ?? '*' };
}

/** The header that names the version which is changed. */
export const ifMatch = (version: string): { 'If-Match': string } => ({ 'If-Match': version });
