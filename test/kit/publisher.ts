import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A web server on this machine that publishes one document. */
export interface Publisher {
  /** Where the document stands. */
  readonly url: string;
  /** Publishes another one; `undefined` for none. */
  publish(document: string | undefined): void;
  close(): void;
}

/** Starts to publish. */
export async function startPublisher(): Promise<Publisher> {
  let document: string | undefined;
  const server = createServer((_request, response) => {
    if (document === undefined) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': 'application/samlmetadata+xml' }).end(document);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/metadata`,
    publish: (fresh) => {
      document = fresh;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
