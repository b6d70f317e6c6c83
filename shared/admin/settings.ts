import { type Fault, Refusal } from '../base/refusal.ts';
import { chosenIn, SETTINGS_KEY, valuesIn } from '../settings/section.ts';
import { firstSettings } from '../sign-in/settings.ts';
import type { Item, Key, Write } from '../table/table.ts';
import { versioned } from './answers.ts';
import { checkVersion, commitOr, differenceOf, eventOf, merged, refuseTooLarge, stale } from './change.ts';
import type { Answered, Call, Operation } from './operation.ts';
import { settingsAnswer, settingsPatchSchema } from './settings-schemas.ts';
import type { SettingsSection } from './settings-section.ts';
import { SECTIONS } from './settings-sections.ts';

/** How long a function may go by settings that it has read, in seconds. */
const HELD_SECONDS = 5;

/** The items that keep the settings, as they were read, and the version of all of them. */
export interface KeptSettings {
  readonly items: ReadonlyMap<string, Item | undefined>;
  readonly version: number;
}

const keyOf = ({ section }: SettingsSection): Key => section.key ?? SETTINGS_KEY;
const KEYS = [...new Map(SECTIONS.map(keyOf).map((key) => [key.sk, key])).values()];

/** Reads all settings. */
export async function readSettings({ ports }: Call<never> | Call): Promise<KeptSettings> {
  const found = await ports.table.findAll(KEYS);
  const items = new Map(KEYS.map(({ sk }, index) => [sk, found[index]]));
  return { items, version: items.get(SETTINGS_KEY.sk)?.version ?? 0 };
}

const itemOf = ({ items }: KeptSettings, section: SettingsSection): Item | undefined => items.get(keyOf(section).sk);

/** All settings as the API tells them. */
export const answerOf = (kept: KeptSettings): Answered => ({
  body: {
    ...Object.fromEntries(SECTIONS.map((each) => [each.section.name, valuesIn(itemOf(kept, each), each.section)])),
    holdsWithinSeconds: HELD_SECONDS,
  },
  version: kept.version,
});

type Chosen = Readonly<Record<string, unknown>>;

/**
 * The writes that put other choices in place of those that were read, if nobody was faster. Before the first sign-in
 * page was asked for there are no settings: then they are made.
 */
export function settingsWrites(
  { items, version }: KeptSettings,
  chosen: readonly (readonly [SettingsSection, Chosen])[],
  baseUrl: string,
): Write[] {
  const main = chosen.filter(([each]) => each.section.key === undefined);
  const set = Object.fromEntries(main.map(([each, values]) => [each.section.name, values]));
  const apart = chosen
    .filter(([each]) => each.section.key !== undefined)
    .map(([each, values]): Write => ({ do: 'put', item: { ...keyOf(each), [each.section.name]: values } }));
  if (!items.get(SETTINGS_KEY.sk))
    return [{ do: 'create', item: { ...SETTINGS_KEY, ...firstSettings(baseUrl), ...set, version: 1 } }, ...apart];
  const when = [
    version === 0
      ? ({ attribute: 'version', is: 'absent' } as const)
      : ({ attribute: 'version', is: '=', value: version } as const),
  ];
  const change = { do: 'change', key: SETTINGS_KEY, add: { version: 1 }, when } as const;
  return [Object.keys(set).length > 0 ? { ...change, set } : change, ...apart];
}

/** What the settings are once these choices stand. */
export function settingsAfter(
  { items, version }: KeptSettings,
  chosen: readonly (readonly [SettingsSection, Chosen])[],
): KeptSettings {
  const after = new Map(items);
  for (const [each, values] of chosen) {
    const key = keyOf(each);
    after.set(key.sk, { ...key, ...after.get(key.sk), [each.section.name]: values });
  }
  return { items: after, version: version + 1 };
}

async function update(call: Call<Readonly<Record<string, Chosen | undefined>>>): Promise<Answered> {
  const { ports, versions, body } = call;
  const before = await readSettings(call);
  checkVersion(versions, before);
  const named = SECTIONS.filter(({ section }) => body[section.name] !== undefined);
  const chosen = named.map((each): readonly [SettingsSection, Chosen] => {
    const was = chosenIn(itemOf(before, each), each.section) as Chosen;
    return [each, merged(was, body[each.section.name] ?? {})];
  });
  refuseUnfit(chosen);
  const event = eventOf(call, 'settings.update', 'SETTINGS', changeOf(before, chosen));
  await commitOr(ports.table, [...settingsWrites(before, chosen, ports.baseUrl), event], stale);
  return answerOf(settingsAfter(before, chosen));
}

/** @throws {Refusal} INPUT_INVALID naming the fields that do not go together */
function refuseUnfit(chosen: readonly (readonly [SettingsSection, Chosen])[]): void {
  const faults = chosen.flatMap(([{ section, check }, values]): Fault[] => {
    refuseTooLarge(values);
    const found = check?.({ ...section.defaults, ...values }) ?? [];
    return found.map(({ pointer, detail }) => ({ pointer: `/${section.name}${pointer}`, detail }));
  });
  if (faults.length > 0) throw new Refusal('INPUT_INVALID', 'the settings are not right', { faults });
}

/** Before and after, by section and field. */
function changeOf(kept: KeptSettings, chosen: readonly (readonly [SettingsSection, Chosen])[]) {
  const flat = (all: readonly (readonly [string, object])[]) =>
    Object.fromEntries(
      all.flatMap(([name, values]) => Object.entries(values).map(([field, value]) => [`${name}.${field}`, value])),
    );
  return differenceOf(
    flat(chosen.map(([each]) => [each.section.name, valuesIn(itemOf(kept, each), each.section)])),
    flat(chosen.map(([{ section }, values]) => [section.name, { ...section.defaults, ...values }])),
  );
}

/** Operations on the settings, which stand under one version. */
export const SETTINGS_OPERATIONS: readonly Operation[] = [
  {
    route: 'GET /admin/v1/settings',
    summary: 'Gives all settings, section by section: what was chosen, and what holds where nothing was.',
    permission: 'settings.read',
    answers: versioned(settingsAnswer),
    run: async (call) => answerOf(await readSettings(call)),
  },
  {
    route: 'PATCH /admin/v1/settings',
    summary: 'Changes fields of some sections; `null` takes a field back to its default.',
    permission: 'settings.write',
    isSensitive: ['sessions', 'passwords', 'mail'],
    body: settingsPatchSchema,
    example: { branding: { organisation: 'Orchard' }, sessions: { maxMinutes: 480, idleMinutes: null } },
    needsVersion: true,
    answers: versioned(settingsAnswer),
    run: update,
  },
];
