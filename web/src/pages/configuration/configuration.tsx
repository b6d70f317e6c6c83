import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import FileUpload from '@cloudscape-design/components/file-upload';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { type ReactNode, useState } from 'react';
import { problemOf } from '../../api/problem.ts';
import { DownloadButton } from '../../patterns/download-button.tsx';
import { useMay } from '../../session/me.ts';
import { exported, type Plan, planned } from './configuration-data.ts';
import { PlanPanel } from './plan-panel.tsx';
import './configuration.css';

/** The configuration as code: take it out, put a changed one in, see what it would do, apply it. */
export function Page(): ReactNode {
  const may = useMay();
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description="Groups, apps, AWS access, policies and settings as one document."
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <DownloadButton fileName="samlet-with-members.yaml" load={() => exported(true)}>
                Download with members
              </DownloadButton>
              <DownloadButton fileName="samlet.yaml" load={() => exported(false)} variant="primary">
                Download
              </DownloadButton>
            </SpaceBetween>
          }
        >
          Configuration
        </Header>
      }
    >
      {may('config.write') ? <Planning /> : null}
    </ContentLayout>
  );
}

/** What was wrong with a document, each fault on a line. */
function faultsIn(error: unknown): string {
  const problem = problemOf(error);
  const faults = problem.faults.map(({ pointer, detail }) => [pointer, detail].filter(Boolean).join(': '));
  return faults.length > 0 ? faults.join('\n') : problem.sentence;
}

function Planning(): ReactNode {
  const [text, setText] = useState('');
  const [prune, setPrune] = useState(false);
  const [plan, setPlan] = useState<Plan>();
  const [fault, setFault] = useState('');
  const [isBusy, setBusy] = useState(false);
  const change = (next: string): void => {
    setText(next);
    setPlan(undefined);
    setFault('');
  };
  const ask = async (): Promise<void> => {
    setBusy(true);
    setFault('');
    try {
      setPlan(await planned(text, prune));
    } catch (error) {
      setFault(faultsIn(error));
    }
    setBusy(false);
  };
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">Apply a document</Header>}>
        <SpaceBetween size="m">
          <FileUpload
            value={[]}
            accept=".yaml,.yml,.json"
            onChange={({ detail }) => void detail.value[0]?.text().then(change)}
            i18nStrings={{ uploadButtonText: () => 'Choose a file' }}
          />
          <FormField
            label="Document"
            description="YAML or JSON. A list that the document does not have is left alone."
            errorText={fault === '' ? undefined : <span style={{ whiteSpace: 'pre-line' }}>{fault}</span>}
            stretch
          >
            <div className="document">
              <Textarea value={text} rows={14} spellcheck={false} onChange={({ detail }) => change(detail.value)} />
            </div>
          </FormField>
          <Checkbox
            checked={prune}
            onChange={({ detail }) => {
              setPrune(detail.checked);
              setPlan(undefined);
            }}
            description="Only in lists that the document has."
          >
            Delete what the document does not name
          </Checkbox>
          <Button loading={isBusy} disabled={text.trim() === ''} onClick={() => void ask()}>
            Show what would change
          </Button>
        </SpaceBetween>
      </Container>
      {plan ? <PlanPanel key={plan.id} plan={plan} /> : null}
    </SpaceBetween>
  );
}
