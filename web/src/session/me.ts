import { useSuspenseQuery } from '@tanstack/react-query';
import { api, bodyOf, type Thing } from '../api/client.ts';

/** Who sits here, and what they may do: what the API would refuse is not offered. */
export type Me = Thing<'Me'>;

/** Asks who sits here. */
export const readMe = (): Promise<Me> => bodyOf(api.GET('/admin/v1/me'));

/** Who sits here. */
export const useMe = (): Me => useSuspenseQuery({ queryKey: ['me'], queryFn: readMe, staleTime: 60_000 }).data;

/** Tells whether whoever sits here has a permission. */
export function useMay(): (permission: string) => boolean {
  const { permissions } = useMe();
  return (permission) => (permissions as readonly string[]).includes(permission);
}
