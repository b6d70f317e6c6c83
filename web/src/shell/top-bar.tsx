import TopNavigation from '@cloudscape-design/components/top-navigation';
import type { ReactNode } from 'react';
import { useMe } from '../session/me.ts';
import { chooseColours, type Colours, useColours } from './colours.ts';
import { useFollow } from './follow.ts';

const COLOURS: readonly { readonly id: Colours; readonly text: string }[] = [
  { id: 'system', text: 'As on this device' },
  { id: 'light', text: 'Light' },
  { id: 'dark', text: 'Dark' },
];

/** What stands above every page: where one is, the colours, and who one is. */
export function TopBar({ organization }: { readonly organization: string }): ReactNode {
  const { user, role } = useMe();
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
            text: user.displayName ?? user.userName,
            description: role,
            iconName: 'user-profile',
            items: [
              { id: 'portal', text: 'My apps', href: '/' },
              { id: 'account', text: 'My account', href: '/account' },
            ],
          },
        ]}
      />
    </div>
  );
}
