import { type ReactNode, useState } from 'react';
import { useParams } from 'react-router';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Thing } from '../../api/client.ts';
import { usePageName } from '../../shell/page-name.tsx';
import { useCatalogue } from './catalogue.tsx';
import { DraftedApp } from './drafted-app.tsx';
import { DraftedAws } from './drafted-aws.tsx';
import { PresetInputs } from './preset-inputs.tsx';
import { PresetSteps } from './steps.tsx';

/** Where something of the catalogue is filled in: first what is the organisation’s own, then the form that comes of it. */
export function Page(): ReactNode {
  const { presetId = '' } = useParams();
  const preset = useCatalogue().items.find(({ id }) => id === presetId);
  const [draft, setDraft] = useState<Thing<'Draft'>>();
  usePageName(preset?.name ?? 'Unknown preset');
  if (!preset) return <Header variant="h1">The catalogue has no such preset</Header>;
  return (
    <SpaceBetween size="l">
      <Header variant="h1" description={preset.description}>
        Add {preset.name}
      </Header>
      {draft === undefined ? <PresetInputs preset={preset} onDraft={setDraft} /> : null}
      {draft?.app ? <DraftedApp draft={draft.app} onBack={() => setDraft(undefined)} /> : null}
      {draft && !draft.app ? <DraftedAws draft={draft} onBack={() => setDraft(undefined)} /> : null}
      <PresetSteps
        steps={draft?.steps ?? []}
        limits={preset.limits}
        unverified={preset.unverified}
        links={preset.links}
      />
    </SpaceBetween>
  );
}
