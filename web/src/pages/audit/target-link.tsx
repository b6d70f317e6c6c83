import type { ReactNode } from 'react';
import { PageLink } from '../../patterns/page-link.tsx';

const PAGES: readonly (readonly [form: RegExp, path: (match: RegExpExecArray) => string])[] = [
  [/^USER#(.+)$/, (match) => `/users/${match[1]}`],
  [/^GROUP#(.+)$/, (match) => `/groups/${match[1]}`],
  [/^APP#(.+)$/, (match) => `/apps/${match[1]}`],
];

/** What something was done to, as a link where it has a page. */
export function TargetLink({ target }: { readonly target: string }): ReactNode {
  for (const [form, path] of PAGES) {
    const match = form.exec(target);
    if (match) return <PageLink to={path(match)}>{target}</PageLink>;
  }
  return target;
}
