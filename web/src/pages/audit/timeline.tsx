import Link from '@cloudscape-design/components/link';
import { type ReactNode, useState } from 'react';
import { api, bodyOf } from '../../api/client.ts';
import type { ListColumn } from '../../patterns/list-definition.ts';
import { ListSection } from '../../patterns/list-page.tsx';
import { When } from '../../patterns/when.tsx';
import { actorText, type AuditEvent } from './audit-data.ts';
import { EventDetails } from './event-details.tsx';
import { Outcome } from './event-table.tsx';
import { TargetLink } from './target-link.tsx';

const columnsOf = (choose: (event: AuditEvent) => void): readonly ListColumn<AuditEvent>[] => [
  { id: 'at', header: 'When', cell: ({ at }) => <When at={at} /> },
  {
    id: 'action',
    header: 'What',
    isName: true,
    cell: (event) => <Link onFollow={() => choose(event)}>{event.action}</Link>,
  },
  { id: 'outcome', header: 'Outcome', cell: Outcome },
  { id: 'actor', header: 'By', cell: (event) => actorText(event) },
  { id: 'target', header: 'To', cell: ({ target }) => <TargetLink target={target} />, isExtra: true },
  { id: 'ip', header: 'Address', cell: ({ ip = '–' }) => ip },
];

/** What happened to a user, and what they did themselves, newest first; it asks for the permission `traces.read`. */
export function Timeline({ userId }: { readonly userId: string }): ReactNode {
  const [chosen, choose] = useState<AuditEvent>();
  return (
    <>
      <ListSection<AuditEvent>
        things="events"
        thing="event"
        title="Timeline"
        queryKey={['user-events', userId]}
        idOf={({ id }) => id}
        nameOf={({ action }) => action}
        columns={columnsOf(choose)}
        load={({ limit, cursor }, signal) =>
          bodyOf(
            api.GET('/admin/v1/users/{userId}/events', {
              signal,
              params: { path: { userId }, query: { limit, ...(cursor === undefined ? {} : { cursor }) } },
            }),
          )
        }
      />
      {chosen && <EventDetails event={chosen} onClose={() => choose(undefined)} />}
    </>
  );
}
