/** The fields of a profile that values come from. */
export const PROFILE_FIELDS: readonly { readonly value: string; readonly label: string }[] = [
  { value: 'email', label: 'Mail address' },
  { value: 'userName', label: 'User name' },
  { value: 'displayName', label: 'Name' },
  { value: 'givenName', label: 'First name' },
  { value: 'familyName', label: 'Last name' },
  { value: 'phoneNumber', label: 'Phone' },
  { value: 'title', label: 'Title' },
  { value: 'department', label: 'Department' },
  { value: 'organization', label: 'Organisation' },
  { value: 'employeeNumber', label: 'Employee number' },
  { value: 'costCenter', label: 'Cost centre' },
  { value: 'preferredLanguage', label: 'Language' },
  { value: 'externalId', label: 'External ID' },
  { value: 'id', label: 'Samlet’s own ID' },
];

/** The formats of NameIDs. */
export const NAME_ID_FORMATS: readonly {
  readonly value: string;
  readonly label: string;
  readonly description: string;
}[] = [
  { value: 'persistent', label: 'Persistent', description: 'Opaque, the same for ever, another for each app' },
  { value: 'emailAddress', label: 'Mail address', description: 'The mail address, or the field that is chosen' },
  { value: 'unspecified', label: 'Unspecified', description: 'The user name, or the field that is chosen' },
  { value: 'transient', label: 'Transient', description: 'New at every sign-in' },
];
