import type { Branded } from './brand.tsx';

/** A way out of the portal: a role or an app. An app without an address that we know has an empty `href`. */
export interface DoorView {
  readonly name: string;
  readonly description?: string;
  readonly href: string;
  readonly favouriteKey: string;
  readonly isFavourite: boolean;
}

/** A role in an AWS account. */
export interface RoleView extends DoorView {
  /** How long a session lasts that the user opens, 900 to 43,200 s. */
  readonly sessionSeconds: number;
}

/** An app, which may begin the sign-in itself. */
export interface AppView extends DoorView {
  readonly startsElsewhere?: boolean;
}

/** An AWS account with the roles that the user has in it. */
export interface AwsAccountView {
  readonly id: string;
  readonly name: string;
  readonly partition: string;
  readonly roles: readonly RoleView[];
}

/** A door that is shown once more, because it is a favourite or was used last. */
export interface ShortcutView {
  readonly label: string;
  /** What tells it from others of its name: the account's name, or what the app is for. */
  readonly detail: string;
  /** The account of a role. */
  readonly accountId?: string;
  readonly href: string;
}

/** What the owner of an app asks an administrator for, as absolute addresses. */
export interface ConnectView {
  readonly entityId: string;
  readonly metadataUrl: string;
  readonly signInUrl: string;
  readonly signOutUrl: string;
  readonly certificateUrl: string;
  readonly nextCertificateUrl: string;
}

/** What one user can reach. */
export interface PortalView extends Branded {
  readonly user: { readonly displayName: string; readonly userName: string; readonly email: string };
  readonly isAdministrator: boolean;
  readonly accounts: readonly AwsAccountView[];
  readonly apps: readonly AppView[];
  readonly recent: readonly ShortcutView[];
  /** What was searched for, where no script filters. */
  readonly query?: string;
  /** More is assigned than is listed here. */
  readonly tooMany?: boolean;
  /** Shown to administrators only. */
  readonly connect?: ConnectView;
}

/** What is left of the lists when every word of the query is found in a door or its account. */
export function searched({ accounts, apps }: Pick<PortalView, 'accounts' | 'apps'>, query: string) {
  const words = query.toLowerCase().split(/\s+/);
  const fits = (...texts: readonly (string | undefined)[]): boolean =>
    words.every((word) => texts.some((text) => text?.toLowerCase().includes(word)));
  return {
    accounts: accounts
      .map(({ roles, ...account }) => ({
        ...account,
        roles: roles.filter(({ name, description }) => fits(name, description, account.name, account.id)),
      }))
      .filter(({ roles }) => roles.length > 0),
    apps: apps.filter(({ name, description }) => fits(name, description)),
  };
}

/** The favourites among all doors, in the order of the lists. */
export const favouritesOf = ({ accounts, apps }: Pick<PortalView, 'accounts' | 'apps'>): ShortcutView[] => [
  ...accounts.flatMap(({ name: account, id, roles }) =>
    roles
      .filter(({ isFavourite }) => isFavourite)
      .map(({ name, href }) => ({ label: name, detail: account, accountId: id, href })),
  ),
  ...apps
    .filter(({ isFavourite, href }) => isFavourite && href !== '')
    .map(({ name, description = '', href }) => ({ label: name, detail: description, href })),
];
