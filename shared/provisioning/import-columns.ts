import { Refusal } from '../base/refusal.ts';

/** What a column holds: a field of a user, what is done with the row, or the groups. */
export type Column = 'action' | 'groups' | `custom.${string}` | (typeof FIELDS)[number];

/** The fields of a user that a file may set. Administrators are not made by files. */
export const FIELDS = [
  'userName',
  'email',
  'givenName',
  'familyName',
  'displayName',
  'phoneNumber',
  'title',
  'department',
  'organization',
  'employeeNumber',
  'costCenter',
  'preferredLanguage',
  'externalId',
  'active',
] as const;

/** What other products call a column, in the form that names are compared in. */
const ALIASES: Readonly<Record<string, Column>> = {
  login: 'userName',
  userid: 'userName',
  mail: 'email',
  emailaddress: 'email',
  firstname: 'givenName',
  lastname: 'familyName',
  surname: 'familyName',
  phone: 'phoneNumber',
  mobile: 'phoneNumber',
  telephone: 'phoneNumber',
  group: 'groups',
  groupname: 'groups',
  enabled: 'active',
  status: 'active',
};

const KNOWN = new Map<string, Column>([
  ...(['action', 'groups', ...FIELDS] as const).map((name): [string, Column] => [name.toLowerCase(), name]),
  ...Object.entries(ALIASES),
]);

const plain = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]/g, '');

function columnOf(name: string): Column | undefined {
  const [, custom] = /^\s*custom\.([\w.-]{1,64})\s*$/i.exec(name) ?? [];
  return custom === undefined ? KNOWN.get(plain(name)) : `custom.${custom}`;
}

/**
 * What each column of a file holds. Names are compared without regard to case, blanks, `_` and `-`.
 *
 * @throws {Refusal} INPUT_INVALID naming every column that is unknown or there twice, and what is missing
 */
export function columnsOf(names: readonly string[]): readonly Column[] {
  const trimmed = names.at(-1)?.trim() === '' ? names.slice(0, -1) : names;
  const columns = trimmed.map(columnOf);
  const faults = trimmed.flatMap((name, at) => {
    const column = columns[at];
    if (column === undefined) return [`There is no column “${name.slice(0, 64)}”.`];
    return columns.indexOf(column) < at ? [`The column “${name.slice(0, 64)}” is there twice.`] : [];
  });
  if (!columns.includes('userName')) faults.push('The column “userName” is missing.');
  if (faults.length === 0) return columns as readonly Column[];
  throw new Refusal('INPUT_INVALID', 'the columns do not fit', {
    faults: faults.slice(0, 20).map((detail) => ({ pointer: '/file', detail })),
  });
}
