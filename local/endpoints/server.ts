import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { evaluate, type Policies } from '../iam/evaluate.ts';
import { errorOf, type Fault, type Faults, garbled } from './faults.ts';
import type { Recorder } from './record.ts';
import { type S3Endpoint, s3Endpoint, type S3Options } from './s3.ts';
import {
  type Access,
  type Caller,
  type Service,
  ServiceError,
  type ServiceReply,
  type ServiceRequest,
} from './service.ts';
import { staleReads } from './stale.ts';

/** The endpoints of one run. */
export interface Endpoints {
  readonly url: string;
  /** Takes the services in; calls before that are refused. */
  open(services: readonly Service[], policies: Policies, files: Omit<S3Options, 'allow'>): void;
  /** Gives out an access key to a worker of a function. Nobody else is served. */
  admit(accessKeyId: string, caller: Caller): void;
  dismiss(accessKeyId: string): void;
  /** Records a call that AWS makes itself with a function's role, such as a queue's poller. */
  noteOwn(caller: Caller, service: string, operation: string, accesses: readonly Access[]): void;
  close(): Promise<void>;
}

/** What the endpoints work with. */
export interface EndpointOptions {
  readonly recorder: Recorder;
  readonly faults: Faults;
  /** Answers a GET that is no call of a service, such as the mailbox's page. */
  readonly pages: (path: string) => ServiceReply | undefined;
  /** Answers what a page posts, such as the mailbox's. */
  readonly posts?: (path: string) => ServiceReply | undefined;
  /** Hears of every call that the policies do not allow. */
  readonly onDenied: (sentence: string) => void;
}

/** Starts to listen on a port of the loopback interface. */
export async function listenForCalls(port: number, options: EndpointOptions): Promise<Endpoints> {
  const { recorder } = options;
  const callers = new Map<string, Caller>();
  let answer: ReturnType<typeof answering> | undefined;
  let files: S3Endpoint | undefined;
  const server = createServer((request, response) => {
    const isFile = files && request.url?.startsWith('/s3/');
    const work = isFile
      ? files?.(request, response)
      : request.method === 'GET'
        ? showPage(request, response, options)
        : receive(request, response);
    work?.catch(() => response.destroy());
  });
  const receive = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const posted = isPage(request) ? options.posts?.(pathOf(request)) : undefined;
    if (posted) return send(response, posted);
    const caller = callers.get(accessKeyOf(request));
    if (!answer || !caller)
      return send(response, { status: 403, headers: {}, body: '{"__type":"UnrecognizedClientException"}' });
    return answer(request, response, caller);
  };
  server.keepAliveTimeout = 60_000;
  await listening(server, port);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    open: (services, policies, buckets) => {
      answer = answering(services, policies, options);
      files = s3Endpoint({ ...buckets, allow: allowing(callers, policies, options) });
    },
    admit: (key, caller) => callers.set(key, caller),
    dismiss: (key) => callers.delete(key),
    noteOwn: (caller, service, operation, accesses) =>
      recorder.add({ ...caller, service, operation, accesses, allowed: true }),
    close: () => closing(server),
  };
}

/** Listens on the loopback interface. @throws the operating system's error, such as EADDRINUSE */
export const listening = (server: Server, port: number, host = '127.0.0.1'): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });

/** Stops to listen and breaks what is open. */
export const closing = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

const accessKeyOf = ({ headers }: IncomingMessage): string =>
  /Credential=([^/]+)\//.exec(headers.authorization ?? '')?.[1] ?? '';

const pathOf = ({ url = '/' }: IncomingMessage): string => new URL(url, 'http://localhost').pathname;

const isOurs = ({ headers }: IncomingMessage): boolean =>
  /^(?:localhost|127\.0\.0\.1)(?::\d+)?$/.test(headers.host ?? '');

/** A form of a page that is served here; those of other sites are not heard. */
const isPage = (request: IncomingMessage): boolean =>
  isOurs(request) && request.headers['sec-fetch-site'] === 'same-origin' && !request.headers.authorization;

