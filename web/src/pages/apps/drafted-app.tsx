import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useRef } from 'react';
import { useNavigate } from 'react-router';
import { api, bodyOf, type Thing } from '../../api/client.ts';
import { filledOf } from '../../patterns/form-values.ts';
import { useEntityForm } from '../../patterns/use-entity-form.ts';
import { useMay } from '../../session/me.ts';
import { useNotices } from '../../shell/notices.tsx';
import { AppForm } from './app-form.tsx';
import { type AppValues, startOf } from './app-values.ts';
import { PolicyChoice, type PolicyDraft } from './policy-choice.tsx';

/** The form that a preset filled; it registers the app, and the policy that goes with it. */
export function DraftedApp({
  draft,
  onBack,
}: {
  readonly draft: NonNullable<Thing<'Draft'>['app']>;
  readonly onBack: () => void;
}): ReactNode {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { tell } = useNotices();
  const may = useMay();
  const made = useRef<Thing<'App'>>(undefined);
  const policy = useRef<PolicyDraft>(undefined);
  const form = useEntityForm<AppValues>({
    start: startOf(draft),
    save: async (values) => {
      const body = { ...filledOf(values), ...(policy.current ? { policy: policy.current } : {}) } as Thing<'NewApp'>;
      made.current = await bodyOf(api.POST('/admin/v1/apps', { body }));
    },
    onSaved: () => {
      void queries.invalidateQueries({ queryKey: ['apps'] });
      tell({
        type: 'success',
        content: `${made.current?.name ?? 'The app'} is registered. Assign it to whoever may use it.`,
      });
      void navigate(`/apps/${made.current?.id ?? ''}`);
    },
  });
  return (
    <AppForm form={form} submitText="Register app" onCancel={onBack}>
      {may('policies.write') ? (
        <PolicyChoice
          appName={form.values.name ?? ''}
          onChoose={(chosen) => {
            policy.current = chosen;
          }}
        />
      ) : null}
    </AppForm>
  );
}
