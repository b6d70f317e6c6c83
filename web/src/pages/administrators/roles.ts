import type { Thing } from '../../api/client.ts';

/** A role. */
export type Role = Thing<'Administrator'>['role'];

/** Every role, the strongest first, with what it is called and what it may. */
export const ROLES: readonly { readonly value: Role; readonly label: string; readonly description: string }[] = [
  {
    value: 'owner',
    label: 'Owner',
    description: 'Everything, and alone what makes other owners and replaces the whole configuration.',
  },
  {
    value: 'administrator',
    label: 'Administrator',
    description: 'Everything but to make or change owners, and to apply a configuration.',
  },
  {
    value: 'app-administrator',
    label: 'App administrator',
    description: 'Changes the apps that are named here and who may use them; adds none.',
  },
  {
    value: 'help-desk',
    label: 'Help desk',
    description: 'Sends mails to set a password and ends sessions, for users without a role; sees users and groups.',
  },
  { value: 'auditor', label: 'Auditor', description: 'Sees everything, the audit log too; changes nothing.' },
];

/** What a role is called. */
export const roleName = (role: string): string => ROLES.find(({ value }) => value === role)?.label ?? role;
