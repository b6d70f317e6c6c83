import * as z from 'zod/mini';
import { type Branding, BRANDING } from '../settings/branding.ts';
import { COLOUR, leastContrast, READABLE } from '../settings/contrast.ts';
import type { Fault } from '../base/refusal.ts';
import { sectionOf } from './settings-section.ts';
import { mail, text } from './text-schemas.ts';

const colour = z.string().check(z.regex(COLOUR, 'This is not a colour as #rrggbb.'));
const page = z
  .string()
  .check(z.maxLength(2048), z.refine(isPage, 'This must be an https address.'), z.meta({ format: 'uri' }));

function isPage(text: string): boolean {
  return /^https:\/\/[\x21-\x7e]+$/.test(text) && URL.canParse(text);
}

const OFTEN = { accent: 'light', accentDark: 'dark' } as const;

function check(values: Branding): readonly Fault[] {
  return (['accent', 'accentDark'] as const).flatMap((field) => {
    const accent = values[field];
    if (accent === undefined) return [];
    const least = leastContrast(accent, OFTEN[field]);
    if (least >= READABLE) return [];
    const detail = `On ${OFTEN[field]} pages its contrast is ${least.toFixed(1)} to 1; to be read it needs ${READABLE} to 1.`;
    return [{ pointer: `/${field}`, detail }];
  });
}

/** How the organisation shows itself. */
export const BRANDING_SECTION = sectionOf({
  section: BRANDING,
  fields: {
    organisation: text(64),
    accent: colour,
    accentDark: colour,
    signInTitle: text(80),
    helpText: text(400),
    supportUrl: page,
    supportMail: mail,
    footerLinks: z.array(z.strictObject({ label: text(40), url: page })).check(z.maxLength(5)),
  },
  shown: {
    logo: z.strictObject({ hash: z.string(), type: z.enum(['image/png', 'image/jpeg', 'image/webp']) }),
  },
  check,
});
