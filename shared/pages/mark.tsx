/** The mark: a door that stands ajar. Its colours are the style sheet's. */
export const Mark = () => (
  <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <rect class="mark-ground" width="32" height="32" rx="9" />
    <path class="mark-frame" d="M11 7.5h9a2 2 0 0 1 2 2V24h2.5" />
    <path
      class="mark-leaf"
      d="M9 7.2c0-.7.7-1.2 1.4-.9l6.4 2.6c.7.3 1.2 1 1.2 1.8v15c0 .7-.7 1.2-1.4 1L10 24.5c-.6-.2-1-.8-1-1.4z"
    />
    <circle class="mark-knob" cx="15.2" cy="17" r="1.25" />
  </svg>
);

/** What a name is drawn with where there is no picture: its first letters on one of eight colours, always the same. */
export const Initials = ({ name, isRound = false }: { name: string; isRound?: boolean }) => (
  <span class={`initials hue-${hueOf(name)}${isRound ? ' round' : ''}`} aria-hidden="true">
    {lettersOf(name)}
  </span>
);

const HUES = 8;

const hueOf = (name: string): number =>
  [...name].reduce((sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973, 7) % HUES;

/** The first letters of the first two words; of a single word, its first two. */
function lettersOf(name: string): string {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const [first = '', second] = words;
  const letters = second === undefined ? [...first].slice(0, 2) : [[...first][0], [...second][0]];
  return letters.join('').toUpperCase();
}
