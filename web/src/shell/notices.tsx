import Flashbar, { type FlashbarProps } from '@cloudscape-design/components/flashbar';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import { problemOf } from '../api/problem.ts';

/** What a page tells: that something was done, or what went wrong. */
export interface Notice {
  readonly type: 'success' | 'error' | 'info' | 'warning';
  readonly content: ReactNode;
  readonly action?: ReactNode;
}

interface Notices {
  readonly tell: (notice: Notice) => void;
  readonly clear: () => void;
}

const Context = createContext<Notices>({ tell: () => undefined, clear: () => undefined });
const Shown = createContext<readonly FlashbarProps.MessageDefinition[]>([]);

/** Notices that stand at once; the oldest makes room. */
const MOST = 5;

let count = 0;

/** Holds what was told until it is dismissed. */
export function NoticesProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [items, setItems] = useState<readonly FlashbarProps.MessageDefinition[]>([]);
  const tell = useCallback(({ type, content, action }: Notice) => {
    const id = `notice-${++count}`;
    const dismiss = (): void => setItems((all) => all.filter((item) => item.id !== id));
    const item = { id, type, content, action, dismissible: true, dismissLabel: 'Dismiss', onDismiss: dismiss };
    setItems((all) => [item, ...all].slice(0, MOST));
  }, []);
  const value = useMemo(() => ({ tell, clear: () => setItems([]) }), [tell]);
  return (
    <Context value={value}>
      <Shown value={items}>{children}</Shown>
    </Context>
  );
}

/** Where notices stand. */
export const NoticeBar = (): ReactNode => <Flashbar items={useContext(Shown)} stackItems />;

/** Tells something on top of the page. */
export const useNotices = (): Notices => useContext(Context);

/**
 * Does something, and tells how it went: `done` when it succeeded, the problem with its request ID when it did not.
 *
 * @returns whether it succeeded
 */
export function useAct(): (deed: () => Promise<unknown>, done: string) => Promise<boolean> {
  const { tell } = useNotices();
  return useCallback(
    async (deed, done) => {
      try {
        await deed();
        tell({ type: 'success', content: done });
        return true;
      } catch (error) {
        tell({ type: 'error', content: <ProblemText error={error} /> });
        return false;
      }
    },
    [tell],
  );
}

/** A problem in words, with the number under which the log knows the request. */
export function ProblemText({ error }: { readonly error: unknown }): ReactNode {
  const { sentence, requestId } = problemOf(error);
  return requestId ? `${sentence} (Request ${requestId})` : sentence;
}
