import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { closing, listening } from '../endpoints/server.ts';
import { leadToStandIn } from './sign-in-hosts.ts';
import { type FrontReply, plain, type Visit } from './visit.ts';

/** Where people reach the local Samlet. */
export interface FrontDoor {
  readonly port: number;
  /** Lets requests in; before that they are answered 503. */
  open(distribution: (visit: Visit) => Promise<FrontReply>, standInUrl: string): void;
  close(): Promise<void>;
}

/** CloudFront and API Gateway take at most 10 MB; the 6 MB of an invocation are held by the gateway. */
const BODY_BYTES = 10 * 1024 * 1024;

/** Starts to listen for people. @throws the operating system's error, such as EADDRINUSE */
export async function listenForPeople(port: number, onError: (error: unknown) => void): Promise<FrontDoor> {
  let serve: ((visit: Visit) => Promise<FrontReply>) | undefined;
  const server = createServer({ maxHeaderSize: 64 * 1024 }, (request, response) => {
    handle(request, serve)
      .catch((error: unknown) => {
        onError(error);
        return plain(502, 'Bad Gateway');
      })
      .then((reply) => write(response, reply, request.method))
      .catch(() => response.destroy());
  });
  await listening(server, port);
  return {
    port: (server.address() as AddressInfo).port,
    open: (distribution, standInUrl) => {
      serve = async (visit) => leadToStandIn(await distribution(visit), standInUrl);
    },
    close: () => closing(server),
  };
}

async function handle(
  request: IncomingMessage,
  serve: ((visit: Visit) => Promise<FrontReply>) | undefined,
): Promise<FrontReply> {
  if (!serve) return plain(503, 'The local run is still starting');
  const body = await bodyOf(request);
  return body ? serve(visitOf(request, body)) : plain(413, 'Request Entity Too Large');
}

async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    if (bytes <= BODY_BYTES) chunks.push(chunk as Buffer);
  }
  return bytes > BODY_BYTES ? undefined : Buffer.concat(chunks);
}

/** The target is taken apart by hand: a URL parser would tidy up what a signature covers. */
function visitOf(request: IncomingMessage, body: Buffer): Visit {
  const target = request.url ?? '/';
  const at = target.indexOf('?');
  const address = request.socket.remoteAddress ?? '127.0.0.1';
  return {
    id: randomUUID(),
    method: request.method ?? 'GET',
    path: at < 0 ? target : target.slice(0, at),
    rawQuery: at < 0 ? '' : target.slice(at + 1),
    headers: Object.fromEntries(
      Object.entries(request.headersDistinct).map(([name, values = []]) => [
        name,
        values.join(name === 'cookie' ? '; ' : ','),
      ]),
    ),
    body,
    viewerAddress: address.replace(/^::ffff:/, ''),
  };
}

function write(
  response: ServerResponse,
  { status, headers, cookies, body }: FrontReply,
  method: string | undefined,
): void {
  const hasBody = method !== 'HEAD' && status !== 204 && status !== 304;
  response.writeHead(status, {
    ...headers,
    ...(cookies.length > 0 ? { 'set-cookie': [...cookies] } : {}),
    ...(hasBody ? { 'content-length': body.length } : {}),
  });
  response.end(hasBody ? body : undefined);
}
