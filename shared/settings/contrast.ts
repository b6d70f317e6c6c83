/** The least contrast of text and its ground that people with weak sight can read (WCAG 2.2, 1.4.3, level AA). */
export const READABLE = 4.5;

/** A colour as `#rrggbb`. */
export const COLOUR = /^#[0-9a-f]{6}$/i;

type Rgb = readonly [number, number, number];

const rgbOf = (colour: string): Rgb => {
  const at = (index: number): number => Number.parseInt(colour.slice(index, index + 2), 16);
  return [at(1), at(3), at(5)];
};

/** Relative luminance (WCAG 2.2), 0 to 1. */
function luminanceOf([red, green, blue]: Rgb): number {
  const linear = (channel: number): number => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

const ratioOf = (a: Rgb, b: Rgb): number => {
  const [light = 0, dark = 0] = [luminanceOf(a), luminanceOf(b)].toSorted((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
};

/** The contrast of two colours, 1 to 21. */
export const contrastOf = (a: string, b: string): number => ratioOf(rgbOf(a), rgbOf(b));

/** The grounds that our pages put the accent on, and it under: cards, pages, what is pointed at. */
const GROUNDS = { light: ['#ffffff', '#f5f6f9', '#f4f5fb'], dark: ['#0c0e14', '#151821', '#1b1f2b'] } as const;

/** How much of the accent is mixed into the card below what is marked with it. */
export const SOFT_SHARE = 0.08;

/** The least contrast that an accent has anywhere on our pages, on light or on dark ground. */
export function leastContrast(accent: string, ground: keyof typeof GROUNDS): number {
  const [card] = ground === 'light' ? GROUNDS.light : [GROUNDS.dark[1]];
  const [over, under] = [rgbOf(accent), rgbOf(card)];
  const mixed = over.map((channel, index) => channel * SOFT_SHARE + (under[index] ?? 0) * (1 - SOFT_SHARE));
  const soft: Rgb = [mixed[0] ?? 0, mixed[1] ?? 0, mixed[2] ?? 0];
  return Math.min(ratioOf(over, soft), ...GROUNDS[ground].map((other) => contrastOf(accent, other)));
}
