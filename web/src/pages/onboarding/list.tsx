import type { ReactNode } from 'react';
import { api, bodyOf } from '../../api/client.ts';
import type { ListColumn, ListQuery } from '../../patterns/list-definition.ts';
import { ListPage } from '../../patterns/list-page.tsx';
import { PageLink } from '../../patterns/page-link.tsx';
import { When } from '../../patterns/when.tsx';
import { OnboardingActions } from './actions.tsx';
import { MailMark } from './mail-mark.tsx';
import { type Onboarding, OnboardingMark, STATUSES } from './status.tsx';

const COLUMNS: readonly ListColumn<Onboarding>[] = [
  {
    id: 'userName',
    header: 'User name',
    isName: true,
    cell: ({ userId, userName }) => <PageLink to={`/users/${userId}`}>{userName}</PageLink>,
  },
  { id: 'status', header: 'Status', cell: ({ status }) => <OnboardingMark status={status} /> },
  { id: 'email', header: 'Mail address', cell: ({ email }) => email },
  { id: 'invitedAt', header: 'Mail sent', cell: ({ invitedAt }) => <When at={invitedAt} /> },
  { id: 'linkExpiresAt', header: 'Link works until', cell: ({ linkExpiresAt }) => <When at={linkExpiresAt} /> },
  { id: 'mail', header: 'Mails', cell: (user) => <MailMark user={user} /> },
  { id: 'name', header: 'Name', isExtra: true, cell: ({ displayName }) => displayName },
];

const OPTIONS = Object.entries(STATUSES).map(([value, { label }]) => ({ value, label }));

const isStatus = (text: string | undefined): text is Onboarding['status'] => text !== undefined && text in STATUSES;

const load = ({ filters: { status }, limit, cursor }: ListQuery, signal: AbortSignal) => {
  const query = { limit, ...(cursor === undefined ? {} : { cursor }), ...(isStatus(status) ? { status } : {}) };
  return bodyOf(api.GET('/admin/v1/onboarding', { signal, params: { query } }));
};

/** How far everybody has come. */
export const Page = (): ReactNode => (
  <ListPage<Onboarding>
    things="users"
    thing="user"
    title="Onboarding status"
    queryKey={['onboarding']}
    filters={[{ name: 'status', label: 'Status', options: OPTIONS }]}
    idOf={({ userId }) => userId}
    nameOf={({ userName }) => userName}
    columns={COLUMNS}
    load={load}
    isSelectable
    actions={(selection) => <OnboardingActions {...selection} />}
    empty="Create users, or bring in many by CSV."
  />
);
