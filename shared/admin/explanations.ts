import { hourOf, SHARDS } from '../audit/bucket.ts';
import type { AuditEvent } from '../audit/event.ts';
import { later } from '../base/clock.ts';
import { entitiesOf } from '../table/entity.ts';
import type { Table } from '../table/table.ts';
import type { TraceSummary } from '../trace/trace.ts';
import { findTrace, summaryOf } from '../trace/traces.ts';
import { one } from './answers.ts';
import type { AdminPorts, Answered, Call, Operation } from './operation.ts';
import { explanationAnswer, explanationSchema } from './trace-schemas.ts';

/** Explains what was pasted. It is looked at and forgotten: neither kept nor logged. */
async function explain({ body, ports }: Call<{ text: string }>): Promise<Answered> {
  // Rules and catalogue are only loaded when somebody asks.
  const [{ findMessage, isUuid, requestNumbers }, { findErrors }, { REFUSAL_COPY }] = await Promise.all([
    import('../explain/recognise.ts'),
    import('../explain/find-errors.ts'),
    import('../pages/copy/refusals.en.ts'),
  ]);
  const message = findMessage(body.text);
  if (message) {
    const { explainMessage } = await import('./explain-message.ts');
    return { body: { errors: [], traces: [], events: [], ...(await explainMessage(message, ports)) } };
  }
  const titles = Object.fromEntries(Object.entries(REFUSAL_COPY).map(([code, { title }]) => [code, title]));
  const errors = findErrors(body.text, titles);
  const numbers = requestNumbers(body.text);
  const found = await lookUp(numbers, ports);
  const said = words({ errors: errors.length, numbers, found: found.traces.length, isAws: numbers.some(isUuid) });
  return { body: { checks: [], errors, ...found, ...said } };
}

interface Found {
  readonly errors: number;
  readonly numbers: readonly string[];
  readonly found: number;
  readonly isAws: boolean;
}

function words({ errors, numbers, found, isAws }: Found): { kind: string; title: string; explanation: string } {
  const number =
    found > 0 ? 'The number in it is that of a sign-in here; its trace tells what was asked and answered.' : '';
  if (errors > 0) {
    const title = errors === 1 ? 'A known error' : `${errors} known errors`;
    return { kind: 'error', title, explanation: number || 'Causes are listed with the most likely one first.' };
  }
  if (found > 0) return { kind: 'request-id', title: 'The number of a request', explanation: number };
  if (numbers.length > 0) return { kind: 'request-id', ...(isAws ? AWS_NUMBER : OUR_NUMBER) };
  return { kind: 'unknown', ...UNKNOWN };
}

const AWS_NUMBER = {
  title: 'A request ID, probably of AWS',
  explanation:
    'No sign-in here bears this number. AWS gives such numbers to its own requests, and tells nobody outside what became of them: look in CloudTrail of the AWS account (Event history, event AssumeRoleWithSAML, field requestID; in the Region of the endpoint), where errorCode and errorMessage stand. AWS Support can be asked with it, too. If the error had a text, paste that: it says more.',
};

const OUR_NUMBER = {
  title: 'The number of a request that left no trace',
  explanation:
    'It looks like a number from an error page of Samlet, and there is no trace of it: traces are switched off, it is older than they are kept, or what failed was no sign-in. The log of the functions has every number.',
};

const UNKNOWN = {
  title: 'This was not recognised',
  explanation:
    'What can be explained: a SAMLResponse or SAMLRequest (base64, as a form field, an address, or XML), the text of an error from AWS, IAM Identity Center or Samlet, a request ID of AWS, or the number on an error page of Samlet. If a message was cut off when it was copied, copy it whole.',
};

interface LookedUp {
  readonly traces: readonly TraceSummary[];
  readonly events: readonly AuditEvent[];
}

async function lookUp(numbers: readonly string[], { table }: AdminPorts): Promise<LookedUp> {
  const traces = (await Promise.all(numbers.map((number) => findTrace(table, number)))).filter(
    (trace) => trace !== undefined,
  );
  const events = await Promise.all(traces.map((trace) => eventsBeside(table, trace)));
  return { traces: traces.map(summaryOf), events: events.flat() };
}

/** How many events around a trace are looked through, in each shard. */
const AROUND = 50;

/** The audit events of a trace's request: they were written in its transaction, so they stand at its time. */
async function eventsBeside(table: Table, { id, at }: TraceSummary): Promise<readonly AuditEvent[]> {
  const beyond = later(new Date(at), -5).toISOString();
  const shards = await Promise.all(
    Array.from({ length: SHARDS }, (_, shard) =>
      table.list({ pk: `AUDIT#${hourOf(at)}#${shard}`, beyond, limit: AROUND }),
    ),
  );
  return shards.flatMap(({ items }) => entitiesOf<AuditEvent>(items)).filter(({ requestId }) => requestId === id);
}

/** Operations that explain. */
export const EXPLANATION_OPERATIONS: readonly Operation[] = [
  {
    route: 'POST /admin/v1/explanations',
    summary:
      'Explains a pasted SAML message, error text or request number: what it is, whose matter, what to do. What is pasted is not kept.',
    permission: 'traces.read',
    body: explanationSchema,
    example: { text: 'RoleSessionName is required in AuthnResponse' },
    isSecret: true,
    answers: one(explanationAnswer),
    run: explain,
  },
];
