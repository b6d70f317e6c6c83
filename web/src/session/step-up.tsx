import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { type ReactNode, useEffect, useState } from 'react';
import { proveBy } from '../api/send.ts';
import type { Me } from './me.ts';

/** Where a fresh proof is asked for; it leads to a page that says that it was given. */
const PROVE_URL = `/go/console?fresh=1&to=${encodeURIComponent('/console/proved')}`;

/** How often it is asked whether the proof was given, in milliseconds. */
const ASK_MS = 2_000;

type Answer = (isProved: boolean) => void;

/**
 * Asks for a fresh proof when a sensitive operation wants one. It is given in another tab, so that nothing which was
 * typed in this one is lost; what was waiting goes on by itself.
 */
export function StepUp(): ReactNode {
  const [answer, setAnswer] = useState<{ readonly give: Answer }>();
  useEffect(() => proveBy(() => new Promise((resolve) => setAnswer({ give: resolve }))), []);
  if (!answer) return null;
  return (
    <Asking
      onAnswer={(isProved) => {
        setAnswer(undefined);
        answer.give(isProved);
      }}
    />
  );
}

function Asking({ onAnswer }: { readonly onAnswer: Answer }): ReactNode {
  const [isWaiting, setWaiting] = useState(false);
  useEffect(() => {
    if (!isWaiting) return undefined;
    const timer = setInterval(() => void isProved().then((proved) => proved && onAnswer(true)), ASK_MS);
    return () => clearInterval(timer);
  }, [isWaiting, onAnswer]);
  return (
    <Modal
      visible
      header="Prove that it is still you"
      onDismiss={() => onAnswer(false)}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={() => onAnswer(false)}>
              Cancel
            </Button>
            <Button
              variant="primary"
              href={PROVE_URL}
              target="_blank"
              iconName="external"
              iconAlign="right"
              onClick={() => setWaiting(true)}
            >
              Sign in again
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="s">
        <Box>
          What you are about to do asks for a sign-in of the last minutes. It opens in another tab; then this page goes
          on where it is.
        </Box>
        {isWaiting ? <StatusIndicator type="pending">Waiting for the other tab</StatusIndicator> : null}
      </SpaceBetween>
    </Modal>
  );
}

/**
 * Whether the proof is fresh enough now; no answer is no proof. It is asked past what leads to the sign-in: a request that
 * left while the proof exchanged the cookie is refused, and must not take this page away.
 */
async function isProved(): Promise<boolean> {
  try {
    const answer = await fetch('/admin/v1/me');
    const { stepUpUntil } = answer.ok ? ((await answer.json()) as Me) : {};
    return stepUpUntil !== undefined && Date.parse(stepUpUntil) > Date.now();
  } catch {
    return false;
  }
}
