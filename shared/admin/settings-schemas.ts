import * as z from 'zod/mini';
import { SECTIONS } from './settings-sections.ts';
import type { SettingsSection } from './settings-section.ts';
import { optional, patch } from './text-schemas.ts';

const bySection = (schemaOf: (section: SettingsSection) => z.ZodMiniType): Record<string, z.ZodMiniType> =>
  Object.fromEntries(SECTIONS.map((each) => [each.section.name, schemaOf(each)]));

/** What is changed, section by section; `null` takes a field back to its default. */
export const settingsPatchSchema = z.strictObject(optional(bySection(({ fields }) => z.strictObject(patch(fields)))));

/** What always stands there: fields that have a default. */
const told = ({ section, fields, shown = {} }: SettingsSection): z.ZodMiniType =>
  z.strictObject(
    Object.fromEntries(
      Object.entries({ ...fields, ...shown }).map(([field, schema]) => [
        field,
        field in section.defaults ? schema : z.optional(schema),
      ]),
    ),
  );

/** All settings as the API tells them. */
export const settingsAnswer = z.strictObject({
  ...bySection(told),
  /** How long a function may go by what held before, in seconds. */
  holdsWithinSeconds: z.int(),
});
