import TopNavigation from '@cloudscape-design/components/top-navigation';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api, bodyOf } from '../api/client.ts';
import { roleName } from '../pages/administrators/roles.ts';
import { useMay, useMe } from '../session/me.ts';
import { signOut } from '../session/sign-out.ts';
import { chooseColours, type Colours, useColours } from './colours.ts';
import { useFollow } from './follow.ts';

const COLOURS: readonly { readonly id: Colours; readonly text: string }[] = [
  { id: 'system', text: 'As on this device' },
  { id: 'light', text: 'Light' },
  { id: 'dark', text: 'Dark' },
];

/** Leaves the console; the portal stays open. */
async function leave(): Promise<void> {
  await api.DELETE('/admin/v1/me/session');
  location.assign('/');
}

/** The organisation's name, to whoever may read the settings; else ours. */
function useOrganization(): string {
  const may = useMay();
  const { data } = useQuery({
    queryKey: ['settings', 'organisation'],
    queryFn: () => bodyOf(api.GET('/admin/v1/settings')),
    enabled: may('settings.read'),
    staleTime: 60_000,
  });
  return data?.branding.organisation ?? 'Samlet';
}

/** What stands above every page: where one is, the colours, and who one is. */
export function TopBar(): ReactNode {
  const { user, role } = useMe();
  const organization = useOrganization();
  const colours = useColours();
  const follow = useFollow();
  return (
    <div id="top-bar">
      <TopNavigation
        identity={{ href: '/console/', title: organization, onFollow: follow }}
        utilities={[
          {
            type: 'menu-dropdown',
            text: 'Colours',
            iconName: 'settings',
            items: COLOURS.map(({ id, text }) => ({
              id,
              text,
              itemType: 'checkbox' as const,
              checked: id === colours,
            })),
            onItemClick: ({ detail }) => chooseColours(detail.id as Colours),
          },
          {
            type: 'menu-dropdown',
            text: user?.displayName ?? role,
            description: roleName(role),
            iconName: 'user-profile',
            items: [
              { id: 'portal', text: 'My apps', href: '/' },
              { id: 'account', text: 'My account', href: '/account' },
              { id: 'leave', text: 'Leave the console' },
              { id: 'sign-out', text: 'Sign out' },
            ],
            onItemClick: ({ detail }) => {
              if (detail.id === 'leave') void leave();
              if (detail.id === 'sign-out') signOut();
            },
          },
        ]}
      />
    </div>
  );
}
