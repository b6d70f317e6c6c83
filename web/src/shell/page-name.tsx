import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { useLocation } from 'react-router';

interface Named {
  readonly pathname: string;
  readonly name: string;
}

const Context = createContext<readonly [Named | undefined, (named: Named) => void]>([undefined, () => undefined]);

/** Holds what the page that is open calls the thing which it shows. */
export function PageNameProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [named, setNamed] = useState<Named>();
  return <Context value={[named, setNamed]}>{children}</Context>;
}

/** Says what the page shows, for the last breadcrumb and the browser's tab: the name of a user instead of "User". */
export function usePageName(name: string): void {
  const { pathname } = useLocation();
  const [, setNamed] = useContext(Context);
  useEffect(() => setNamed({ pathname, name }), [pathname, name, setNamed]);
}

/** What the page at an address calls itself, if it does. */
export function useNameOf(pathname: string): string | undefined {
  const [named] = useContext(Context);
  return named?.pathname === pathname ? named.name : undefined;
}
