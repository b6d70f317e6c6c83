import { randomInt } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { StartFailure } from '../start-failure.ts';
import type { SecretDefinition } from '../template/state.ts';

/** A file of named secrets that only its owner reads. */
export interface SecretFile {
  get(name: string): string | undefined;
  set(name: string, value: string): void;
  /** Writes what was set; the file is replaced in one stroke. */
  save(): void;
}

/** Opens a file of secrets. @throws {StartFailure} when it is broken */
export function openSecretFile(file: string): SecretFile {
  const values = existsSync(file) ? readValues(file) : new Map<string, string>();
  return {
    get: (name) => values.get(name),
    set: (name, value) => values.set(name, value),
    save: () => {
      writeFileSync(`${file}.new`, JSON.stringify(Object.fromEntries(values), undefined, 1), { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
  };
}

function readValues(file: string): Map<string, string> {
  try {
    return new Map(Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>));
  } catch (error) {
    throw new StartFailure(`${file} is broken: delete its folder and start again`, { cause: error });
  }
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Draws the stack's secrets, as Secrets Manager does at their creation; those that were drawn before stay. */
export function drawSecrets(definitions: readonly SecretDefinition[], file: SecretFile): (arn: string) => string {
  for (const { arn, template, generateKey, length } of definitions) {
    if (file.get(arn) !== undefined) continue;
    const drawn = Array.from({ length }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('');
    const whole = generateKey
      ? JSON.stringify({ ...(JSON.parse(template ?? '{}') as object), [generateKey]: drawn })
      : drawn;
    file.set(arn, whole);
  }
  file.save();
  return (arn) => {
    const value = file.get(arn);
    if (value === undefined) throw new StartFailure(`the template refers to the secret ${arn}, which it does not hold`);
    return value;
  };
}
