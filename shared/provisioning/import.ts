import type { Actor } from '../audit/event.ts';
import { type Clock, epochSeconds, later } from '../base/clock.ts';
import type { Ids } from '../base/ids.ts';
import { entityOf } from '../table/entity.ts';
import type { Item, Key, Page, Table, Write } from '../table/table.ts';
import type { Encoding } from './csv-encoding.ts';

/** Bytes that an uploaded file may have. */
export const FILE_BYTES = 200 * 1024 * 1024;

/** How long the form for an upload is good, in seconds. */
export const FORM_SECONDS = 3600;

/** How long an import and what came of its rows are kept, in seconds. */
export const IMPORT_KEPT_SECONDS = 30 * 86_400;

/** What is done with a file: to see what would happen, or to do it. */
export const MODES = ['dry-run', 'apply'] as const;

/** One of {@link MODES}. */
export type Mode = (typeof MODES)[number];

/** One uploaded file of users, and the jobs that ran over it. */
export interface Import {
  readonly id: string;
  /** What the file is called where it came from: for people alone. */
  readonly fileName?: string;
  readonly createdAt: string;
  readonly by: Actor;
  /** The last job of each mode. */
  readonly dryRunJobId?: string;
  readonly applyJobId?: string;
  readonly version: number;
  readonly expiresAt: number;
}

/** What a job of the kind `import` is asked. */
export interface ImportInput {
  readonly importId: string;
  readonly mode: Mode;
  readonly encoding: Encoding;
  /** The tag of the content that a dry run has seen: another content is not applied. */
  readonly etag?: string;
  /** Whether the users who are created are mailed their activation link. */
  readonly sendActivation: boolean;
}

/** Where an import's file lies in the bucket. */
export const fileKey = (importId: string): string => `imports/${importId}`;

/** Where an import stands. */
export const importKey = (id: string): Key => ({ pk: `IMPORT#${id}`, sk: 'IMPORT' });

/** An import out of an item that was read, or `undefined`. */
export const importOf = (item: Item | undefined): Import | undefined => entityOf<Import>(item);

/** A new import, whose file is yet to come. */
export function newImport(
  { fileName, by }: { fileName?: string | undefined; by: Actor },
  { ids, now }: { ids: Ids; now: Clock },
): Import {
  const at = now();
  return {
    id: ids.id(),
    ...(fileName === undefined ? {} : { fileName }),
    by,
    createdAt: at.toISOString(),
    version: 1,
    expiresAt: epochSeconds(later(at, IMPORT_KEPT_SECONDS)),
  };
}

/** The write that makes an import. */
export const importCreating = (made: Import): Write => ({
  do: 'create',
  item: { ...importKey(made.id), ...made, gsi1pk: 'IMPORTS', gsi1sk: `${made.createdAt}#${made.id}` },
});

/** The write that notes which job runs over the file, if nobody was faster. */
export const importStarting = ({ id, version }: Import, mode: Mode, jobId: string): Write => ({
  do: 'change',
  key: importKey(id),
  set: { [mode === 'apply' ? 'applyJobId' : 'dryRunJobId']: jobId },
  add: { version: 1 },
  when: [{ attribute: 'version', is: '=', value: version }],
});

/** One page of the imports, newest first; from the index. */
export async function listImports(table: Table, page: { limit: number; after?: string }): Promise<Page<Import>> {
  const found = await table.list({ pk: 'IMPORTS', index: 'gsi1', descending: true, ...page });
  return { ...found, items: found.items.map(importOf).filter((one) => one !== undefined) };
}
