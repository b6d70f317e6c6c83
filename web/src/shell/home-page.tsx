import type { ReactNode } from 'react';
import { Navigate } from 'react-router';
import { useMay } from '../session/me.ts';
import { NotFoundPage } from './not-found-page.tsx';
import type { PageDefinition } from './page-definition.ts';

/** Leads to the first page that whoever sits here may see. */
export function HomePage({ pages }: { readonly pages: readonly PageDefinition[] }): ReactNode {
  const may = useMay();
  const first = pages.find(({ permission, section }) => section !== undefined && may(permission));
  return first ? <Navigate to={`/${first.path}`} replace /> : <NotFoundPage />;
}
