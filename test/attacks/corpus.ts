import { readdirSync, readFileSync } from 'node:fs';

/** How an attack comes in. `post` holds the XML and `form` the posted fields, `query` is a query as it is sent. */
export type Entrance = 'post' | 'form' | 'query' | 'metadata';

/** An attack, or a message of which it must be told apart. */
export interface Attack {
  readonly name: string;
  /** `ok`, or the code of the refusal. */
  readonly expect: string;
  readonly by: Entrance;
  /** Whether the app is one that signs its requests. */
  readonly isSigner: boolean;
  readonly payload: string;
}

/** Repetitions are written as `{{count|text}}`; `#` in the text is the number of the repetition. */
export const expanded = (payload: string): string =>
  payload.replaceAll(/\{\{(\d+)\|(.*?)\}\}/g, (_, count: string, text: string) =>
    Array.from({ length: Number(count) }, (__, at) => text.replaceAll('#', String(at))).join(''),
  );

/** An attack as the text of its file: headers, an empty line, the payload. */
export const written = ({ expect, by, isSigner, payload }: Attack): string =>
  `expect: ${expect}\nby: ${by}\nsigner: ${isSigner ? 'yes' : 'no'}\n\n${payload}\n`;

/** Every file of the corpus. */
export function attacks(): readonly Attack[] {
  return readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith('.txt'))
    .sort()
    .map(read);
}

function read(file: string): Attack {
  const text = readFileSync(`${import.meta.dirname}/${file}`, 'utf8');
  const end = text.indexOf('\n\n');
  const header = new Map(text.slice(0, end).split('\n').map((line) => line.split(': ') as [string, string]));
  return {
    name: file.slice(0, -'.txt'.length),
    expect: header.get('expect') ?? '',
    by: header.get('by') as Entrance,
    isSigner: header.get('signer') === 'yes',
    payload: expanded(text.slice(end + 2, -1)),
  };
}
