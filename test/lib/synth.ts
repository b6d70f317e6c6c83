import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Assembly, readAssembly } from '../../local/template/assembly.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** How a synthesis ended. */
export interface Synthesis {
  readonly code: number | null;
  /** Everything that was said, on both streams. */
  readonly said: string;
  /** What it made, if it ended well. */
  readonly assembly: Assembly | undefined;
  /** CDK's notes of what it looked up in an account. */
  readonly lookUps: unknown;
}

/** A machine without AWS credentials, without a Region, and without a way to any network. */
const NOBODY = {
  PATH: `${join(ROOT, 'node_modules', '.bin')}:${process.env['PATH']}`,
  HOME: join(tmpdir(), 'nobody'),
  AWS_EC2_METADATA_DISABLED: 'true',
  HTTPS_PROXY: 'http://127.0.0.1:1',
  HTTP_PROXY: 'http://127.0.0.1:1',
  CDK_DISABLE_CLI_TELEMETRY: 'true',
};

/** Runs the CDK app as its command line would, with these settings; `preload` is a module that is loaded before it. */
export function synthesizeWith(settings: object, preload?: string): Promise<Synthesis> {
  const { context } = JSON.parse(readFileSync(join(ROOT, 'cdk.json'), 'utf8')) as { context: object };
  const program = [...(preload ? ['--import', preload] : []), 'bin/samlet.ts'];
  return run((folder) => ({
    args: ['--disable-warning=ExperimentalWarning', ...program],
    env: { CDK_OUTDIR: folder, CDK_CONTEXT_JSON: JSON.stringify({ ...context, samlet: settings }) },
  }));
}

/** Runs `cdk synth`, as a deployment does. */
export const synthesizeByCli = (): Promise<Synthesis> =>
  run((folder) => ({ args: ['node_modules/aws-cdk/bin/cdk', 'synth', '--quiet', '--output', folder], env: {} }));

async function run(
  how: (folder: string) => { args: readonly string[]; env: Readonly<Record<string, string>> },
): Promise<Synthesis> {
  const folder = mkdtempSync(join(tmpdir(), 'samlet-synth-'));
  try {
    const { args, env } = how(folder);
    const child = spawn(process.execPath, [...args], { cwd: ROOT, env: { ...NOBODY, ...env } });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    const manifest = join(folder, 'manifest.json');
    return {
      code,
      said,
      assembly: code === 0 ? readAssembly(folder) : undefined,
      lookUps: code === 0 ? (JSON.parse(readFileSync(manifest, 'utf8')) as { missing?: unknown }).missing : undefined,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
