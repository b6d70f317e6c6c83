import SideNavigation, { type SideNavigationProps } from '@cloudscape-design/components/side-navigation';
import type { ReactNode } from 'react';
import { useLocation } from 'react-router';
import { useMay } from '../session/me.ts';
import { useFollow } from './follow.ts';
import { type PageDefinition, SECTIONS } from './page-definition.ts';

const hrefOf = ({ path }: PageDefinition): string => `/console/${path}`;

/** The pages that the navigation names to whoever may see them, by section. */
export function Navigation({ pages }: { readonly pages: readonly PageDefinition[] }): ReactNode {
  const may = useMay();
  const follow = useFollow();
  const { pathname } = useLocation();
  const offered = pages.filter(({ section, permission }) => section !== undefined && may(permission));
  const items = SECTIONS.flatMap((section): SideNavigationProps.Item[] => {
    const links = offered
      .filter((page) => page.section === section)
      .map((page): SideNavigationProps.Link => ({ type: 'link', text: page.title, href: hrefOf(page) }));
    return links.length > 0 ? [{ type: 'section-group', title: section, items: links }] : [];
  });
  const open = offered.find(({ path }) => pathname === `/${path}` || pathname.startsWith(`/${path}/`));
  return (
    <SideNavigation
      items={items}
      onFollow={follow}
      {...(open ? { activeHref: hrefOf(open) } : {})}
      header={{ text: 'Administration', href: '/console/' }}
    />
  );
}
