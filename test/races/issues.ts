import { randomBytes } from 'node:crypto';
import { Refusal } from '../../shared/base/refusal.ts';
import type { AuditEvent } from '../../shared/audit/event.ts';
import type { LedgerEntry } from '../../shared/audit/ledger.ts';
import { beginApp } from '../../shared/sign-in/begin.ts';
import type { Caller, Ports } from '../../shared/sign-in/ports.ts';
import { ConditionFailed, type Write } from '../../shared/table/table.ts';
import { type Around, portsAround } from '../kit/around.ts';
import { logged, type Line } from '../kit/logged.ts';
import { signedDigests } from '../kit/signed-info.ts';

/** What came of many issues under faults. */
export interface Issued {
  /** What left, as the browser carries it. */
  readonly responses: readonly string[];
  /** How often each refusal was told instead. */
  readonly refused: Readonly<Record<string, number>>;
  /** The digests that the key was asked to sign, and that it signed. */
  readonly signed: ReadonlySet<string>;
  /** Every entry that was tried, by its digest, whether or not it was made. */
  readonly tried: ReadonlyMap<string, LedgerEntry>;
  readonly events: readonly AuditEvent[];
  readonly lines: readonly Line[];
}

/** Opens apps over and over with an open session, in eight lanes, while calls fail one way or another. */
export async function issueMany(
  times: number,
  { appIds, caller, ports }: { appIds: readonly string[]; caller: Caller; ports: Ports },
): Promise<Issued> {
  const signed = new Set<string>();
  const tried = new Map<string, LedgerEntry>();
  const events: AuditEvent[] = [];
  const responses: string[] = [];
  const refused: Record<string, number> = {};
  const watched = portsAround(ports, watching({ signed, events }));
  const faulty = portsAround(portsAround(watched, faults()), noting(tried));
  let left = times;
  const lane = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const appId = appIds[left % appIds.length] ?? '';
      const requestId = ports.ids.id();
      try {
        const outcome = await beginApp(appId, undefined, { ...caller, requestId }, faulty);
        if (outcome.kind !== 'post') throw new Error(`the session was lost: ${outcome.kind}`);
        responses.push(outcome.fields['SAMLResponse'] ?? '');
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        refused[error.code] = (refused[error.code] ?? 0) + 1;
      }
    }
  };
  const lines = await logged(() => Promise.all(Array.from({ length: 8 }, lane)));
  return { responses, refused, signed, tried, events, lines };
}

const createdIn = <T>(writes: unknown, prefix: string): readonly T[] =>
  (writes as readonly Write[])
    .flatMap((write) => (write.do === 'create' ? [write.item] : []))
    .filter(({ pk }) => pk.startsWith(prefix))
    .map((item) => item as unknown as T);

/** Notes what the key signed and what the table took. */
const watching =
  ({ signed, events }: { signed: Set<string>; events: AuditEvent[] }): Around =>
  async ({ verb, arguments: given }, go) => {
    const answer = await go();
    if (verb === 'sign') signed.add(Buffer.from(given[1] as Uint8Array).toString('base64'));
    if (verb === 'commit') events.push(...createdIn<AuditEvent>(given[0], 'AUDIT#'));
    return answer;
  };

/** Notes which entries were tried, before anything can go wrong. */
const noting =
  (tried: Map<string, LedgerEntry>): Around =>
  ({ verb, arguments: given }, go) => {
    if (verb === 'commit')
      for (const entry of createdIn<LedgerEntry>(given[0], 'LEDGER#')) tried.set(entry.digest, entry);
    return go();
  };

/** Every tenth call or so is befallen by each fault, in its turn, so that every run is alike; reads more seldom. */
function faults(): Around {
  const turn = { sign: 0, commit: 0, other: 0 };
  const away = (): Refusal => new Refusal('UNAVAILABLE', 'injected');
  return async <T>({ verb, arguments: given }: Parameters<Around>[0], go: () => Promise<T>): Promise<T> => {
    // The trace of a refusal is a commit of its own: it takes no turn of those that go beside a signature.
    const isTrace = verb === 'commit' && createdIn(given[0], 'LEDGER#').length === 0;
    const kind = verb === 'sign' || (verb === 'commit' && !isTrace) ? verb : 'other';
    const at = (turn[kind] += 1) % (kind === 'other' ? 40 : 12);
    if (at === 3) throw away();
    if (at === 4 && kind === 'commit') throw new ConditionFailed(0, undefined);
    const answer = await go();
    if (at === 6) throw away(); // done, and the answer lost
    if (at === 8) await new Promise((resolve) => setTimeout(resolve, 2));
    return at === 9 && kind === 'sign' ? (randomBytes(256) as T) : answer;
  };
}

/** What is wrong with a run, in words: nothing that leaves may lack its entry, and no orphan its line. */
export function violations(
  { responses, signed, tried, lines }: Issued,
  entries: readonly LedgerEntry[],
): readonly string[] {
  const entered = new Map(entries.map((entry) => [entry.digest, entry]));
  const told = new Set(lines.filter(({ event }) => event === 'ledger.orphan').map(({ id }) => id));
  const wrong: string[] = [];
  const given = new Map<string, number>();
  for (const digest of responses.flatMap(signedDigests)) {
    given.set(digest, (given.get(digest) ?? 0) + 1);
    if (!entered.has(digest)) wrong.push(`a signature left without an entry: ${digest}`);
    if (!signed.has(digest)) wrong.push(`what left is not what the key signed: ${digest}`);
  }
  for (const [digest, times] of given) if (times > 1) wrong.push(`one signature left ${times} times: ${digest}`);
  for (const digest of signed) {
    const id = tried.get(digest)?.id;
    if (!entered.has(digest) && !(id && told.has(id))) wrong.push(`an orphan without a line: ${digest}`);
  }
  return wrong;
}
