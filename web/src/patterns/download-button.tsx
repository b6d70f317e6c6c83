import Button, { type ButtonProps } from '@cloudscape-design/components/button';
import { type ReactNode, useState } from 'react';
import { ProblemText, useNotices } from '../shell/notices.tsx';

/** Hands a file to the browser. */
function hand(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Fetches or makes a file when it is pressed, and hands it to the browser under a name. */
export function DownloadButton({
  fileName,
  load,
  children,
  ...props
}: {
  readonly fileName: string;
  readonly load: () => Promise<Blob>;
  readonly children: string;
} & Pick<ButtonProps, 'variant' | 'disabled'>): ReactNode {
  const { tell } = useNotices();
  const [isLoading, setLoading] = useState(false);
  const download = async (): Promise<void> => {
    setLoading(true);
    try {
      hand(await load(), fileName);
    } catch (error) {
      tell({ type: 'error', content: <ProblemText error={error} /> });
    } finally {
      setLoading(false);
    }
  };
  return (
    <Button {...props} iconName="download" loading={isLoading} onClick={() => void download()}>
      {children}
    </Button>
  );
}
