import Grid from '@cloudscape-design/components/grid';
import type { ReactNode } from 'react';
import { EntityFormView } from '../../patterns/entity-form.tsx';
import type { EntityForm } from '../../patterns/use-entity-form.ts';
import { type AppValues, LABELS } from './app-values.ts';
import { AppFields } from './form-fields.tsx';
import { PreviewPanel } from './preview-panel.tsx';

/** The form of an app, beside it what a user’s assertion would hold. */
export const AppForm = ({
  form,
  submitText,
  onCancel,
  entityId,
  children,
}: {
  readonly form: EntityForm<AppValues>;
  readonly submitText: string;
  readonly onCancel: () => void;
  /** The entity ID of an app that is there: it is not edited. */
  readonly entityId?: string;
  /** What goes with the app, after its fields. */
  readonly children?: ReactNode;
}): ReactNode => (
  <EntityFormView form={form} submitText={submitText} labels={LABELS} onCancel={onCancel}>
    <Grid gridDefinition={[{ colspan: { default: 12, s: 8 } }, { colspan: { default: 12, s: 4 } }]}>
      <div>
        <AppFields isNew={entityId === undefined} />
        {children}
      </div>
      <PreviewPanel {...(entityId === undefined ? {} : { entityId })} />
    </Grid>
  </EntityFormView>
);
