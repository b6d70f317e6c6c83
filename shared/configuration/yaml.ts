import { LineCounter, parseDocument, stringify } from 'yaml';
import { type Fault, Refusal } from '../base/refusal.ts';

/** Aliases that a document may hold: what is written a few times may not become a million. */
const ALIASES_MAX = 100;

/** A text in YAML, read, with the places of its parts. */
export interface ReadYaml {
  readonly value: unknown;
  /** The line of what a JSON pointer names, or of the nearest thing around it; the first is 1. */
  lineOf(pointer: string): number;
}

/**
 * Reads YAML 1.2 with JSON's kinds of values alone: no dates, no tags of its own, no key twice.
 *
 * @throws {Refusal} INPUT_INVALID naming the lines that cannot be read
 */
export function readYaml(text: string): ReadYaml {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, schema: 'core', uniqueKeys: true, merge: false });
  const lineAt = (offset: number): number => Math.max(1, lines.linePos(offset).line);
  const problems = [...document.errors, ...document.warnings];
  if (problems.length > 0) throw unreadable(problems.map(({ pos, message }) => at(lineAt(pos[0]), plain(message))));
  const lineOf = (pointer: string): number => {
    const path = pointer.split('/').slice(1).map(unescaped);
    for (let length = path.length; length > 0; length -= 1) {
      const node = document.getIn(path.slice(0, length), true) as { range?: readonly number[] } | undefined;
      if (node?.range) return lineAt(node.range[0] ?? 0);
    }
    return 1;
  };
  return { value: valueOf(document), lineOf };
}

function valueOf(document: ReturnType<typeof parseDocument>): unknown {
  try {
    // By way of JSON: what YAML can say and JSON cannot (a key that is a list, a circle) is no configuration.
    return JSON.parse(JSON.stringify(document.toJS({ maxAliasCount: ALIASES_MAX })) ?? 'null', refuseProto) as unknown;
  } catch (error) {
    throw unreadable([{ pointer: '', detail: `This cannot be read: ${plain((error as Error).message)}.` }]);
  }
}

function refuseProto(name: string, value: unknown): unknown {
  if (name === '__proto__') throw new SyntaxError('a field named __proto__');
  return value;
}

const unreadable = (faults: readonly Fault[]): Refusal =>
  new Refusal('INPUT_INVALID', 'not YAML that can be read', { faults: faults.slice(0, 20) });

const at = (line: number, words: string): Fault => ({ pointer: '', detail: `Line ${line}: ${words}.` });

/** The parser's words without the extract of the text that it adds. */
const plain = (message: string): string => (message.split(/ at line \d+|\n/)[0] ?? message).replace(/[.:]$/, '');

const unescaped = (part: string): string | number => {
  const text = part.replaceAll('~1', '/').replaceAll('~0', '~');
  return /^\d+$/.test(text) ? Number(text) : text;
};

/** Faults with the lines on which they are. */
export const withLines = (faults: readonly Fault[], { lineOf }: ReadYaml): Fault[] =>
  faults.map(({ pointer, detail }) => ({
    pointer,
    detail: pointer === '' ? detail : `Line ${lineOf(pointer)}: ${detail}`,
  }));

/** A value in YAML, every thing written out where it stands, long texts on one line. */
export const writeYaml = (value: unknown): string =>
  stringify(value, { lineWidth: 0, aliasDuplicateObjects: false, schema: 'core' });
