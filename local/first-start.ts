import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { House } from './house.ts';
import { visitorOf } from './http-client.ts';
import { StartFailure } from './start-failure.ts';

/** What scripts need to know of a local run; `.samlet/dev.json` holds it. */
export interface DevFile {
  readonly baseUrl: string;
  readonly admin: { readonly username: string; readonly password: string };
  readonly apiToken: string;
  readonly mailboxUrl: string;
}

/** The owner that a first start makes. */
const OWNER = { userName: 'admin', email: 'admin@orchard.example', givenName: 'Ada', familyName: 'Park' };

/**
 * Makes the first owner by the one-time link that a deployment uses too, with a password drawn here, and an API token for
 * scripts; on a later start, reads what was made.
 *
 * @returns what scripts need, and whether this was the first start
 * @throws {StartFailure} when an owner exists whose password is not known here
 */
export async function firstStart(house: House, data: string): Promise<DevFile & { isFirst: boolean }> {
  const file = join(data, 'dev.json');
  const where = { baseUrl: house.baseUrl, mailboxUrl: house.mailboxUrl };
  if (existsSync(file)) {
    const known = { ...(JSON.parse(readFileSync(file, 'utf8')) as DevFile), ...where };
    write(file, known);
    return { ...known, isFirst: false };
  }
  const password = randomBytes(15).toString('base64url');
  await claim(house, password);
  const { token } = (await house.invoke('admin', { samlet: 'api-token', name: 'local development' })) as {
    token: string;
  };
  const made = { ...where, admin: { username: OWNER.userName, password }, apiToken: token };
  write(file, made);
  return { ...made, isFirst: true };
}

const write = (file: string, content: DevFile): void =>
  writeFileSync(file, `${JSON.stringify(content, undefined, 2)}\n`, { mode: 0o600 });

async function claim(house: House, password: string): Promise<void> {
  const { url } = await house.invoke('admin', { samlet: 'setup' }).then(
    (answer) => answer as { url?: string },
    (cause: unknown) => {
      const [message] = (cause as Error).message.split('\n');
      throw new StartFailure(`no set-up link could be had (${message}): look at .samlet/log.ndjson`, { cause });
    },
  );
  if (!url) {
    throw new StartFailure(
      'the function admin gave no set-up link: if there is an owner whose password is not known here, delete .samlet',
    );
  }
  const link = new URL(url);
  const visitor = visitorOf(house.baseUrl);
  await visitor.get(link.pathname);
  const fields = { ...OWNER, token: link.hash.slice(1), password, confirm: password };
  const answer = await visitor.post('/set-up', fields);
  if (answer.status !== 303)
    throw new StartFailure(`the set-up page answered ${answer.status} instead of making the owner`);
}
