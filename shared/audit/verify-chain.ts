import { hourOf } from './bucket.ts';
import { DIGEST_LENGTH, digestOf, GENESIS, headOf, placeOf, rootOf, type Seal, type SealedRecord } from './chain.ts';

/** A line of an export: a record, or a seal with the digests that it covers. */
export type ChainLine = SealedRecord | { readonly seal: Seal; readonly digests: string };

/** What is wrong, and where. */
export interface ChainFault {
  readonly place: string;
  readonly words: string;
}

/** What a verification found. */
export interface Verified {
  readonly seals: number;
  readonly records: number;
  /** Records of hours that have no seal yet. */
  readonly unsealed: number;
  /** The last head: whoever notes it elsewhere can show later that nothing before it was changed. */
  readonly head: string;
  /** The last hour that is sealed. */
  readonly through: string;
  readonly faults: readonly ChainFault[];
}

/**
 * Verifies an export: every seal builds on the one before, every record stands where its seal says, none is missing,
 * altered, added, doubled or moved. An export may begin anywhere in the chain; then its first seal's predecessor is
 * believed. `noted` is a head that was written down elsewhere: it must be among those that are found.
 */
export function verifyChain(lines: readonly ChainLine[], noted?: string): Verified {
  const seals = lines.flatMap((line) => ('seal' in line ? [line] : []));
  const records = placed(lines);
  const hours = Map.groupBy(records, ({ record: { record } }) => hourOf(record.at));
  const [first] = seals;
  const through =
    seals
      .map(({ seal }) => seal.hour)
      .toSorted()
      .at(-1) ?? '';
  const sealed = Map.groupBy(seals, ({ seal }) => seal.hour);
  const begins = first?.seal.hour ?? '';
  const foreign = [...hours.keys()].filter((hour) => !sealed.has(hour));
  const faults = [
    ...faultsOfSeals(seals),
    ...[...sealed]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([hour, its]) => faultsOfHour(hour, its, hours.get(hour) ?? [])),
    ...foreign
      .filter((hour) => hour >= begins && hour < through)
      .map((hour) => fault(hour, 'this hour has records and no seal')),
    ...(noted === undefined || seals.some(({ seal }) => seal.head === noted || seal.previous === noted)
      ? []
      : [fault('the end', `no seal has the head ${noted} that was noted`)]),
  ];
  return {
    seals: seals.length,
    records: records.length,
    unsealed: foreign.filter((hour) => hour > through).reduce((sum, hour) => sum + (hours.get(hour)?.length ?? 0), 0),
    head: seals.at(-1)?.seal.head ?? GENESIS,
    through,
    faults,
  };
}

function placed(lines: readonly ChainLine[]): Placed[] {
  let run = 0;
  return lines.flatMap((line) => {
    if (!('seal' in line)) return [{ record: line, run }];
    run += 1;
    return [];
  });
}

type SealLine = Extract<ChainLine, { readonly seal: Seal }>;

const fault = (place: string, words: string): ChainFault => ({ place, words });

function faultsOfSeals(seals: readonly SealLine[]): ChainFault[] {
  return seals.flatMap(({ seal, digests }, n) => {
    const place = `seal ${seal.sequence} of ${seal.hour}`;
    const before = seals[n - 1]?.seal;
    const previous = before?.head ?? (seal.sequence === 1 ? GENESIS : seal.previous);
    return [
      ...(before && seal.sequence !== before.sequence + 1
        ? [fault(place, `it follows seal ${before.sequence}: seals are missing, or stand in another order`)]
        : []),
      ...(seal.previous === previous ? [] : [fault(place, 'it does not build on the seal before')]),
      ...(headOf(seal) === seal.head ? [] : [fault(place, 'it was altered: its head is not that of what it says')]),
      ...(rootOf(listed(digests)) === seal.root ? [] : [fault(place, 'its list of records was altered')]),
    ];
  });
}

const listed = (digests: string): string[] =>
  Array.from({ length: Math.ceil(digests.length / DIGEST_LENGTH) }, (_, n) =>
    digests.slice(n * DIGEST_LENGTH, (n + 1) * DIGEST_LENGTH),
  );

/**
 * Holds the records of an hour against its seals. What came late has a seal of its own; it stands among the others, as the
 * API gives them, or before that seal, as the archive keeps them.
 */
function faultsOfHour(hour: string, seals: readonly SealLine[], records: readonly Placed[]): ChainFault[] {
  const lists = seals.map(({ digests }) => listed(digests));
  const late = new Set(lists.slice(1).flat());
  const found = records.map(({ record, run }) => ({ record, run, digest: digestOf(record) }));
  const given = [
    found.filter(({ digest }) => !late.has(digest)),
    ...lists.slice(1).map((list) => found.filter(({ digest }) => list.includes(digest))),
  ];
  return [
    ...faultsOfOrder(found),
    ...lists.flatMap((list, n) => firstDifference(hour, list, given[n] ?? [])),
    ...seals.flatMap(({ seal }, n) =>
      seal.events + seal.entries === (lists[n]?.length ?? 0) ? [] : [fault(hour, 'a seal counts other than it lists')],
    ),
  ];
}

/** Records between two seals stand in their order, and none stands twice in all. */
function faultsOfOrder(found: readonly Found[]): ChainFault[] {
  const seen = new Set<string>();
  const wrong = found.find(({ record, run, digest }, n) => {
    const before = found[n - 1];
    const isTwice = seen.size === seen.add(digest).size;
    return isTwice || (before?.run === run && placeOf(record) <= placeOf(before.record));
  });
  return wrong ? [fault(nameOf(wrong.record), 'it stands out of order, or twice')] : [];
}

/** A record, and how many seals stand before it. */
interface Placed {
  readonly record: SealedRecord;
  readonly run: number;
}

interface Found extends Placed {
  readonly digest: string;
}

/** The first place where what is there and what was sealed differ, and how. */
function firstDifference(hour: string, list: readonly string[], found: readonly Found[]): ChainFault[] {
  const length = Math.max(list.length, found.length);
  const at = Array.from({ length }, (_, n) => n).find((n) => list[n] !== found[n]?.digest);
  if (at === undefined) return [];
  const there = found[at];
  const sealed = list[at];
  const isSealed = there !== undefined && list.includes(there.digest);
  const isThere = sealed !== undefined && found.some(({ digest }) => digest === sealed);
  const position = `record ${at + 1} of ${list.length} in ${hour}`;
  if (!there || (isSealed && !isThere))
    return [fault(position, `it is missing${there ? ` before ${nameOf(there.record)}` : ' at the end'}`)];
  if (!isSealed && (sealed === undefined || isThere))
    return [fault(nameOf(there.record), 'it was added after the hour was sealed')];
  return [
    fault(nameOf(there.record), isSealed ? 'it stands in another place than when it was sealed' : 'it was altered'),
  ];
}

const nameOf = ({ kind, record }: SealedRecord): string =>
  kind === 'event'
    ? `event ${record.id} (${record.action}) at ${record.at}`
    : `ledger entry ${record.id} (${record.kind}) at ${record.at}`;
