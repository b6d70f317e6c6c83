import { csvLine } from '../base/csv.ts';

/** A file to begin with: the columns, how they are filled, and a row of each kind. Lines that begin with `#` are remarks. */
export const SAMPLE = [
  [
    'action',
    'userName',
    'email',
    'givenName',
    'familyName',
    'displayName',
    'phoneNumber',
    'department',
    'groups',
    'active',
    'custom.badge',
  ],
  ['# Lines that begin with # are remarks; delete them or leave them. Columns may stand in any order or be left out.'],
  [
    '# action: create (also where it is empty), update or delete. To create fails where the user name or address is taken.',
  ],
  ['# userName: who the row is about; it is needed in every row. One user stands in one row.'],
  ['# email: needed to create; to delete, it must be the address that the user has.'],
  ['# groups: names of groups that there are, with ; between them. The user is put into them and taken out of none.'],
  ['# active: true or false. An empty cell leaves what it would change as it is.'],
  ['# custom.…: fields of your own. Save the file as CSV UTF-8. Administrators are neither changed nor made by files.'],
  [
    'create',
    'maya.chen',
    'maya.chen@example.com',
    'Maya',
    'Chen',
    'Maya Chen',
    '+49 30 901820',
    'Research',
    '',
    'true',
    'A-17',
  ],
  ['update', 'omar.haddad', '', '', '', '', '', 'Operations', '', '', ''],
  ['delete', 'lena.berg', 'lena.berg@example.com', '', '', '', '', '', '', '', ''],
]
  .map(csvLine)
  .join('');
