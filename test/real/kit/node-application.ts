import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ServiceProvider, Told, Wish } from './provider.ts';

/** A way to send the browser on: an address, or a page with a form that sends itself. */
export type Onward = { readonly url: string } | { readonly html: string };

/** Somebody who is signed in, with what the library wants to know again at logout. */
export interface SignedIn<Kept> {
  readonly told: Told;
  readonly kept: Kept;
}

/** A message that came in by form. */
export interface Incoming {
  readonly fields: Readonly<Record<string, string>>;
}

/** A SAML library that nobody here wrote, behind what an application needs of it. */
export interface SamlLibrary<Kept> {
  metadata(): string;
  ask(wish: Wish, relayState: string): Promise<Onward>;
  /** @throws {Error} in the library's words, for what it refuses */
  receive(incoming: Incoming): Promise<SignedIn<Kept>>;
  askLogout(kept: Kept): Promise<Onward>;
  /** What is answered to a LogoutRequest, or `undefined` where a logout of our own has come to its end. */
  receiveLogout(incoming: Incoming): Promise<Onward | undefined>;
}

/** Where an application has its pages, for the library's configuration. */
export interface Places {
  readonly entityId: string;
  readonly acsUrl: string;
  readonly sloUrl: string;
}

/** Starts an application over a library, as its authors would: sessions in a cookie, RelayState for the way back. */
export async function startApplication<Kept>(
  libraryAt: (places: Places) => SamlLibrary<Kept>,
  wishes: readonly (keyof Wish)[],
): Promise<ServiceProvider> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  const library = libraryAt({ entityId: `${origin}/metadata`, acsUrl: `${origin}/acs`, sloUrl: `${origin}/slo` });
  const said: string[] = [];
  const handle = handlerOf(library, origin);
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    handle(request, response).catch((error: unknown) => {
      said.push((error as Error).stack ?? String(error));
      response.writeHead(403, { 'content-type': 'text/plain' }).end(`refused: ${(error as Error).message}`);
    });
  });
  return {
    origin,
    metadataUrl: `${origin}/metadata`,
    protectedUrl: `${origin}/private`,
    logoutUrl: `${origin}/sign-out`,
    askUrl: (wish) =>
      Object.keys(wish).every((name) => wishes.includes(name as keyof Wish))
        ? `${origin}/private?${new URLSearchParams({ wish: JSON.stringify(wish) }).toString()}`
        : undefined,
    told: ({ url, status, headers, html }) =>
      status === 200 && url.pathname === '/private' && headers.get('content-type') === 'application/json'
        ? (JSON.parse(html) as Told)
        : undefined,
    log: () => said.join('\n'),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function handlerOf<Kept>(library: SamlLibrary<Kept>, origin: string) {
  const sessions = new Map<string, SignedIn<Kept>>();
  const cookie = `sp${new URL(origin).port}`;
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '', origin);
    const id = new RegExp(`${cookie}=([^;]+)`).exec(request.headers.cookie ?? '')?.[1] ?? '';
    const session = sessions.get(id);
    const send = (onward: Onward): void => {
      if ('url' in onward) response.writeHead(302, { location: onward.url }).end();
      else response.writeHead(200, { 'content-type': 'text/html' }).end(onward.html);
    };
    switch (url.pathname) {
      case '/metadata':
        response.end(library.metadata());
        break;
      case '/private': {
        const wish = JSON.parse(url.searchParams.get('wish') ?? '{}') as Wish;
        if (!session) return send(await library.ask(wish, url.searchParams.get('relay') ?? `${origin}/private`));
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(session.told));
        break;
      }
      case '/acs': {
        const incoming = await read(request);
        const fresh = randomUUID();
        sessions.set(fresh, await library.receive(incoming));
        response.setHeader('set-cookie', `${cookie}=${fresh}; Path=/; HttpOnly`);
        const back = incoming.fields['RelayState']?.startsWith(origin)
          ? incoming.fields['RelayState']
          : `${origin}/private`;
        return send({ url: back });
      }
      case '/sign-out':
        if (!session) throw new Error('nobody is signed in');
        return send(await library.askLogout(session.kept));
      case '/slo': {
        const answer = await library.receiveLogout(await read(request));
        sessions.delete(id);
        return send(answer ?? { url: `${origin}/open` });
      }
      default:
        response.end('open to all');
    }
  };
}

async function read(request: IncomingMessage): Promise<Incoming> {
  const parts: Buffer[] = [];
  for await (const chunk of request) parts.push(chunk as Buffer);
  return { fields: Object.fromEntries(new URLSearchParams(Buffer.concat(parts).toString('utf8'))) };
}

/** A page that sends its form as soon as it is there. */
export const postingPage = (action: string, fields: Readonly<Record<string, string>>): Onward => ({
  html:
    `<body onload="document.forms[0].submit()"><form method="post" action="${escaped(action)}">` +
    Object.entries(fields)
      .map(([name, value]) => `<input type="hidden" name="${name}" value="${escaped(value)}">`)
      .join('') +
    '</form></body>',
});

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
