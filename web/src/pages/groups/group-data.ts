import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { api, type Thing, type Versioned, versionedOf } from '../../api/client.ts';

/** A group as the API tells it. */
export type Group = Thing<'Group'>;

/** What the fields of a group are called. */
export const GROUP_LABELS: Readonly<Record<string, string>> = {
  displayName: 'Name',
  description: 'Description',
  externalId: 'External ID',
};

/** Reads a group with the version. */
export const readGroup = (groupId: string): Promise<Versioned<Group>> =>
  versionedOf(api.GET('/admin/v1/groups/{groupId}', { params: { path: { groupId } } }));

/** The group that the address names. */
export function useGroup(): Versioned<Group> {
  const { groupId = '' } = useParams();
  return useSuspenseQuery({ queryKey: ['groups', groupId], queryFn: () => readGroup(groupId) }).data;
}

/** Has lists and pages of groups read anew. */
export function useGroupsChanged(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['groups'] });
}
