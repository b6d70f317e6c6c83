import type { ReactNode } from 'react';
import { PageLink } from '../../patterns/page-link.tsx';
import { shortId } from './audit-data.ts';

const PAGES: readonly (readonly [form: RegExp, path: (match: RegExpExecArray) => string])[] = [
  [/^USER#(.+)$/, (match) => `/users/${match[1]}`],
  [/^GROUP#(.+)$/, (match) => `/groups/${match[1]}`],
  [/^APP#(.+)$/, (match) => `/apps/${match[1]}`],
];

/** What something was done to, as a link where it has a page; in lists its ID is shortened. */
export function TargetLink({
  target,
  isWhole = false,
}: {
  readonly target: string;
  readonly isWhole?: boolean;
}): ReactNode {
  const text = isWhole ? target : target.split('#').map(shortId).join('#');
  for (const [form, path] of PAGES) {
    const match = form.exec(target);
    if (match) return <PageLink to={path(match)}>{text}</PageLink>;
  }
  return text;
}
