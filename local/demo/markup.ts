const WRITTEN = Symbol('written');

/** Markup whose every value was escaped: only {@link markup} makes it. */
export interface Markup {
  readonly [WRITTEN]: string;
}

/** What may stand in markup: text is escaped, markup is not escaped twice, nothing leaves nothing. */
export type Piece = Markup | string | number | undefined | false | readonly Piece[];

const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it stands in HTML and XML, within quotes and without. */
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => REFERENCES[character] ?? '');

/**
 * Writes HTML or XML. What the pages show comes from messages of strangers, so there is no way in but this one, and it
 * escapes.
 *
 * @example markup`<p>${'<script>'}</p>`
 */
export const markup = (strings: TemplateStringsArray, ...pieces: readonly Piece[]): Markup => ({
  [WRITTEN]: strings.reduce((before, after, at) => `${before}${written(pieces[at - 1])}${after}`),
});

/** The text of markup, to be sent. */
export const textOf = (whole: Markup): string => whole[WRITTEN];

function written(piece: Piece): string {
  if (piece === undefined || piece === false) return '';
  if (typeof piece === 'string' || typeof piece === 'number') return escaped(String(piece));
  return WRITTEN in piece ? piece[WRITTEN] : piece.map(written).join('');
}
