import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Modal from '@cloudscape-design/components/modal';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { api, ifMatch, type Thing, versionedOf } from '../../api/client.ts';
import { type Problem, problemOf } from '../../api/problem.ts';
import { type Principal, PrincipalSelect } from '../../patterns/principal-select.tsx';
import { useMe } from '../../session/me.ts';
import { ProblemText, useNotices } from '../../shell/notices.tsx';
import { AppsChoice } from './apps-choice.tsx';
import { type Role, roleName, ROLES } from './roles.ts';

interface Granting {
  /** Whose role is changed; without it somebody is chosen. */
  readonly administrator?: Thing<'Administrator'>;
  readonly onClose: () => void;
}

/** Gives a user a role: each is explained, and those that hold more than one's own are not offered. */
export function GrantDialog({ administrator, onClose }: Granting): ReactNode {
  const { role: own } = useMe();
  const queries = useQueryClient();
  const { tell } = useNotices();
  const [user, setUser] = useState<Principal | undefined>(
    administrator && { type: 'USER', id: administrator.id, name: administrator.userName },
  );
  const [role, setRole] = useState<Role>(administrator?.role ?? 'auditor');
  const [apps, setApps] = useState<readonly string[]>(administrator?.apps ?? []);
  const [problem, setProblem] = useState<Problem>();
  const [isBusy, setBusy] = useState(false);
  const faultAt = (pointer: string): string | undefined =>
    problem?.faults.filter((fault) => fault.pointer.startsWith(pointer)).map(({ detail }) => detail)[0];

  const grant = async ({ id, name }: Principal): Promise<void> => {
    setBusy(true);
    try {
      const path = { userId: id };
      const version = administrator
        ? `"${administrator.version}"`
        : (await versionedOf(api.GET('/admin/v1/users/{userId}', { params: { path } }))).version;
      const body = { role, ...(role === 'app-administrator' ? { apps: [...apps] } : {}) };
      await api.PUT('/admin/v1/administrators/{userId}', { params: { path, header: ifMatch(version) }, body });
      tell({ type: 'success', content: `${name} is ${roleName(role)} now. Every owner is told by mail.` });
      await queries.invalidateQueries({ queryKey: ['administrators'] });
      onClose();
    } catch (error) {
      setProblem(problemOf(error));
      setBusy(false);
    }
  };

  const isReady = user !== undefined && (role !== 'app-administrator' || apps.length > 0);
  return (
    <Modal
      visible
      size="medium"
      header={administrator ? `Change the role of ${administrator.userName}` : 'Give a role'}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button
              variant="primary"
              loading={isBusy}
              disabled={!isReady}
              onClick={() => (user ? void grant(user) : undefined)}
            >
              {administrator ? 'Change the role' : 'Give the role'}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="l">
        {problem && problem.faults.length === 0 ? (
          <Alert type="error">
            <ProblemText error={problem} />
          </Alert>
        ) : null}
        {faultAt('') && !faultAt('/apps') ? <Alert type="error">{faultAt('')}</Alert> : null}
        {administrator ? null : (
          <FormField label="User">
            <PrincipalSelect label="User" chosen={user} onChoose={setUser} withGroups={false} />
          </FormField>
        )}
        <FormField label="Role">
          <RadioGroup
            value={role}
            onChange={({ detail }) => setRole(detail.value as Role)}
            items={ROLES.map(({ value, label, description }) => ({
              value,
              label,
              description,
              disabled: value === 'owner' && own !== 'owner',
            }))}
          />
        </FormField>
        {role === 'app-administrator' ? <AppsChoice chosen={apps} onChoose={setApps} fault={faultAt('/apps')} /> : null}
      </SpaceBetween>
    </Modal>
  );
}
