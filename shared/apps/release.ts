import { randomBytes } from 'node:crypto';
import { base32, sha256 } from '../base/bytes.ts';
import type { User } from '../users/user.ts';
import { displayNameOf } from '../users/user.ts';
import { type App, type AttributeRule, type NameIdFormat, NAME_ID_FORMATS, type ProfileField } from './app.ts';

/** An attribute with the values that one user has; one without values is not sent. */
export interface ReleasedAttribute {
  readonly name: string;
  readonly nameFormat?: string;
  readonly friendlyName?: string;
  readonly values: readonly string[];
}

/** How the app is told who the user is (Core 2.2.3). */
export interface ReleasedNameId {
  readonly format: string;
  readonly value: string;
}

/** The value of one field of the profile, or `undefined` if the user has none. */
export function profileValue(user: User, field: ProfileField): string | undefined {
  if (field === 'displayName') return displayNameOf(user);
  const value = user[field];
  return value === undefined || value === '' ? undefined : value;
}

/** What an app is told of a user: the values of its rules, in their order, rules without a value left out. */
export const releasedAttributes = (
  rules: readonly AttributeRule[],
  user: User,
  groups: ReadonlyMap<string, string>,
): readonly ReleasedAttribute[] =>
  rules
    .map(({ source, ...named }) => ({ ...named, values: valuesOf(source, user, groups) }))
    .filter(({ values }) => values.length > 0);

/** Tells whether the names of the user's groups are needed for these rules. */
export const needsGroups = (rules: readonly AttributeRule[]): boolean =>
  rules.some(({ source }) => source.from === 'groups');

function valuesOf(source: AttributeRule['source'], user: User, groups: ReadonlyMap<string, string>): readonly string[] {
  switch (source.from) {
    case 'profile':
      return present(profileValue(user, source.field));
    case 'custom':
      return present(ownValue(user.custom ?? {}, source.name));
    case 'constant':
      return source.values;
    case 'groups': {
      const chosen = source.groupIds ?? [...groups.keys()];
      return chosen.map((id) => groups.get(id)).filter((name) => name !== undefined);
    }
  }
}

/** A field that the user has themselves: `constructor` and its like are every object's. */
const ownValue = (fields: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(fields, name) ? fields[name] : undefined;

const present = (value: string | undefined): string[] => (value === undefined ? [] : [value]);

/**
 * The NameID of a user for an app. `persistent` is a digest of both IDs in lower-case base32: opaque, the same for ever,
 * different for every app, and never differing from another by case alone (Core 8.3.7; Kantara IIP-IDP21). `transient`
 * is new each time (Core 8.3.8). A field that the app has chosen takes their place; somebody whose profile lacks it is
 * told of by what the format usually holds.
 */
export function releasedNameId(app: App, user: User, format: NameIdFormat = app.nameIdFormat): ReleasedNameId {
  return { format: NAME_ID_FORMATS[format], value: chosenValue(app, user, format) ?? usualValue(app, user, format) };
}

/** The value of the field that the app has chosen; a request that asks for another format gets what that format means. */
function chosenValue({ nameIdField, nameIdFormat }: App, user: User, format: NameIdFormat): string | undefined {
  const isChosen = format === 'unspecified' || (format === nameIdFormat && format !== 'transient');
  return isChosen && nameIdField ? profileValue(user, nameIdField) : undefined;
}

function usualValue({ entityId }: App, user: User, format: NameIdFormat): string {
  switch (format) {
    case 'emailAddress':
      return user.email;
    case 'persistent':
      return base32(sha256(`${entityId}\n${user.id}`)).slice(0, 40);
    case 'transient':
      return `_${randomBytes(16).toString('hex')}`;
    case 'unspecified':
      return user.userName;
  }
}
