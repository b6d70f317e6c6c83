import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesizeShared } from '../../local/synth.ts';
import { type Assembly, readAssembly, type Resource, type Template } from '../../local/template/assembly.ts';

/** A resource with everything that the template says of it. */
export type Found = Resource & {
  readonly id: string;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly Properties: Readonly<Record<string, unknown>>;
};

/** The stack as the local run synthesizes it; made once for each state of the sources. */
export const sharedStack = async (): Promise<Assembly> =>
  readAssembly(await synthesizeShared(join(tmpdir(), `samlet-synth-${process.getuid?.() ?? 0}`)));

/** The resources of one type. @throws {Error} when there is none, so that no test passes over nothing */
export function resourcesOf({ Resources }: Template, type: string): readonly Found[] {
  const found = Object.entries(Resources)
    .filter(([, { Type }]) => Type === type)
    .map(([id, resource]) => ({ id, Properties: {}, ...resource }));
  if (found.length === 0) throw new Error(`the template has no ${type}`);
  return found;
}

/** The one resource of a type. @throws {Error} when there are more or none */
export function resourceOf(template: Template, type: string): Found {
  const [first, ...others] = resourcesOf(template, type);
  if (!first || others.length > 0) throw new Error(`the template has ${others.length + 1} of ${type}`);
  return first;
}

/** A statement of a policy in the template, its principals and actions as lists. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: readonly string[];
  readonly Principal?: unknown;
  readonly Condition?: unknown;
}

const listed = (value: unknown): readonly string[] => (Array.isArray(value) ? (value as string[]) : [String(value)]);

/** The statements of a key's policy. */
export const keyPolicyOf = ({ Properties }: Found): readonly Statement[] =>
  (Properties['KeyPolicy'] as { Statement: readonly Statement[] }).Statement.map((statement) => ({
    ...statement,
    Action: listed(statement.Action),
  }));
