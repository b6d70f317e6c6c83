import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { useRouteError } from 'react-router';
import { type Problem, problemOf } from '../api/problem.ts';
import { CopyText } from '../patterns/copy-text.tsx';
import { NotFoundPage } from './not-found-page.tsx';

/** A page's file that is gone: the console was renewed while this tab was open. */
const isRenewed = (error: unknown): boolean =>
  error instanceof Error && /dynamically imported module|module script failed/i.test(error.message);

/** What stands in place of a page that failed: why, and the number under which the log knows the request. */
export function FailedPage(): ReactNode {
  const error = useRouteError();
  if (isRenewed(error)) return <RenewedPage />;
  const problem = problemOf(error);
  return problem.status === 404 ? <NotFoundPage /> : <Failure problem={problem} />;
}

const reload = <Button onClick={() => location.reload()}>Load again</Button>;

const RenewedPage = (): ReactNode => (
  <Alert type="info" header="The console was renewed" action={reload}>
    This page is of the version before. Load it again to go on.
  </Alert>
);

const Failure = ({ problem }: { readonly problem: Problem }): ReactNode => (
  <Alert type="error" header={problem.message} action={reload}>
    <SpaceBetween size="xs">
      {problem.faults.map(({ pointer, detail }) => (
        <Box key={pointer}>{detail}</Box>
      ))}
      {problem.requestId === undefined ? null : (
        <Box>
          Request <CopyText text={problem.requestId} />
        </Box>
      )}
    </SpaceBetween>
  </Alert>
);
