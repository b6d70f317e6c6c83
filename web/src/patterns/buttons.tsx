import type { ReactNode } from 'react';

/** Buttons side by side, on several lines where there is no room. */
export const Buttons = ({ children }: { readonly children: ReactNode }): ReactNode => (
  <div className="buttons">{children}</div>
);
