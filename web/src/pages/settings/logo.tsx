import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FileUpload from '@cloudscape-design/components/file-upload';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { api, ifMatch } from '../../api/client.ts';
import { problemOf } from '../../api/problem.ts';
import { useNotices } from '../../shell/notices.tsx';
import { useSettings } from './section.ts';

/** A file as base64, as the API takes it. */
async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

/** The logo: shown, put in place of another, taken away. */
export function LogoUpload(): ReactNode {
  const { value, version } = useSettings();
  const queries = useQueryClient();
  const { tell } = useNotices();
  const [files, setFiles] = useState<File[]>([]);
  const [wrong, setWrong] = useState<string>();
  const params = { header: ifMatch(version) };
  const { logo } = value.branding;
  const change = async (deed: () => Promise<unknown>, done: string): Promise<void> => {
    try {
      await deed();
      tell({ type: 'success', content: done });
      await queries.invalidateQueries({ queryKey: ['settings'] });
    } catch (error) {
      setWrong(problemOf(error).sentence);
    }
  };
  const upload = async (file: File): Promise<void> => {
    const image = await base64Of(file);
    await change(
      () => api.PUT('/admin/v1/settings/logo', { body: { image }, params }),
      'The logo is on every page now.',
    );
  };
  return (
    <Container header={<Header variant="h2">Logo</Header>}>
      <SpaceBetween size="m">
        {logo ? (
          <SpaceBetween direction="horizontal" size="m" alignItems="center">
            <img src={`/branding/logo/${logo.hash}`} alt={value.branding.organisation} height={40} />
            <Button
              onClick={() => void change(() => api.DELETE('/admin/v1/settings/logo', { params }), 'The logo is gone.')}
            >
              Remove logo
            </Button>
          </SpaceBetween>
        ) : null}
        <FileUpload
          value={files}
          accept="image/png,image/jpeg,image/webp"
          constraintText="PNG, JPEG or WebP, 100 kB at the most"
          i18nStrings={{
            uploadButtonText: () => 'Choose picture',
            dropzoneText: () => 'Drop a picture here',
            removeFileAriaLabel: () => 'Remove the picture',
            errorIconAriaLabel: 'Error',
          }}
          onChange={({ detail }) => {
            setWrong(undefined);
            setFiles(detail.value);
          }}
        />
        {wrong ? <Alert type="error">{wrong}</Alert> : null}
        {files[0] ? (
          <Button variant="primary" onClick={() => files[0] && void upload(files[0])}>
            Show this logo
          </Button>
        ) : null}
      </SpaceBetween>
    </Container>
  );
}
