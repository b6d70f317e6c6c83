import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import type { ReactNode } from 'react';

/** A text that is copied whole: an ID, an ARN, an address. */
export const CopyText = ({ text, name = 'it' }: { readonly text: string; readonly name?: string }): ReactNode => (
  <CopyToClipboard
    variant="inline"
    textToCopy={text}
    copyButtonAriaLabel={`Copy ${name === 'it' ? text : name}`}
    copySuccessText="Copied"
    copyErrorText="The browser did not copy it"
  />
);
