import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type ReactNode, useState } from 'react';
import { api, ifMatch } from '../../api/client.ts';
import { ConfirmDelete } from '../../patterns/confirm-delete.tsx';
import { EntityFormView } from '../../patterns/entity-form.tsx';
import { ChoiceField, SwitchField, TextField } from '../../patterns/fields.tsx';
import { useMay } from '../../session/me.ts';
import { useSectionForm, useSettings } from './section.ts';

/** How long somebody stays signed in; and the way to end it for everybody. */
export function SessionsTab(): ReactNode {
  const form = useSectionForm('sessions', { numbers: ['maxMinutes', 'idleMinutes'] });
  return (
    <SpaceBetween size="l">
      <EntityFormView form={form} submitText="Save sessions">
        <Container>
          <SpaceBetween size="l">
            <TextField
              name="maxMinutes"
              label="Sessions end after (minutes)"
              type="number"
              isRequired
              description="Whatever is done in between. It holds for sessions that begin from now on."
              constraint="15 to 1,440"
            />
            <TextField
              name="idleMinutes"
              label="Unused sessions end after (minutes)"
              type="number"
              description="Empty: they do not end early. Open sessions follow with their next use."
              constraint="5 to 1,440"
            />
          </SpaceBetween>
        </Container>
      </EntityFormView>
      {useMay()('settings.write') ? <EndAll /> : null}
    </SpaceBetween>
  );
}

function EndAll(): ReactNode {
  const [isAsked, setAsked] = useState(false);
  const { version } = useSettings();
  const endAll = async (): Promise<void> => {
    await api.DELETE('/admin/v1/sessions', { params: { header: ifMatch(version) } });
    location.assign('/sign-in');
  };
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="For an emergency. Sessions that apps and AWS hold themselves last until they end by themselves."
          actions={<Button onClick={() => setAsked(true)}>End all sessions</Button>}
        >
          Everybody’s sessions
        </Header>
      }
    >
      {isAsked ? (
        <ConfirmDelete
          title="End all sessions?"
          consequence="Everybody is signed out at once, you too."
          typed="end all sessions"
          verb="End all sessions"
          onConfirm={endAll}
          onClose={() => setAsked(false)}
        />
      ) : null}
    </Container>
  );
}

/** What a new password must be. */
export function PasswordsTab(): ReactNode {
  const form = useSectionForm('passwords', { numbers: ['minLength', 'history'] });
  const isShort = Number(form.values['minLength']) < 15;
  return (
    <EntityFormView form={form} submitText="Save password rules">
      <Container>
        <SpaceBetween size="l">
          <TextField
            name="minLength"
            label="Characters at the least"
            type="number"
            isRequired
            description="Kinds of characters are not asked for: they make passwords that are easier to guess."
            constraint="8 to 64"
          />
          {isShort ? (
            <Alert type="warning">NIST SP 800-63B asks for 15 characters where a password is all that is proved.</Alert>
          ) : null}
          <SwitchField
            name="refusesCommon"
            label="Refuse passwords that attackers try first"
            isRequired
            description="A list of 49,000, and what is made of them by digits and signs."
          />
          <SwitchField
            name="refusesOwnWords"
            label="Refuse one’s own names and that of the organisation"
            isRequired
            description="A password that is hardly more than these."
          />
          <TextField
            name="history"
            label="Last passwords that are refused"
            type="number"
            isRequired
            description="The present one is among them; 0 refuses none."
            constraint="0 to 10"
          />
        </SpaceBetween>
      </Container>
    </EntityFormView>
  );
}

const TOGGLES: readonly (readonly [name: string, label: string, description: string])[] = [
  ['activatesNewUsers', 'Mail new users the activation link', 'As soon as they are created, without anybody’s doing.'],
  ['sendsWelcomeMail', 'Send a welcome mail', 'Once a user has set the first password.'],
  ['offersPasswordReset', 'Offer “Forgot your password?”', 'Otherwise administrators send a new activation mail.'],
  ['letsUsersChangePassword', 'Let users change their password', 'On their own page.'],
  ['showsProfile', 'Show users their profile', 'What the organisation knows of them, on their own page.'],
  ['groupsRolesByAccount', 'Group AWS roles by account', 'In the portal. Otherwise each role is a tile of its own.'],
];

/** What the product does by itself, and what it shows to users. */
export function ProductTab(): ReactNode {
  const form = useSectionForm('product');
  return (
    <EntityFormView form={form} submitText="Save product settings">
      <Container>
        <SpaceBetween size="l">
          {TOGGLES.map(([name, label, description]) => (
            <SwitchField key={name} name={name} label={label} description={description} isRequired />
          ))}
        </SpaceBetween>
      </Container>
    </EntityFormView>
  );
}

/** What is kept of sign-ins, for whoever must find out why one failed. */
export function TracingTab(): ReactNode {
  const form = useSectionForm('tracing', { numbers: ['days'] });
  return (
    <EntityFormView form={form} submitText="Save tracing">
      <Container>
        <SpaceBetween size="l">
          <ChoiceField
            name="level"
            label="Sign-ins that are traced"
            isRequired
            options={[
              { value: 'off', label: 'None' },
              { value: 'failures', label: 'Those that failed' },
              { value: 'all', label: 'All' },
            ]}
          />
          <TextField
            name="days"
            label="Days that traces are kept"
            type="number"
            isRequired
            description="They hold names and addresses; who sees which of them follows from the role."
            constraint="1 to 90"
          />
        </SpaceBetween>
      </Container>
    </EntityFormView>
  );
}
