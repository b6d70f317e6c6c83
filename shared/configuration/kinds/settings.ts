import type { SettingsSection } from '../../admin/settings-section.ts';
import { SECTIONS } from '../../admin/settings-sections.ts';
import { chosenIn, SETTINGS_KEY } from '../../settings/section.ts';
import { told } from '../form.ts';
import type { Kind, Standing, Value } from '../kind.ts';
import { type Settings, settingsIn } from '../inventory.ts';
import { takenAway } from './policies.ts';

const nameOf = ({ section }: SettingsSection): string => section.name;

/** What was chosen in a section, without what is set by an operation of its own (the logo). */
const valueOf = ({ section, fields }: SettingsSection, chosen: object): Value =>
  told(chosen, Object.keys(fields), section.defaults as Value);

const standingIn = (settings: Settings): readonly Standing[] =>
  SECTIONS.map((each) => {
    const item = settings.get((each.section.key ?? SETTINGS_KEY).sk);
    return {
      key: nameOf(each),
      name: nameOf(each),
      value: valueOf(each, chosenIn(item, each.section)),
      version: settings.get(SETTINGS_KEY.sk)?.version ?? 0,
    };
  });

type Sections = Readonly<Record<string, object | undefined>>;

/** The sections of the settings, each as a whole where a document has it. */
export const SETTINGS: Kind = {
  name: 'settings',
  isWhole: true,
  standing: ({ settings }) => standingIn(settings),
  write: (document, entries) => ({
    ...document,
    settings: Object.fromEntries(entries.map(({ key, value }) => [key, value])),
  }),
  said: ({ document, fault }) =>
    SECTIONS.flatMap((each) => {
      const name = nameOf(each);
      const said = (document.settings as Sections | undefined)?.[name];
      if (said === undefined) return [];
      for (const { pointer, detail } of each.check?.({ ...each.section.defaults, ...said }) ?? [])
        fault({ pointer: `/settings/${name}${pointer}`, detail });
      return [{ key: name, name, value: valueOf(each, said), pointer: `/settings/${name}` }];
    }),
  isSaid: () => false,
  now: async (table) => standingIn(await settingsIn(table)),
  deed: ({ key, before, after }) =>
    Promise.resolve({
      route: 'PATCH /admin/v1/settings',
      body: { [key]: { ...takenAway({ before, after }), ...after } },
    }),
};
