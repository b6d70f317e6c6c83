/**
 * template/ reads what `cdk synth` wrote into what the local run serves. It knows CloudFormation's notation and nothing
 * of Samlet: what the stack does not say is not served.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartFailure } from '../start-failure.ts';

/** A resource as the template has it. */
export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly Condition?: string;
}

/** A CloudFormation template, as far as it is read. */
export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Parameters?: Readonly<Record<string, { readonly Default?: unknown }>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Mappings?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown }>>;
}

/** One synthesized stack with its assets. */
export interface Assembly {
  readonly stackName: string;
  readonly template: Template;
  /** Where an asset lies, by the object key that the template names. */
  readonly assets: ReadonlyMap<string, string>;
}

interface Manifest {
  readonly artifacts: Readonly<
    Record<string, { type: string; properties?: { templateFile?: string; stackName?: string; file?: string } }>
  >;
}

interface AssetManifest {
  readonly files: Readonly<
    Record<string, { source: { path: string }; destinations: Readonly<Record<string, { objectKey: string }>> }>
  >;
}

/** Reads a cloud assembly (`cdk.out`). @throws {StartFailure} when it is not there, is broken, or holds several stacks */
export function readAssembly(directory: string): Assembly {
  const artifacts = Object.entries(readJson<Manifest>(join(directory, 'manifest.json')).artifacts);
  const stacks = artifacts.filter(([, { type }]) => type === 'aws:cloudformation:stack');
  const [name = '', stack] = stacks[0] ?? [];
  if (stacks.length !== 1 || !stack?.properties?.templateFile) {
    throw new StartFailure(`the CDK app must make one stack, but made ${stacks.length}: look at bin/samlet.ts`);
  }
  const assets = artifacts
    .filter(([, { type }]) => type === 'cdk:asset-manifest')
    .flatMap(([, { properties }]) => assetsOf(directory, properties?.file ?? ''));
  return {
    stackName: stack.properties.stackName ?? name,
    template: readJson<Template>(join(directory, stack.properties.templateFile)),
    assets: new Map(assets),
  };
}

const assetsOf = (directory: string, file: string): [string, string][] =>
  Object.values(readJson<AssetManifest>(join(directory, file)).files).flatMap(({ source, destinations }) =>
    Object.values(destinations).map(({ objectKey }): [string, string] => [objectKey, join(directory, source.path)]),
  );

function readJson<T>(file: string): T {
  if (!existsSync(file)) throw new StartFailure(`${file} is missing: the CDK app did not synthesize`);
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch (error) {
    throw new StartFailure(`${file} is not JSON: delete its folder and start again`, { cause: error });
  }
}
