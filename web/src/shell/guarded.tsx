import Alert from '@cloudscape-design/components/alert';
import { type ReactNode, Suspense } from 'react';
import { useMay } from '../session/me.ts';
import { Waiting } from './waiting.tsx';

/** Shows a page to whoever has its permission. The API decides again, by itself. */
export function Guarded({
  permission,
  children,
}: {
  readonly permission: string;
  readonly children: ReactNode;
}): ReactNode {
  const may = useMay();
  if (!may(permission)) {
    return (
      <Alert type="info" header="This page is not for your role">
        It needs the permission <b>{permission}</b>. An owner can give you a role that has it.
      </Alert>
    );
  }
  return <Suspense fallback={<Waiting />}>{children}</Suspense>;
}
