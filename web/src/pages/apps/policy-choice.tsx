import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Toggle from '@cloudscape-design/components/toggle';
import { type ReactNode, useState } from 'react';
import type { Thing } from '../../api/client.ts';
import { type Principal, PrincipalSelect } from '../../patterns/principal-select.tsx';

/** The policy that is created with an app. */
export type PolicyDraft = NonNullable<Thing<'NewApp'>['policy']>;

const AGES = [
  { value: '', label: 'As the session lasts' },
  { value: '60', label: 'An hour old at the most' },
  { value: '15', label: 'A quarter of an hour old at the most' },
  { value: '0', label: 'Anew at every sign-in' },
] as const;

/** Whether the app gets a policy of its own: for whom, and how fresh the password must be. */
export function PolicyChoice({
  appName,
  onChoose,
}: {
  readonly appName: string;
  readonly onChoose: (policy: PolicyDraft | undefined) => void;
}): ReactNode {
  const [isOn, setOn] = useState(false);
  const [group, setGroup] = useState<Principal>();
  const [age, setAge] = useState<string>('');
  const choose = (on: boolean, whom: Principal | undefined, minutes: string): void => {
    setOn(on);
    setGroup(whom);
    setAge(minutes);
    onChoose(
      on
        ? {
            name: (appName === '' ? 'New app' : appName).slice(0, 128),
            firstFactor: 'password',
            ...(whom ? { groups: [whom.id] } : {}),
            ...(minutes === '' ? {} : { proofMaxMinutes: Number(minutes) }),
          }
        : undefined,
    );
  };
  return (
    <Box padding={{ top: 'l' }}>
      <Container header={<Header variant="h2">Sign-in policy</Header>}>
        <SpaceBetween size="m">
          <Toggle
            checked={isOn}
            onChange={({ detail }) => choose(detail.checked, group, age)}
            description="Without one, the policies that are there decide."
          >
            Create a policy with the app
          </Toggle>
          {isOn ? (
            <>
              <FormField
                label={
                  <>
                    Group <i>– optional</i>
                  </>
                }
                description="Whom it holds for; everybody, if none is chosen."
              >
                <PrincipalSelect
                  label="Group of the policy"
                  chosen={group}
                  onChoose={(whom) => choose(true, whom.type === 'GROUP' ? whom : undefined, age)}
                />
              </FormField>
              <FormField label="The password must be">
                <Select
                  options={AGES}
                  selectedOption={AGES.find(({ value }) => value === age) ?? AGES[0]}
                  onChange={({ detail }) => choose(true, group, detail.selectedOption.value ?? '')}
                />
              </FormField>
            </>
          ) : null}
        </SpaceBetween>
      </Container>
    </Box>
  );
}
