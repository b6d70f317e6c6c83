import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import FileUpload from '@cloudscape-design/components/file-upload';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import { api, bodyOf } from '../../api/client.ts';
import { problemOf } from '../../api/problem.ts';
import { SampleButton } from './sample-button.tsx';
import { uploadFile } from './upload-file.ts';

const ENCODINGS = [
  { value: 'utf-8', label: 'UTF-8 (“CSV UTF-8”)' },
  { value: 'windows-1252', label: 'Windows-1252 (“CSV” of Excel, “ANSI”)' },
] as const;

const WORDS = {
  uploadButtonText: () => 'Choose file',
  dropzoneText: () => 'Drop the file here',
  removeFileAriaLabel: () => 'Remove the file',
  limitShowFewer: 'Show fewer',
  limitShowMore: 'Show more',
  errorIconAriaLabel: 'Error',
};

/** Uploads a file and starts the dry run; a file that is not taken is still there. */
export function Page(): ReactNode {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [file, setFile] = useState<File>();
  const [encoding, setEncoding] = useState<(typeof ENCODINGS)[number]>(ENCODINGS[0]);
  const [percent, setPercent] = useState<number>();
  const [error, setError] = useState<string>();
  const begin = async (chosen: File): Promise<void> => {
    setError(undefined);
    setPercent(0);
    try {
      const made = await bodyOf(api.POST('/admin/v1/imports', { body: { fileName: chosen.name.slice(0, 255) } }));
      await uploadFile(chosen, made.upload, setPercent);
      const importId = made.import.id;
      const body = { mode: 'dry-run', encoding: encoding.value } as const;
      await api.POST('/admin/v1/imports/{importId}/start', { params: { path: { importId } }, body });
      await queries.invalidateQueries({ queryKey: ['imports'] });
      void navigate(`/imports/${importId}`);
    } catch (caught) {
      const isOurs = caught instanceof Error && caught.name === 'Error';
      setError(isOurs ? caught.message : problemOf(caught).sentence);
      setPercent(undefined);
    }
  };
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description="Nothing is changed yet: first a dry run shows what would happen."
          actions={<SampleButton />}
        >
          Upload a file
        </Header>
      }
    >
      <SpaceBetween size="l">
        {error ? <Alert type="error">{error}</Alert> : null}
        <Container>
          <SpaceBetween size="l">
            <FormField label="File" description="CSV with commas, semicolons or tabs, up to 200 MB.">
              <FileUpload
                value={file ? [file] : []}
                onChange={({ detail }) => setFile(detail.value[0])}
                accept=".csv,.txt,text/csv"
                showFileSize
                i18nStrings={WORDS}
              />
            </FormField>
            <FormField
              label="Encoding"
              description="Letters with accents tell: if they are wrong in the dry run, choose the other."
            >
              <Select
                selectedOption={encoding}
                options={ENCODINGS}
                onChange={({ detail }) =>
                  setEncoding(ENCODINGS.find(({ value }) => value === detail.selectedOption.value) ?? ENCODINGS[0])
                }
              />
            </FormField>
            {percent === undefined ? null : <ProgressBar value={percent} label="Uploading" />}
          </SpaceBetween>
        </Container>
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={() => void navigate('/imports')}>
              Cancel
            </Button>
            <Button
              variant="primary"
              loading={percent !== undefined}
              disabled={file === undefined}
              onClick={() => file && void begin(file)}
            >
              Upload and run dry
            </Button>
          </SpaceBetween>
        </Box>
      </SpaceBetween>
    </ContentLayout>
  );
}
