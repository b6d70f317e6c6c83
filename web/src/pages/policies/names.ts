import { useQuery } from '@tanstack/react-query';
import { api, bodyOf, type Thing } from '../../api/client.ts';

/** Apps and groups that are offered by name; more are named by their IDs. */
const OFFERED = '200';

/** What policies may name beside apps. */
export const PLACES: Readonly<Record<string, string>> = {
  portal: 'Portal and own account',
  console: 'Console',
  aws: 'All AWS accounts',
};

/** What policies name, in words. */
export interface Names {
  readonly apps: ReadonlyMap<string, string>;
  readonly groups: ReadonlyMap<string, string>;
}

/** The names of apps and groups; without the right to read them their IDs stand there. */
export function useNames(): Names {
  const apps = useQuery({
    queryKey: ['apps', 'names'],
    queryFn: () => bodyOf(api.GET('/admin/v1/apps', { params: { query: { limit: OFFERED } } })),
  });
  const groups = useQuery({
    queryKey: ['groups', 'names'],
    queryFn: () => bodyOf(api.GET('/admin/v1/groups', { params: { query: { limit: OFFERED } } })),
  });
  const saml = (apps.data?.items ?? []).filter(({ kind }) => kind === 'saml');
  return {
    apps: new Map(saml.map(({ id, name }) => [id, name])),
    groups: new Map((groups.data?.items ?? []).map(({ id, displayName }) => [id, displayName])),
  };
}

/** A target of a policy in words. */
export function targetName(target: string, { apps }: Names): string {
  if (PLACES[target]) return PLACES[target];
  if (target.startsWith('aws:')) return `AWS ${target.slice('aws:'.length)}`;
  return apps.get(target) ?? `App ${target}`;
}

/** What a policy is about, in words. */
export const appsOf = ({ apps }: Pick<Thing<'Policy'>, 'apps'>, names: Names): string =>
  apps === 'all' ? 'Everything' : apps.map((target) => targetName(target, names)).join(', ');

/** Whom a policy is about, in words. */
export const groupsOf = ({ groups }: Pick<Thing<'Policy'>, 'groups'>, names: Names): string =>
  groups === 'all' ? 'Everybody' : groups.map((id) => names.groups.get(id) ?? `Group ${id}`).join(', ');

/** What a policy asks for, in words. */
export function requirementOf({
  access,
  proofMaxMinutes,
}: Pick<Thing<'Policy'>, 'access' | 'proofMaxMinutes'>): string {
  if (access === 'deny') return 'No access';
  if (proofMaxMinutes === undefined) return 'Password';
  return proofMaxMinutes === 0 ? 'Password, each time' : `Password, at most ${proofMaxMinutes} min old`;
}
