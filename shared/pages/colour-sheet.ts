/** Where the sheet of an organisation's colours stands; each `#rrggbb`, or absent for our own. */
export const colourSheetPath = (accent: string | undefined, accentDark: string | undefined): string | undefined =>
  accent === undefined && accentDark === undefined
    ? undefined
    : `/branding/colours/${nameOf(accent)}-${nameOf(accentDark)}.css`;

const nameOf = (colour: string | undefined): string => colour?.slice(1).toLowerCase() ?? 'default';

/** Puts an organisation's colours in place of ours; each six hexadecimal digits, or `default`. */
export const colourSheet = (accent: string, accentDark: string): string =>
  [
    ...(accent === 'default' ? [] : [`:root{${declarations(`#${accent}`, '#ffffff', 'black')}}`]),
    // Where the sheet for dark pages stays ours, so must its colours: they would be those of light pages.
    `@media (prefers-color-scheme:dark){:root{${
      accentDark === 'default' ? OUR_DARK : declarations(`#${accentDark}`, '#0c0e14', 'white')
    }}}`,
  ].join('\n');

/** What `samlet.css` calls these on dark ground. */
const OUR_DARK =
  '--fill:#5562ea;--fill-hover:#6672f2;--fill-ink:#ffffff;--accent:#a3acff;--accent-soft:#20254a;--glow:rgb(85 98 234/16%)';

/** 8 %: what leastContrast of settings/ reckons with. */
const declarations = (colour: string, ink: string, towards: string): string =>
  [
    `--fill:${colour}`,
    `--fill-hover:color-mix(in srgb,${colour} 86%,${towards})`,
    `--fill-ink:${ink}`,
    `--accent:${colour}`,
    `--accent-soft:color-mix(in srgb,${colour} 8%,var(--card))`,
    `--glow:color-mix(in srgb,${colour} 12%,transparent)`,
  ].join(';');
