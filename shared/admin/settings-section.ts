import type { ZodMiniType } from 'zod/mini';
import type { Fault } from '../base/refusal.ts';
import type { Section } from '../settings/section.ts';

/** A section as the API has it: its fields with their schemas, and what the fields must be to one another. */
export interface SettingsSection<T extends object = object> {
  readonly section: Section<T>;
  /** A schema for each field; a field without a default may be absent. */
  readonly fields: Readonly<Record<string, ZodMiniType>>;
  /** Fields that are set by an operation of their own, and only shown here. */
  readonly shown?: Readonly<Record<string, ZodMiniType>>;
  /** What is wrong with the values as a whole; pointers begin below the section. */
  readonly check?: (values: T) => readonly Fault[];
}

/** A section, its values seen as what every section has in common. */
export const sectionOf = <T extends object>(section: SettingsSection<T>): SettingsSection =>
  section as unknown as SettingsSection;
