import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { send } from '../../api/send.ts';
import { DownloadButton } from '../../patterns/download-button.tsx';
import type { Filters } from './audit-data.ts';

/** Parts that are put together into one file at the most: a browser holds it all. */
const PARTS_MAX = 40;

/** Every part of an export, one behind the other. */
async function partsOf(form: 'csv' | 'jsonl', filters: Filters): Promise<Blob> {
  const parts: Blob[] = [];
  const query = new URLSearchParams({ ...filters, order: 'oldest' });
  for (let next: string | undefined = `/admin/v1/audit/events.${form}?${query}`; next && parts.length < PARTS_MAX;) {
    const answer: Response = await send(new Request(new URL(next, location.origin)));
    parts.push(await answer.blob());
    next = /^<([^>]+)>; rel="next"$/.exec(answer.headers.get('link') ?? '')?.[1];
  }
  return new Blob(parts);
}

/** What was searched for, as a file. */
export const ExportButtons = ({ filters }: { readonly filters: Filters }): ReactNode => (
  <SpaceBetween direction="horizontal" size="xs">
    <DownloadButton fileName="samlet-audit.csv" load={() => partsOf('csv', filters)}>
      Export as CSV
    </DownloadButton>
    <DownloadButton fileName="samlet-audit.jsonl" load={() => partsOf('jsonl', filters)}>
      Export as JSON lines
    </DownloadButton>
  </SpaceBetween>
);
