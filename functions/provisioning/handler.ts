import { sweepOutbox } from '../../shared/mail/outbox.ts';
import { wireProvisioning } from './wire.ts';

const sweeping = wireProvisioning();

/** A batch of nudges from the queue, or the schedule's event. */
interface Event {
  readonly Records?: readonly { readonly messageId: string }[];
}

/**
 * Work that nobody waits for. A nudge and the schedule do the same: send what is due. The sweep alone guarantees
 * delivery, so a nudge never fails; what could not be sent stays in the outbox and is due again later.
 */
export async function handler(_event: Event): Promise<{ batchItemFailures: [] }> {
  await sweepOutbox(sweeping);
  return { batchItemFailures: [] };
}
