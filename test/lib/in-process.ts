import { App } from 'aws-cdk-lib';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SamletStack } from '../../lib/samlet-stack.ts';
import { readSettings } from '../../lib/settings.ts';
import type { Template } from '../../local/template/assembly.ts';

/** How long a build may take, in milliseconds: seconds of its own, and minutes on a machine that is busy. */
export const BUILDING = 300_000;

/** A stack that was built within the test. */
export interface Built {
  /** The tree of constructs, for checks that walk it. */
  readonly app: App;
  readonly template: Template;
}

/** Builds the stack with these settings, as `bin/samlet.ts` does but for the checks. */
export function buildWith(settings: object): Built {
  const outdir = mkdtempSync(join(tmpdir(), 'samlet-built-'));
  try {
    const app = new App({ outdir });
    const stack = new SamletStack(app, 'Samlet', { settings: readSettings(settings) });
    const { template } = app.synth().getStackArtifact(stack.artifactId) as { template: Template };
    return { app, template };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
