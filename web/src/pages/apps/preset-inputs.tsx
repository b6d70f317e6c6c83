import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FileUpload from '@cloudscape-design/components/file-upload';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import Textarea from '@cloudscape-design/components/textarea';
import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import { api, bodyOf, type Thing } from '../../api/client.ts';
import { type Problem, problemOf } from '../../api/problem.ts';
import { ProblemText } from '../../shell/notices.tsx';

type Preset = Thing<'Preset'>;
type Given = { readonly inputs: Readonly<Record<string, string>>; readonly xml: string; readonly url: string };

const faultAt = (problem: Problem | undefined, pointer: string): string | undefined =>
  problem?.faults.find((fault) => fault.pointer === pointer)?.detail;

const draftOf = (presetId: string, { inputs, xml, url }: Given): Promise<Thing<'Draft'>> =>
  bodyOf(
    api.POST('/admin/v1/catalogue/{presetId}/draft', {
      params: { path: { presetId } },
      body: {
        inputs: Object.fromEntries(Object.entries(inputs).filter(([, text]) => text.trim() !== '')),
        ...(xml.trim() === '' ? {} : { xml }),
        ...(url.trim() === '' ? {} : { metadataUrl: url.trim() }),
      },
    }),
  );

/** What a preset asks for: a few values, or the metadata of the service provider. */
export function PresetInputs({
  preset,
  onDraft,
}: {
  readonly preset: Preset;
  readonly onDraft: (draft: Thing<'Draft'>) => void;
}): ReactNode {
  const [given, setGiven] = useState<Given>({ inputs: {}, xml: '', url: '' });
  const [problem, setProblem] = useState<Problem>();
  const [isBusy, setBusy] = useState(false);
  const navigate = useNavigate();
  const go = async (): Promise<void> => {
    setBusy(true);
    try {
      onDraft(await draftOf(preset.id, given));
    } catch (error) {
      setProblem(problemOf(error));
      setBusy(false);
    }
  };
  const inputs = (
    <InputFields
      preset={preset}
      given={given}
      problem={problem}
      onGive={(name, text) => setGiven({ ...given, inputs: { ...given.inputs, [name]: text } })}
    />
  );
  const metadata = (
    <MetadataFields given={given} problem={problem} onGive={(change) => setGiven({ ...given, ...change })} />
  );
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void go();
      }}
    >
      <Container
        header={<Header variant="h2">What is your own</Header>}
        footer={
          <Box float="right">
            <SpaceBetween direction="horizontal" size="xs">
              <Button variant="link" formAction="none" onClick={() => void navigate('/apps/add')}>
                Cancel
              </Button>
              <Button variant="primary" loading={isBusy}>
                Continue
              </Button>
            </SpaceBetween>
          </Box>
        }
      >
        <SpaceBetween size="l">
          {problem ? (
            <Alert type="error">{problem.faults.length > 0 ? problem.message : <ProblemText error={problem} />}</Alert>
          ) : null}
          {preset.metadata ? (
            <Tabs
              tabs={
                preset.metadata === 'best'
                  ? [
                      { id: 'metadata', label: 'By metadata', content: metadata },
                      { id: 'inputs', label: 'By hand', content: inputs },
                    ]
                  : [
                      { id: 'inputs', label: 'By hand', content: inputs },
                      { id: 'metadata', label: 'By metadata', content: metadata },
                    ]
              }
            />
          ) : (
            inputs
          )}
        </SpaceBetween>
      </Container>
    </form>
  );
}

function InputFields({
  preset,
  given,
  problem,
  onGive,
}: {
  readonly preset: Preset;
  readonly given: Given;
  readonly problem: Problem | undefined;
  readonly onGive: (name: string, text: string) => void;
}): ReactNode {
  if (preset.inputs.length === 0) return <Box>It asks for nothing: its values are the same for everybody.</Box>;
  return (
    <SpaceBetween size="l">
      {preset.inputs.map(({ name, label, help, example, choices, isOptional }) => (
        <FormField
          key={name}
          label={
            isOptional ? (
              <>
                {label} <i>– optional</i>
              </>
            ) : (
              label
            )
          }
          description={help}
          constraintText={`For example ${example}`}
          errorText={faultAt(problem, `/inputs/${name}`)}
        >
          {choices ? (
            <Select
              options={choices.map((value) => ({ value, label: value }))}
              selectedOption={given.inputs[name] ? { value: given.inputs[name], label: given.inputs[name] } : null}
              placeholder="Choose"
              onChange={({ detail }) => onGive(name, detail.selectedOption.value ?? '')}
            />
          ) : (
            <Input
              value={given.inputs[name] ?? ''}
              autoComplete={false}
              onChange={({ detail }) => onGive(name, detail.value)}
            />
          )}
        </FormField>
      ))}
    </SpaceBetween>
  );
}

/** Metadata by its address, as a file, or pasted. */
function MetadataFields({
  given,
  problem,
  onGive,
}: {
  readonly given: Given;
  readonly problem: Problem | undefined;
  readonly onGive: (change: Partial<Given>) => void;
}): ReactNode {
  const [files, setFiles] = useState<readonly File[]>([]);
  const read = async (chosen: readonly File[]): Promise<void> => {
    setFiles(chosen);
    onGive({ xml: (await chosen[0]?.text()) ?? '' });
  };
  return (
    <SpaceBetween size="l">
      <FormField
        label="Metadata URL"
        description="Read now, and again every day."
        errorText={faultAt(problem, '/metadataUrl')}
      >
        <Input
          value={given.url}
          type="url"
          placeholder="https://"
          autoComplete={false}
          onChange={({ detail }) => onGive({ url: detail.value })}
        />
      </FormField>
      <FormField label="Or a metadata file" errorText={faultAt(problem, '/xml')}>
        <FileUpload
          value={[...files]}
          accept=".xml,application/xml,application/samlmetadata+xml"
          showFileSize
          onChange={({ detail }) => void read(detail.value)}
          i18nStrings={{
            uploadButtonText: () => 'Choose file',
            dropzoneText: () => 'Drop the file here',
            removeFileAriaLabel: () => 'Remove the file',
            limitShowFewer: 'Show fewer',
            limitShowMore: 'Show more',
            errorIconAriaLabel: 'Error',
          }}
        />
      </FormField>
      <FormField label="Or its text">
        <Textarea
          rows={6}
          value={given.xml}
          placeholder="<md:EntityDescriptor …"
          onChange={({ detail }) => onGive({ xml: detail.value })}
        />
      </FormField>
    </SpaceBetween>
  );
}
