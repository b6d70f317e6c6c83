import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { api, ifMatch, type Thing, type Versioned, versionedOf } from '../../api/client.ts';

/** A user as the API tells it. */
export type User = Thing<'User'>;

/** Reads a user with the version. */
export const readUser = (userId: string): Promise<Versioned<User>> =>
  versionedOf(api.GET('/admin/v1/users/{userId}', { params: { path: { userId } } }));

/** The user that the address names. */
export function useUser(): Versioned<User> {
  const { userId = '' } = useParams();
  return useSuspenseQuery({ queryKey: ['users', userId], queryFn: () => readUser(userId) }).data;
}

/** Has lists and pages of users read anew. */
export function useUsersChanged(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['users'] });
}

/** What a user is called: the name to be shown, else given and family name, else the user name. */
export const nameOf = ({ displayName, givenName, familyName, userName }: User): string =>
  displayName ?? ([givenName, familyName].filter((name) => name !== undefined).join(' ') || userName);

/** Changes a user as they stand now: for deeds that do not rest on what else is written there. */
export async function changeUser(userId: string, body: Thing<'UserPatch'>): Promise<void> {
  const { version } = await readUser(userId);
  await api.PATCH('/admin/v1/users/{userId}', { params: { path: { userId }, header: ifMatch(version) }, body });
}

/** Has the mail sent by which a user sets a password. */
export const sendActivation = (userId: string): Promise<unknown> =>
  api.POST('/admin/v1/users/{userId}/activation', { params: { path: { userId } } });
