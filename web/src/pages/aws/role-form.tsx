import Modal from '@cloudscape-design/components/modal';
import type { ReactNode } from 'react';
import { api, ifMatch, type Thing, type Versioned, versionedOf } from '../../api/client.ts';
import { EntityFormView } from '../../patterns/entity-form.tsx';
import { ChoiceField, SwitchField, TextField } from '../../patterns/fields.tsx';
import { patchOf } from '../../patterns/form-values.ts';
import { useEntityForm } from '../../patterns/use-entity-form.ts';
import { HOURS } from './paste-roles.tsx';

type Role = Thing<'AwsRole'>;

/** The fields of a role that may change, its session as the text of a choice. */
interface Values {
  readonly description?: string | undefined;
  readonly providerArn: string;
  readonly maxSessionSeconds: string;
  readonly tagSession: boolean;
  readonly sourceIdentity: boolean;
}

const valuesOf = ({ description, providerArn, maxSessionSeconds, tagSession, sourceIdentity }: Role): Values => ({
  description,
  providerArn,
  maxSessionSeconds: String(maxSessionSeconds),
  tagSession,
  sourceIdentity,
});

const LABELS = {
  description: 'Description',
  providerArn: 'Provider ARN',
  maxSessionSeconds: 'Longest session',
  tagSession: 'Session tags',
  sourceIdentity: 'Source identity',
};

/** Where a role is changed; its ARN never is. */
export function RoleForm({
  role,
  version,
  onClose,
}: {
  readonly role: Role;
  readonly version: string;
  readonly onClose: () => void;
}): ReactNode {
  const path = { accountId: role.accountId, roleName: role.name };
  const form = useEntityForm<Values>({
    start: valuesOf(role),
    version,
    save: (values, base) => {
      const { maxSessionSeconds, ...patch } = patchOf(base.start, values);
      const seconds = maxSessionSeconds === undefined ? {} : { maxSessionSeconds: Number(maxSessionSeconds) };
      return api.PATCH('/admin/v1/aws/accounts/{accountId}/roles/{roleName}', {
        params: { path, header: ifMatch(base.version) },
        body: { ...patch, ...seconds },
      });
    },
    reload: async (): Promise<Versioned<Values>> => {
      const now = await versionedOf(
        api.GET('/admin/v1/aws/accounts/{accountId}/roles/{roleName}', { params: { path } }),
      );
      return { value: valuesOf(now.value), version: now.version };
    },
    onSaved: onClose,
  });
  const own = { value: String(role.maxSessionSeconds), label: `${role.maxSessionSeconds} seconds` };
  const lengths = HOURS.some(({ value }) => value === own.value) ? HOURS : [own, ...HOURS];
  return (
    <Modal visible header={`Edit ${role.name}`} onDismiss={onClose}>
      <EntityFormView form={form} submitText="Save changes" labels={LABELS} onCancel={onClose}>
        <TextField name="description" label="Description" />
        <TextField name="providerArn" label="Provider ARN" isRequired />
        <ChoiceField
          name="maxSessionSeconds"
          label="Longest session"
          description="The role’s own limit in IAM."
          options={lengths}
          isRequired
        />
        <SwitchField
          name="tagSession"
          label="Session tags"
          description="The trust policy allows sts:TagSession. Without it AWS refuses the whole sign-in."
        />
        <SwitchField
          name="sourceIdentity"
          label="Source identity"
          description="The trust policy allows sts:SetSourceIdentity."
        />
      </EntityFormView>
    </Modal>
  );
}
