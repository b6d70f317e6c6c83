import { OPERATIONS } from '../../shared/admin/operations.ts';
import type { AdminPorts, Call } from '../../shared/admin/operation.ts';
import { permissionsOf } from '../../shared/admin/permission.ts';
import type { Ports } from '../../shared/sign-in/ports.ts';
import { adminExtras } from '../kit/admin-ports.ts';
import { published } from '../kit/published.ts';
import type { World } from '../kit/world.ts';

/** Where a request is prepared (by `world`, unwatched) and made (by `watched`). */
export interface Scene {
  readonly world: World;
  readonly watched: Ports;
  /** Begins to watch: what was done before was preparation. */
  readonly begin: () => void;
}

/** Prepares a request, begins to watch, and makes it. */
export type Making = (scene: Scene) => Promise<unknown>;

const SCOPES = ['read', 'write'] as const;
const OWNER: Call['caller'] = {
  actor: { type: 'token', id: 'test' },
  role: 'owner',
  permissions: permissionsOf('owner', SCOPES),
  scopes: SCOPES,
  root: 'iam',
};

let made = 0;

/** A name of its own for each thing. */
export const name = (): string => `request-${++made}`;

/** What an operation is given. */
export interface Given {
  readonly params?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly version?: number;
  /** Whose rights the caller's token rests on. */
  readonly root?: string;
  /** What the caller has beside the rights of an owner. */
  readonly caller?: Partial<Call['caller']>;
}

/** Runs an operation of the admin API on these ports. @returns the body of its answer */
export async function api<T>(
  ports: Ports,
  route: string,
  { params = {}, body, version, root = 'iam', caller }: Given = {},
): Promise<T> {
  const operation = OPERATIONS.find((each) => each.route === route);
  if (!operation) throw new Error(`no operation ${route}`);
  const versions = version === undefined ? undefined : [version];
  const requestId = ports.ids.id();
  const admin: AdminPorts = { ...ports, ...adminExtras(ports.now), fetchText: published };
  const call: Call = {
    ports: admin,
    caller: { ...OWNER, root, ...caller },
    requestId,
    ip: '',
    params,
    query: new URLSearchParams(),
    body,
    versions,
  };
  return (await operation.run(call as Call<never>)).body as T;
}

/** What was made, at its version. */
export type Made = { id: string; version: number };

/** Where the operations of the admin API stand. */
export const AT = {
  users: '/admin/v1/users',
  groups: '/admin/v1/groups',
  apps: '/admin/v1/apps',
  accounts: '/admin/v1/aws/accounts',
  role: '/admin/v1/aws/accounts/{accountId}/roles/{roleName}',
} as const;

/** Where an assignment of a role stands. */
export const ROLE_ASSIGNMENT = `${AT.role}/assignments/{principals}/{principalId}`;

/** A group. */
export const newGroup = ({ world }: Scene): Promise<Made> =>
  api(world.ports, `POST ${AT.groups}`, { body: { displayName: name() } });

/** An app that is assigned to nobody. */
export const newApp = ({ world }: Scene): Promise<Made> => world.app({ entityId: `https://${name()}.example.org` });

/** The 12 digits of an account that is not registered yet. */
export const accountId = (): string => String(100_000_000_000 + (made += 1));

/** An AWS account; the first one brings the AWS app with it, which has an event of its own. */
export async function newAccount({ world }: Scene): Promise<Made> {
  return api(world.ports, `POST ${AT.accounts}`, { body: { id: accountId(), name: name() } });
}

/** The ARNs of a role in an account. */
export const arnsIn = (accountId: string) => ({
  roleArn: `arn:aws:iam::${accountId}:role/Reader`,
  providerArn: `arn:aws:iam::${accountId}:saml-provider/Samlet`,
});

/** A role in an account of its own. */
export async function newRole(scene: Scene): Promise<{ accountId: string; roleName: string }> {
  const { id } = await newAccount(scene);
  await api(scene.world.ports, `POST ${AT.accounts}/{accountId}/roles`, {
    params: { accountId: id },
    body: arnsIn(id),
  });
  return { accountId: id, roleName: 'Reader' };
}

/** The parameters that name a user as a principal. */
export const asPrincipal = (principalId: string) => ({ principals: 'users', principalId });
