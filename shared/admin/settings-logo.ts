import * as z from 'zod/mini';
import { Refusal } from '../base/refusal.ts';
import { type Branding, BRANDING } from '../settings/branding.ts';
import { LOGO_BYTES, logoFileOf, logoItem, logoKey } from '../settings/logo.ts';
import { chosenIn, SETTINGS_KEY } from '../settings/section.ts';
import type { Write } from '../table/table.ts';
import { versioned } from './answers.ts';
import { checkVersion, commitOr, eventOf, stale } from './change.ts';
import type { Answered, Call, Operation } from './operation.ts';
import { BRANDING_SECTION } from './section-branding.ts';
import { answerOf, type KeptSettings, readSettings, settingsAfter, settingsWrites } from './settings.ts';
import { settingsAnswer } from './settings-schemas.ts';

/** A picture as base64. */
export const logoSchema = z.strictObject({
  image: z.string().check(z.maxLength(2_000_000), z.regex(/^[A-Za-z0-9+/]+={0,2}$/, 'This is not base64.')),
});

const refused = (detail: string): Refusal =>
  new Refusal('INPUT_INVALID', 'no logo', { faults: [{ pointer: '/image', detail }] });

async function change(call: Call<never>, logo: ReturnType<typeof logoFileOf>): Promise<Answered> {
  const { ports, versions } = call;
  const before = await readSettings(call);
  checkVersion(versions, before);
  const { logo: old, ...branding } = chosenIn(before.items.get(SETTINGS_KEY.sk), BRANDING);
  const its = logo && { hash: logo.hash, type: logo.type };
  const chosen = [[BRANDING_SECTION, { ...branding, ...(its ? { logo: its } : {}) }]] as const;
  const event = eventOf(call, 'settings.logo', 'SETTINGS', {
    before: { logo: old ?? null },
    after: { logo: its ?? null },
  });
  const writes = [...settingsWrites(before, chosen, ports.baseUrl), ...moved(old, logo), event];
  await commitOr(ports.table, writes, stale);
  return answerOf(settingsAfter(before, chosen) satisfies KeptSettings);
}

/** The picture that is shown no more goes as the other comes. */
const moved = (old: Branding['logo'], logo: ReturnType<typeof logoFileOf>): Write[] => [
  ...(logo ? [{ do: 'put', item: logoItem(logo) } as const] : []),
  ...(old && old.hash !== logo?.hash ? [{ do: 'remove', key: logoKey(old.hash) } as const] : []),
];

async function put(call: Call<{ image: string }>): Promise<Answered> {
  const bytes = Buffer.from(call.body.image, 'base64');
  if (bytes.length > LOGO_BYTES)
    throw refused(`A logo has at most ${LOGO_BYTES / 1024} kB; this has ${Math.ceil(bytes.length / 1024)} kB.`);
  const logo = logoFileOf(bytes);
  if (!logo) throw refused('This is neither a PNG, nor a JPEG, nor a WebP picture.');
  return change(call as Call<never>, logo);
}

/** Operations on the logo. */
export const LOGO_OPERATIONS: readonly Operation[] = [
  {
    route: 'PUT /admin/v1/settings/logo',
    summary:
      'Shows a logo on every page: a PNG, JPEG or WebP picture of at most 100 kB; the version is that of the settings.',
    permission: 'settings.write',
    body: logoSchema,
    example: {
      image: 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
    },
    needsVersion: true,
    answers: versioned(settingsAnswer),
    run: put,
  },
  {
    route: 'DELETE /admin/v1/settings/logo',
    summary: 'Shows the logo no more.',
    permission: 'settings.write',
    needsVersion: true,
    answers: versioned(settingsAnswer),
    run: (call) => change(call, undefined),
  },
];
