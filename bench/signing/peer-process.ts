/** Runs one peer: a batch of so much CPU time when it is told to, and the last answer for the verifiers. */
import { USERS } from './job.ts';
import { type PeerName, PEERS } from './peers.ts';

/** What a batch took. */
export interface Batch {
  /** CPU of the whole process, its threads included, for one response. */
  readonly cpuMicros: number;
  readonly count: number;
  readonly last: string;
}

const peer = await PEERS[process.argv[2] as PeerName]();

async function batch(wantedMicros: number): Promise<Batch> {
  const before = process.cpuUsage();
  let count = 0;
  let spent = 0;
  let last = '';
  while (spent < wantedMicros) {
    for (let n = 0; n < 8; n++) {
      last = await peer(USERS[count % USERS.length] ?? { email: '', attributes: [] });
      count += 1;
    }
    const { user, system } = process.cpuUsage(before);
    spent = user + system;
  }
  return { cpuMicros: spent / count, count, last };
}

process.on('message', (wantedMicros: number) => void answer(wantedMicros));
process.send?.('ready');

async function answer(wantedMicros: number): Promise<void> {
  process.send?.(await batch(wantedMicros));
}
