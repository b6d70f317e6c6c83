import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Icon from '@cloudscape-design/components/icon';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import { PageLink } from '../../patterns/page-link.tsx';
import type { Figures } from './dashboard-data.ts';

type Task = Figures['todo'][number];

interface Words {
  readonly words: (task: Task) => string;
  readonly to: string;
  readonly link: string;
}

const of = (count: number, one: string, many: string): string => (count === 1 ? `One ${one}` : `${count} ${many}`);
const namesIn = ({ examples, count }: Task): string =>
  examples.length === 0
    ? ''
    : `: ${examples.map(({ name }) => name).join(', ')}${count > examples.length ? ' and more' : ''}`;

const TASKS: Readonly<Record<Task['kind'], Words>> = {
  'second-owner': {
    words: () => 'There is one owner. If they lose their password or leave, nobody else can let them in again.',
    to: '/administrators',
    link: 'Make another user an owner',
  },
  'app-disabled': {
    words: (task) => `${of(task.count, 'app is', 'apps are')} disabled${namesIn(task)}.`,
    to: '/apps',
    link: 'Look at apps',
  },
  'app-unassigned': {
    words: (task) => `${of(task.count, 'app is', 'apps are')} assigned to nobody${namesIn(task)}.`,
    to: '/apps',
    link: 'Assign apps',
  },
  'role-unassigned': {
    words: (task) => `${of(task.count, 'AWS role is', 'AWS roles are')} assigned to nobody${namesIn(task)}.`,
    to: '/aws',
    link: 'Assign roles',
  },
  'mail-given-up': {
    words: ({ count }) => `${of(count, 'mail was', 'mails were')} given up after a day of trying.`,
    to: '/audit?action=mail.give-up',
    link: 'See to whom',
  },
  'log-unsealed': {
    words: ({ count }) => `The audit log has not been sealed for ${count} hours.`,
    to: '/audit',
    link: 'Look at the chain',
  },
  'log-not-counted': {
    words: ({ count }) => `These figures have not been counted for ${count} hours.`,
    to: '/audit',
    link: 'Look at the log',
  },
};

/** What needs doing, each with a link to where it is done. */
export const Todo = ({ figures: { todo } }: { readonly figures: Figures }): ReactNode => (
  <Container header={<Header variant="h2">Needs doing</Header>}>
    {todo.length === 0 ? (
      <StatusIndicator>Nothing needs doing.</StatusIndicator>
    ) : (
      <SpaceBetween size="s">
        {todo.map((task) => (
          <Box key={task.kind}>
            <Icon name="status-warning" variant="warning" ariaLabel="Warning" /> {TASKS[task.kind].words(task)}{' '}
            <PageLink to={TASKS[task.kind].to}>{TASKS[task.kind].link}</PageLink>
          </Box>
        ))}
      </SpaceBetween>
    )}
  </Container>
);
