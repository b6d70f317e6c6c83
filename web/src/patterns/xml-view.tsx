import type { ReactNode } from 'react';
import './xml-view.css';

interface Piece {
  readonly kind: 'name' | 'attribute' | 'value' | 'hidden' | 'text';
  readonly text: string;
}

const TAG = /(<\/?[\w:.-]+|\/?>)|([\w:.-]+)(=)("[^"]*")/g;

/** Cuts a line of printed XML into its pieces: within tags by their parts, outside as text. */
function piecesOf(line: string): readonly Piece[] {
  return line.split(/(<[^>]*>)/).flatMap((part): readonly Piece[] => {
    if (!part.startsWith('<')) return part === '' ? [] : [{ kind: isHidden(part) ? 'hidden' : 'text', text: part }];
    const pieces: Piece[] = [];
    let at = 0;
    for (const match of part.matchAll(TAG)) {
      if (match.index > at) pieces.push({ kind: 'text', text: part.slice(at, match.index) });
      const [whole, name, attribute = '', equals = '', value = ''] = match;
      if (name === undefined)
        pieces.push({ kind: 'attribute', text: attribute + equals }, { kind: 'value', text: value });
      else pieces.push({ kind: 'name', text: name });
      at = match.index + whole.length;
    }
    return at < part.length ? [...pieces, { kind: 'text', text: part.slice(at) }] : pieces;
  });
}

/** What the API puts where something was left out. */
const isHidden = (text: string): boolean => text === 'redacted' || text === 'not kept';

/** Printed XML in colours. It can be reached and scrolled by keyboard, and is read out under its name. */
export const XmlView = ({ xml, name }: { readonly xml: string; readonly name: string }): ReactNode => (
  // What scrolls must be reached by keyboard.
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
  <section className="xml-view" tabIndex={0} aria-label={name}>
    <code>
      {xml.split('\n').map((line, row) => (
        <span key={row}>
          {piecesOf(line).map(({ kind, text }, at) =>
            kind === 'text' ? (
              text
            ) : (
              <span key={at} className={`xml-${kind}`}>
                {text}
              </span>
            ),
          )}
          {'\n'}
        </span>
      ))}
    </code>
  </section>
);
