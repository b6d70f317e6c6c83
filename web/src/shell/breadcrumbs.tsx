import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import { type ReactNode, useEffect } from 'react';
import { matchPath, useLocation } from 'react-router';
import type { PageDefinition } from './page-definition.ts';
import { useNameOf } from './page-name.tsx';
import { useFollow } from './follow.ts';

interface Crumb {
  readonly text: string;
  readonly href: string;
}

/** The pages on the way to an address: those whose paths are its beginnings. */
function crumbsOf(pages: readonly PageDefinition[], pathname: string): Crumb[] {
  const parts = pathname.split('/').filter((part) => part !== '');
  return parts.flatMap((_part, index) => {
    const path = `/${parts.slice(0, index + 1).join('/')}`;
    // What has no parameter goes before what has one: `users/new` is no user.
    const fitting = pages.filter((page) => matchPath(`/${page.path}`, path));
    const page = fitting.find((one) => `/${one.path}` === path) ?? fitting[0];
    return page ? [{ text: page.title, href: `/console${path}` }] : [];
  });
}

/** The way to the page that is open; names the browser's tab as well. */
export function Breadcrumbs({ pages }: { readonly pages: readonly PageDefinition[] }): ReactNode {
  const { pathname } = useLocation();
  const follow = useFollow();
  const name = useNameOf(pathname);
  const crumbs = crumbsOf(pages, pathname);
  const last = name ?? crumbs.at(-1)?.text;
  useEffect(() => {
    document.title = last === undefined ? 'Samlet console' : `${last} – Samlet console`;
  }, [last]);
  const named = crumbs.map((crumb, index) => (index === crumbs.length - 1 ? { ...crumb, text: last ?? '' } : crumb));
  return <BreadcrumbGroup items={[{ text: 'Samlet', href: '/console/' }, ...named]} onFollow={follow} />;
}
