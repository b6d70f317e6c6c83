import Box from '@cloudscape-design/components/box';
import Spinner from '@cloudscape-design/components/spinner';
import type { ReactNode } from 'react';

/** Stands where something is on its way. */
export const Waiting = (): ReactNode => (
  <div className="waiting">
    <Spinner size="large" />
    <Box variant="p" color="text-body-secondary">
      Loading…
    </Box>
  </div>
);
