import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hourOf } from '../../shared/audit/bucket.ts';
import { entriesOfHour } from '../../shared/audit/ledger.ts';
import { sha256 } from '../../shared/base/bytes.ts';
import type { SigningKeys } from '../../shared/keys/key-ring.ts';
import { publicKeyIn, type Signing, signBeside } from '../../shared/keys/sign-beside.ts';
import { ensureKeyRing } from '../../shared/keys/first-certificates.ts';
import { ConditionFailed } from '../../shared/table/table.ts';
import { logged } from '../kit/logged.ts';
import { startWorld, type World } from '../kit/world.ts';

let world: World;
let signing: Signing;

beforeAll(async () => {
  world = await startWorld();
  const { now, ...ports } = world.ports;
  const { active } = await ensureKeyRing({ ...ports, now: now(), requestId: 'first', commonName: 'Samlet' });
  signing = {
    id: '_signed',
    kind: 'response',
    keyId: active.keyId,
    at: now().toISOString(),
    requestId: 'request',
    digest: sha256('what is signed'),
    publicKey: publicKeyIn(active.certificate),
  };
});
afterAll(() => world.close());

/** Signs with a key service that does something to each signature. */
const signWith = (sign: (keyId: string, digest: Uint8Array) => Promise<Uint8Array>, id: string) => {
  const signingKeys: SigningKeys = { ...world.ports.signingKeys, sign };
  return signBeside({ ...signing, id }, [], { table: world.table, signingKeys });
};

const right = (digest: Uint8Array = signing.digest): Promise<Uint8Array> =>
  world.ports.signingKeys.sign(signing.keyId, digest);

const flipped = (signature: Uint8Array, bit: number): Uint8Array =>
  signature.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));

describe('a signature that the key service answers with', () => {
  it('is given out when it is the own one of the key', async () => {
    await expect(signWith(() => right(), '_good')).resolves.toEqual(await right());
  });

  it.each([
    ['garbage', () => Promise.resolve(randomBytes(256))],
    ['nothing', () => Promise.resolve(new Uint8Array())],
    ['too short', async () => (await right()).subarray(1)],
    ['of the other key', (_keyId: string, digest: Uint8Array) => world.ports.signingKeys.sign('key-b', digest)],
    ['of another digest', () => right(sha256('something else'))],
    ['wrong in the first bit', async () => flipped(await right(), 7)],
    ['wrong in the last bit', async () => flipped(await right(), 2040)],
  ])('never leaves when it is %s, and is told to the operators', async (what, sign) => {
    const lines = await logged(() =>
      expect(signWith(sign, `_${what.replaceAll(' ', '-')}`)).rejects.toMatchObject({ code: 'UNAVAILABLE' }),
    );
    expect(lines).toMatchObject([{ level: 'error', event: 'signature.false', keyId: signing.keyId }]);
  });
});

describe('a signature without an entry', () => {
  it('is an orphan: it leaves nowhere, and the log says so', async () => {
    const table = { ...world.table, commit: () => Promise.reject(new Error('the table is away')) };
    const orphan = () => signBeside(signing, [], { table, signingKeys: world.ports.signingKeys });
    const lines = await logged(() => expect(orphan()).rejects.toThrow('the table is away'));
    expect(lines).toMatchObject([
      { level: 'error', event: 'ledger.orphan', id: '_signed', kind: 'response', isSigned: true },
    ]);
  });

  it('may be there too when the answer of the key was lost: the log says that it is not known', async () => {
    const table = { ...world.table, commit: () => Promise.reject(new Error('the table is away')) };
    const signingKeys = { ...world.ports.signingKeys, sign: () => Promise.reject(new Error('no answer')) };
    const lines = await logged(() =>
      expect(signBeside({ ...signing, id: '_lost' }, [], { table, signingKeys })).rejects.toThrow('the table is away'),
    );
    expect(lines).toMatchObject([{ level: 'error', event: 'ledger.orphan', id: '_lost', isSigned: false }]);
  });

  it('is entered as withheld when the answer was lost and another request was faster', async () => {
    const signingKeys = { ...world.ports.signingKeys, sign: () => Promise.reject(new Error('no answer')) };
    const taken = { do: 'check', key: { pk: 'NOTHING', sk: 'NOTHING' } } as const;
    const lines = await logged(() =>
      expect(
        signBeside({ ...signing, id: '_faster' }, [taken], { table: world.table, signingKeys }),
      ).rejects.toBeInstanceOf(ConditionFailed),
    );
    const entries = await entriesOfHour(world.table, hourOf(signing.at));
    expect([lines, entries.filter(({ id }) => id === '_faster')]).toEqual([
      [],
      [expect.objectContaining({ withheld: true })],
    ]);
  });
});
