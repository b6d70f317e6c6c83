import Modal from '@cloudscape-design/components/modal';
import type { ReactNode } from 'react';
import { api, ifMatch, type Thing, versionedOf } from '../../api/client.ts';
import { EntityFormView } from '../../patterns/entity-form.tsx';
import { TextField } from '../../patterns/fields.tsx';
import { patchOf } from '../../patterns/form-values.ts';
import { useEntityForm } from '../../patterns/use-entity-form.ts';

interface Named {
  readonly name: string;
}

/** Where an account is given another name. */
export function RenameAccount({
  account,
  version,
  onClose,
}: {
  readonly account: Thing<'AwsAccount'>;
  readonly version: string;
  readonly onClose: () => void;
}): ReactNode {
  const path = { accountId: account.id };
  const form = useEntityForm<Named>({
    start: { name: account.name },
    version,
    save: (values, base) =>
      api.PATCH('/admin/v1/aws/accounts/{accountId}', {
        params: { path, header: ifMatch(base.version) },
        body: patchOf(base.start, values),
      }),
    reload: async () => {
      const { value, version: now } = await versionedOf(
        api.GET('/admin/v1/aws/accounts/{accountId}', { params: { path } }),
      );
      return { value: { name: value.name }, version: now };
    },
    onSaved: onClose,
  });
  return (
    <Modal visible header={`Rename ${account.name}`} onDismiss={onClose}>
      <EntityFormView form={form} submitText="Save" labels={{ name: 'Name' }} onCancel={onClose}>
        <TextField name="name" label="Name" description="What people see in the portal." isRequired />
      </EntityFormView>
    </Modal>
  );
}
