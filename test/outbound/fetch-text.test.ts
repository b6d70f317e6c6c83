import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isRefusal } from '../../shared/base/refusal.ts';
import { type Resolved, textFetcher } from '../../shared/outbound/fetch-text.ts';

const OPTIONS = { maxBytes: 1000, seconds: 2, accept: 'text/xml' };
const here: Resolved = { address: '127.0.0.1', family: 4 };

let port: number;
const asked: IncomingMessage[] = [];
const server = createServer((request, response) => {
  asked.push(request);
  ANSWERS[request.url ?? '']?.(response);
});
const ANSWERS: Readonly<Record<string, (response: ServerResponse) => void>> = {
  '/text': (response) => response.end('schön'),
  '/moved': (response) => response.writeHead(302, { location: '/text' }).end(),
  '/round': (response) => response.writeHead(302, { location: '/round' }).end(),
  '/away': (response) => response.writeHead(302, { location: `http://127.0.0.2:${port}/text` }).end(),
  '/down': (response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
  '/gone': (response) => response.writeHead(404).end('no'),
  '/large': (response) => response.end('x'.repeat(1001)),
  '/endless': (response) => void response.write('x'),
  '/silent': () => undefined,
  '/packed': (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('x'),
  '/latin': (response) => response.end(Buffer.from([0xe4])),
};

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** What a fetcher of the local run says. */
async function local(path: string, resolve?: (host: string) => Promise<readonly Resolved[]>): Promise<string> {
  return said(
    textFetcher({ allowsLoopback: true, ...(resolve ? { resolve } : {}) })(`http://127.0.0.1:${port}${path}`, OPTIONS),
  );
}

/** What a fetcher says where Samlet is deployed. */
const deployed = (url: string, found: readonly Resolved[] = [here]): Promise<string> =>
  said(textFetcher({ allowsLoopback: false, resolve: () => Promise.resolve(found) })(url, OPTIONS));

const said = (fetched: Promise<string>): Promise<string> =>
  fetched.catch((error: unknown) => {
    if (!isRefusal(error, 'INPUT_INVALID')) throw error;
    return `refused: ${error.faults.map(({ pointer, detail }) => `${pointer} ${detail}`).join()}`;
  });

describe('a text that an administrator names by its address', () => {
  it('is fetched, without cookies, credentials or compression', async () => {
    expect(await local('/text')).toBe('schön');
    const { headers } = asked.at(-1)!;
    expect(headers).toMatchObject({ accept: 'text/xml', 'accept-encoding': 'identity' });
    expect(headers).not.toHaveProperty('authorization');
    expect(headers).not.toHaveProperty('cookie');
  });

  it('is fetched from the very address that was looked at, whatever the name leads to a moment later', async () => {
    let looks = 0;
    const fetch = textFetcher({
      allowsLoopback: true,
      resolve: () => {
        looks += 1;
        return Promise.resolve(looks === 1 ? [here] : [{ address: '169.254.169.254', family: 4 }]);
      },
    });
    expect(await said(fetch(`http://sp.example.org:${port}/text`, OPTIONS))).toBe('schön');
    expect(looks).toBe(1);
    expect(asked.at(-1)!.headers.host).toBe(`sp.example.org:${port}`);
  });

  it('follows a redirect on its own host', async () => expect(await local('/moved')).toBe('schön'));

  it.each([
    ['/round', 'It redirects more than 3 times.'],
    ['/away', 'It redirects to another host'],
    ['/down', 'The address must begin with https.'],
    ['/gone', 'It answered 404.'],
    ['/large', 'It is larger than 1000 bytes.'],
    ['/endless', 'It did not answer in time.'],
    ['/silent', 'It did not answer in time.'],
    ['/packed', 'in an encoding that was not asked for'],
    ['/latin', 'no text in UTF-8'],
  ])('is refused where the answer is %s', async (path, detail) => {
    const answer = await local(path);
    expect(answer).toContain('refused: /url ');
    expect(answer).toContain(detail);
  });
});

describe('where Samlet is deployed, a text', () => {
  it.each([
    ['http://sp.example.org/', 'must begin with https'],
    ['https://user@sp.example.org/', 'no user name'],
    ['https://:secret@sp.example.org/', 'no password'],
    ['ftp://sp.example.org/', 'must begin with https'],
    ['nowhere', 'This is no address.'],
  ])('is not asked for at %s', async (url, detail) => expect(await deployed(url)).toContain(detail));

  it.each(['127.0.0.1', '169.254.169.254', '10.0.0.1', '::1', '::ffff:10.0.0.1', 'fd00:ec2::254'])(
    'is not fetched from %s, whatever name leads there',
    async (address) => {
      const family = address.includes(':') ? 6 : 4;
      expect(await deployed('https://sp.example.org/', [{ address, family }])).toContain(
        'not stand on the public Internet',
      );
    },
  );

  it('is not fetched from a name that is public and private at once', async () => {
    const found = [{ address: '1.1.1.1', family: 4 }, here];
    expect(await deployed('https://sp.example.org/', found)).toContain('not stand on the public Internet');
  });

  it('is not fetched from a number that stands for an address within', async () => {
    const fetch = textFetcher({ allowsLoopback: false });
    for (const host of ['127.1', '0x7f000001', '2130706433', '[::1]', 'localhost'])
      expect(await said(fetch(`https://${host}/`, OPTIONS))).toContain('not stand on the public Internet');
  });

  it('is refused in words where the name leads nowhere', async () => {
    const fetch = textFetcher({ allowsLoopback: false, resolve: () => Promise.reject(new Error('ENOTFOUND')) });
    expect(await said(fetch('https://sp.example.org/', OPTIONS))).toContain('cannot be resolved');
  });
});
