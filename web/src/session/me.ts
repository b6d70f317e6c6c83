import { useSuspenseQuery } from '@tanstack/react-query';
import { send } from '../api/send.ts';

/** Who sits here, and what they may do: what the API would refuse is not offered. */
export interface Me {
  readonly user: { readonly id: string; readonly userName: string; readonly displayName?: string };
  readonly role: string;
  readonly permissions: readonly string[];
  /** Until when sensitive operations go by the proof that was given. */
  readonly stepUpUntil?: string;
}

/** Who sits here. */
export const useMe = (): Me =>
  useSuspenseQuery({
    queryKey: ['me'],
    queryFn: async () => (await (await send(new Request(`${location.origin}/admin/v1/me`))).json()) as Me,
    staleTime: 60_000,
  }).data;

/** Tells whether whoever sits here has a permission. */
export function useMay(): (permission: string) => boolean {
  const { permissions } = useMe();
  return (permission) => permissions.includes(permission);
}
