import type { ReactNode } from 'react';
import { send } from '../../api/send.ts';
import { DownloadButton } from '../../patterns/download-button.tsx';

/** Hands out the file to begin with. */
export const SampleButton = (): ReactNode => (
  <DownloadButton
    fileName="users.csv"
    load={async () => (await send(new Request(`${location.origin}/admin/v1/imports/sample.csv`))).blob()}
  >
    Sample file
  </DownloadButton>
);
