import type { App } from '../../shared/apps/app.ts';
import type { AwsAccount } from '../../shared/aws-access/aws-account.ts';
import type { AppView, AwsAccountView, ConnectView } from '../../shared/pages/portal-view.ts';
import { addressesOf } from '../../shared/sign-in/ports.ts';
import { choiceOf, type PortalChoices, type Reach, type ReachedRole } from '../../shared/sign-in/portal.ts';
import type { TenantSettings } from '../../shared/sign-in/settings.ts';
import { brandOf } from './brand.ts';
import { displayNameOf, type User } from '../../shared/users/user.ts';

interface Told {
  readonly user: User;
  readonly reach: Reach;
  readonly choices: PortalChoices;
  readonly query: string;
  readonly settings: TenantSettings | undefined;
  readonly baseUrl: string;
}

/** The portal as its page shows it. */
export function portalView({ user, reach, choices, query, settings, baseUrl }: Told) {
  const accounts = reach.accounts
    .map(({ account, roles }) => ({ ...accountView(account), roles: roles.map((role) => roleView(role, choices)) }))
    .filter(({ roles }) => roles.length > 0);
  const apps = reach.apps.filter(({ kind }) => kind === 'saml').map((app) => appView(app, choices));
  const isAdministrator = user.adminRole !== undefined;
  return {
    ...(settings ? { brand: brandOf(settings.branding) } : {}),
    user: { displayName: displayNameOf(user), userName: user.userName, email: user.email },
    isAdministrator,
    ...(settings?.product.groupsRolesByAccount === false
      ? { accounts: [], apps: [...accounts.flatMap(roleTiles), ...apps] }
      : { accounts, apps }),
    recent: recentOf({ accounts, apps }, choices),
    query,
    ...(isAdministrator && settings ? { connect: connectView(settings, baseUrl) } : {}),
  };
}

function connectView({ entityId }: TenantSettings, baseUrl: string): ConnectView {
  const { sso, slo, metadata, certificate } = addressesOf(baseUrl);
  return {
    entityId,
    metadataUrl: metadata,
    signInUrl: sso,
    signOutUrl: slo,
    certificateUrl: certificate,
    nextCertificateUrl: `${certificate}/next`,
  };
}

const accountView = ({ id, name, partition }: AwsAccount) => ({ id, name, partition });

const roleView = ({ accountId, name, description, sessionSeconds }: ReachedRole, { favourites }: PortalChoices) => {
  const key = choiceOf.role(accountId, name);
  return {
    name,
    ...(description ? { description } : {}),
    href: `/go/aws/${accountId}/${encodeURIComponent(name)}`,
    favouriteKey: key,
    isFavourite: favourites.includes(key),
    sessionSeconds,
  };
};

/** The roles of an account as tiles of their own, which say where they lead. */
const roleTiles = ({ id, name, roles }: AwsAccountView): AppView[] =>
  roles.map(({ sessionSeconds: _lasts, ...role }) => ({ ...role, description: `${name} · ${id}` }));

/** An app that takes no unsolicited response is entered where it starts the sign-in itself. */
const appView = (
  { id, name, description, idpInitiated, requestsSigned, startUrl }: App,
  { favourites }: PortalChoices,
) => {
  const key = choiceOf.app(id);
  const isDirect = idpInitiated && !requestsSigned;
  return {
    name,
    ...(description ? { description } : {}),
    href: isDirect ? `/go/apps/${id}` : (startUrl ?? ''),
    startsElsewhere: !isDirect,
    favouriteKey: key,
    isFavourite: favourites.includes(key),
  };
};

function recentOf(
  {
    accounts,
    apps,
  }: {
    accounts: readonly {
      name: string;
      id: string;
      roles: readonly { name: string; href: string; favouriteKey: string }[];
    }[];
    apps: readonly { name: string; href: string; favouriteKey: string; description?: string }[];
  },
  { recent }: PortalChoices,
) {
  const doors = [
    ...accounts.flatMap(({ name, id, roles }) =>
      roles.map((role) => ({ key: role.favouriteKey, label: role.name, detail: name, accountId: id, href: role.href })),
    ),
    ...apps.map((app) => ({ key: app.favouriteKey, label: app.name, detail: app.description ?? '', href: app.href })),
  ];
  return recent
    .map((key) => doors.find((door) => door.key === key))
    .filter((door) => door !== undefined)
    .filter(({ href }) => href !== '')
    .map(({ key: _key, ...shortcut }) => shortcut);
}
