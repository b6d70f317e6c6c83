import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The demo that runs beside Samlet: service providers and the stand-in for AWS's sign-in. */
export interface Demo {
  readonly url: string;
  close(): Promise<void>;
}

type StartDemo = (options: { port: number; samletUrl: string; dataDir: string }) => Promise<Demo>;

const FILE = join(import.meta.dirname, 'demo/start.ts');

/** Starts the demo. It is loaded here alone, since it needs packages that only development has. */
export async function startDemoBeside(port: number, samletUrl: string, dataDir: string): Promise<Demo | undefined> {
  if (!existsSync(FILE)) return undefined;
  const { startDemo } = (await import(FILE)) as { startDemo: StartDemo };
  return startDemo({ port, samletUrl, dataDir });
}
