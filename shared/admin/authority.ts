import { Refusal } from '../base/refusal.ts';
import type { Write } from '../table/table.ts';
import { type User, userKey, usersIn } from '../users/user.ts';
import { findApiToken } from './api-token.ts';
import type { Call, Caller, Operation } from './operation.ts';
import { isReading, ROLE_PERMISSIONS } from './permission.ts';

/** A role, and for an app administrator the apps that it is for. */
export type Grant = Pick<User, 'adminRole' | 'adminApps'>;

/** Tells whether somebody holds, at this moment and by what they brought, all that a grant would give. */
export function covers({ permissions, apps }: Caller, { adminRole, adminApps = [] }: Grant): boolean {
  const given = adminRole ? ROLE_PERMISSIONS[adminRole] : [];
  return given.every((permission) => permissions.has(permission)) && adminApps.every((app) => apps?.has(app) ?? true);
}

/**
 * Tells whether somebody may change a user, reset them, or end what is theirs. Whoever may not make administrators lets
 * every administrator be; and nobody touches one who holds more than themselves, since whoever can set a mail address or
 * send a link can in the end be that user.
 */
export const manages = (caller: Caller, user: Grant): boolean =>
  user.adminRole === undefined || (caller.permissions.has('administrators.write') && covers(caller, user));

/** @throws {Refusal} FORBIDDEN for a user whom the caller does not manage */
export function refuseUnmanaged(caller: Caller, user: Grant & Pick<User, 'id'>): void {
  if (!manages(caller, user))
    throw new Refusal('FORBIDDEN', 'the user holds more than the caller', { userId: user.id, role: user.adminRole });
}

type Asked = Pick<Call, 'caller' | 'params'> & { readonly ports: Pick<Call['ports'], 'table'> };

/**
 * The one question of authority over things: may a caller who holds the operation's permission use it on the very thing
 * that the path names? Every operation comes by here, whatever its verb: what shows, previews and tests as much as what
 * changes.
 *
 * @throws {Refusal} FORBIDDEN
 */
export async function refuseBeyond({ permission }: Operation, asked: Asked): Promise<void> {
  if (permission === 'public') return;
  const { appId, userId, tokenId } = asked.params;
  if (appId !== undefined) refuseOtherApp(asked.caller, appId);
  if (isReading(permission)) return;
  if (userId !== undefined && !permission.startsWith('groups.')) await refuseOtherUser(asked, userId);
  if (tokenId !== undefined) await refuseOtherToken(asked, tokenId);
}

/** @throws {Refusal} FORBIDDEN for an app that is not on the caller's list, if they have one */
export function refuseOtherApp({ apps }: Caller, appId: string): void {
  if (apps && !apps.has(appId)) throw new Refusal('FORBIDDEN', 'the app is not on the list of the caller', { appId });
}

async function refuseOtherUser({ caller, ports }: Asked, userId: string): Promise<void> {
  const user = await usersIn(ports.table).find(userId);
  if (user) refuseUnmanaged(caller, user);
}

/** A token is as strong as the user on whom it rests; one that rests on nobody any more is good for nothing. */
async function refuseOtherToken({ caller, ports }: Asked, tokenId: string): Promise<void> {
  const token = await findApiToken(ports.table, tokenId);
  if (!token || token.createdBy === caller.root) return;
  const maker = token.createdBy === 'iam' ? OWNER : await usersIn(ports.table).find(token.createdBy);
  if (maker && !covers(caller, maker)) throw new Refusal('FORBIDDEN', 'the token rests on somebody who holds more');
}

const OWNER: Grant = { adminRole: 'owner' };

/** The writes that fail a commit unless the caller still holds the role by which they act; rights of IAM are not ours to see. */
export const stillHolding = ({ root, role }: Caller): Write[] =>
  root === 'iam'
    ? []
    : [
        {
          do: 'check',
          key: userKey(root),
          when: [
            { attribute: 'active', is: '=', value: true },
            { attribute: 'adminRole', is: '=', value: role },
          ],
        },
      ];
