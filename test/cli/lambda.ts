import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { closing, listening } from '../../local/endpoints/server.ts';

/** What a function answers to an invocation. */
export type Invoked =
  | { readonly kind: 'result'; readonly result: unknown }
  | { readonly kind: 'failed' }
  | { readonly kind: 'error'; readonly status: number; readonly code: string };

/** AWS Lambda's `Invoke`, as far as a program on an administrator's machine calls it. */
export interface Lambda {
  readonly url: string;
  /** The functions that were asked for, in order. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** Serves `Invoke` on a port of this machine, each call answered by `answer`. */
export async function serveLambda(answer: (name: string, event: unknown) => Promise<Invoked>): Promise<Lambda> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const name = /^\/2015-03-31\/functions\/([\w-]+)\/invocations$/.exec(request.url ?? '')?.[1] ?? '';
    asked.push(name);
    void read(request)
      .then((event) => answer(name, event))
      .then((invoked) => send(response, invoked));
  });
  await listening(server, 0);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () => closing(server),
  };
}

async function read(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}

function send(response: ServerResponse, invoked: Invoked): void {
  if (invoked.kind === 'error') {
    response.writeHead(invoked.status, { 'x-amzn-errortype': invoked.code, 'content-type': 'application/json' });
    response.end(JSON.stringify({ Message: invoked.code }));
    return;
  }
  response.writeHead(200, invoked.kind === 'failed' ? { 'x-amz-function-error': 'Unhandled' } : {});
  response.end(JSON.stringify(invoked.kind === 'failed' ? { errorMessage: 'broken' } : invoked.result));
}
