import Link, { type LinkProps } from '@cloudscape-design/components/link';
import type { ReactNode } from 'react';
import { useHref, useNavigate } from 'react-router';

/** A link to a page of the console, by its path below `/console`. */
export function PageLink({
  to,
  children,
  ...props
}: { readonly to: string; readonly children: ReactNode } & Omit<LinkProps, 'href' | 'onFollow'>): ReactNode {
  const href = useHref(to);
  const navigate = useNavigate();
  return (
    <Link
      {...props}
      href={href}
      onFollow={(event) => {
        event.preventDefault();
        void navigate(to);
      }}
    >
      {children}
    </Link>
  );
}