/** A page of another origin must not read mails by pointing its own name at this machine (DNS rebinding). */
async function showPage(request: IncomingMessage, response: ServerResponse, { pages }: EndpointOptions): Promise<void> {
  const page = isOurs(request) ? pages(pathOf(request)) : undefined;
  send(response, page ?? { status: 404, headers: { 'content-type': 'text/plain' }, body: 'not found' });
  await Promise.resolve();
}

function answering(services: readonly Service[], policies: Policies, { recorder, faults, onDenied }: EndpointOptions) {
  const stale = staleReads();
  return async (incoming: IncomingMessage, response: ServerResponse, caller: Caller): Promise<void> => {
    const service = services.find(({ name }) => incoming.url?.split('/')[1] === name);
    if (!service) return send(response, { status: 404, headers: {}, body: 'no such service' });
    const request = await read(incoming);
    const { operation } = request;
    let fault: Fault | undefined;
    try {
      const accesses = service.accesses(request);
      const denied = firstDenied(accesses, caller, policies);
      recorder.add({ ...caller, service: service.name, operation, accesses, allowed: !denied });
      if (denied) {
        onDenied(sentenceOf(denied, caller));
        throw new ServiceError('AccessDeniedException', sentenceOf(denied, caller));
      }
      fault = faults.next({ service: service.name, operation, function: caller.function });
      if (fault?.kind === 'hang') return;
      if (fault?.kind === 'drop-before') return void response.destroy();
      if (fault?.kind === 'delay') await pause(fault.ms);
      if (fault?.kind === 'meanwhile') await fault.happen();
      const injected = fault && errorOf(fault, accesses.length);
      if (injected) throw injected;
      const reply = await stale(request, () => service.serve(request), fault?.kind === 'stale');
      if (fault?.kind === 'drop-after') return void response.destroy();
      send(response, fault?.kind === 'garble' ? garbled(reply) : reply);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      if (fault?.kind === 'drop-after') return void response.destroy();
      send(response, service.failure(error));
    }
  };
}

/** Holds a call that is no JSON or form against the policies, and lets a fault befall it. */
const allowing =
  (callers: ReadonlyMap<string, Caller>, policies: Policies, { recorder, faults, onDenied }: EndpointOptions) =>
  async (accessKeyId: string, operation: string, accesses: readonly Access[]): Promise<void> => {
    const caller = callers.get(accessKeyId);
    if (!caller) throw new ServiceError('InvalidAccessKeyId', 'nobody has this access key', { status: 403 });
    const denied = firstDenied(accesses, caller, policies);
    recorder.add({ ...caller, service: 's3', operation, accesses, allowed: !denied });
    if (denied) {
      onDenied(sentenceOf(denied, caller));
      throw new ServiceError('AccessDenied', sentenceOf(denied, caller), { status: 403 });
    }
    const fault = faults.next({ service: 's3', operation, function: caller.function });
    if (fault?.kind === 'delay') await pause(fault.ms);
    if (fault?.kind === 'meanwhile') await fault.happen();
    if (fault?.kind === 'drop-before' || fault?.kind === 'hang') throw new Error('injected');
    const injected = fault && errorOf(fault, accesses.length);
    if (injected) throw injected;
  };

const firstDenied = (accesses: readonly Access[], { roleArn }: Caller, policies: Policies): Access | undefined =>
  accesses.find((access) => !evaluate({ ...access, role: roleArn }, policies).allowed);

/** Says who lacks which right, as one would write it into the policy. */
function sentenceOf({ action, resources, context }: Access, caller: Caller): string {
  const keys = context['dynamodb:leadingkeys'];
  return `${caller.function} has no right to ${action} on ${resources.join(' and ')}${keys ? ` for ${keys.join(', ')}` : ''}`;
}

async function read(incoming: IncomingMessage): Promise<ServiceRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const headers = Object.fromEntries(Object.entries(incoming.headers).map(([key, value]) => [key, String(value)]));
  const target = headers['x-amz-target'];
  if (target !== undefined) {
    const input = JSON.parse(body.toString('utf8') || '{}') as Record<string, unknown>;
    return { operation: target.slice(target.lastIndexOf('.') + 1), input, headers, body };
  }
  const input = Object.fromEntries(new URLSearchParams(body.toString('utf8')));
  return { operation: input['Action'] ?? '', input, headers, body };
}

function send(response: ServerResponse, { status, headers, body }: ServiceReply): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}
