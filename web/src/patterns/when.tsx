import type { ReactNode } from 'react';

const LOCAL = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** A moment in the reader's own time; what it is in UTC shows on pointing at it, and is what is read out. */
export function When({ at, none = '–' }: { readonly at: string | undefined; readonly none?: string }): ReactNode {
  if (at === undefined) return none;
  const moment = new Date(at);
  const utc = `${moment.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
  return (
    <time dateTime={at} title={utc}>
      {LOCAL.format(moment)}
    </time>
  );
}
