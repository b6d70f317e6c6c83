/** Whose matter it is to mend something. */
export const OWNERS_OF_CAUSES = [
  'samlet-administrator',
  'aws-administrator',
  'app-administrator',
  'user',
  'aws',
] as const;

/** One of {@link OWNERS_OF_CAUSES}. */
export type CauseOwner = (typeof OWNERS_OF_CAUSES)[number];

/** One way in which an error comes about, most likely first, and the steps that mend it. */
export interface Cause {
  readonly cause: string;
  readonly owner: CauseOwner;
  readonly steps: readonly string[];
}

/** An error that people meet, by its text. */
export interface ErrorRow {
  /** Stable: links lead to it in the documents. */
  readonly id: string;
  /** Who says it. */
  readonly from: string;
  /** How it reads, exactly. */
  readonly text: string;
  /** Finds it in a text that {@link plainText} made plain. */
  readonly pattern: RegExp;
  readonly causes: readonly Cause[];
}

const QUOTES = /[\u2018\u2019\u201a\u201b\u2032]/g;
const DOUBLE_QUOTES = /[\u201c\u201d\u201e\u2033]/g;
const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&amp;', '&'],
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&#39;', "'"],
  ['&apos;', "'"],
  ['&nbsp;', ' '],
]);

/** A text as errors are looked for in it: lower case, straight quotes, no tags, one space where there is white space. */
export const plainText = (text: string): string =>
  text
    .replaceAll(/<\/?[a-z][^<>]{0,200}>/gi, ' ')
    .replaceAll(/&(?:amp|lt|gt|quot|#39|apos|nbsp);/g, (entity) => ENTITIES.get(entity) ?? entity)
    .replaceAll(String.raw`\"`, '"')
    .replaceAll(String.raw`\n`, ' ')
    .replaceAll(QUOTES, "'")
    .replaceAll(DOUBLE_QUOTES, '"')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .toLowerCase();
