import type { FunctionName } from '../../shared/config.ts';
import { type Contents, packageOf } from './metafile.ts';

/** What must not be in a bundle: by the path of a part, in all functions or in those that are named. */
interface Forbidden {
  readonly part: RegExp;
  /** Where it may be nevertheless. */
  readonly except?: readonly FunctionName[];
  /** Whether a step that needs it may load it. */
  readonly isAllowedLater?: boolean;
  readonly because: string;
}

const FORBIDDEN: readonly Forbidden[] = [
  { part: /node_modules\/react(?:-dom)?\//, because: 'the console is built by itself' },
  { part: /node_modules\/zod\/(?:v3|v4\/classic)\//, because: 'zod/mini is a tenth of it' },
  {
    part: /node_modules\/@aws-sdk\/(?:client-(?:dynamodb|kms|sqs)|lib-dynamodb|util-dynamodb)\//,
    because: 'shared/aws-sdk speaks to them itself (docs/decisions)',
  },
  {
    part: /node_modules\/@(?:aws-sdk|smithy)\//,
    except: ['provisioning'],
    because: 'only SES is spoken to by the SDK',
  },
  { part: /node_modules\/@(?:aws-sdk|smithy)\//, isAllowedLater: true, because: 'most sweeps send no mail' },
  {
    part: /node_modules\/(?:xml-crypto|xpath|@xmldom)\//,
    isAllowedLater: true,
    because: 'most steps read no signed XML',
  },
  { part: /node_modules\/@zxcvbn-ts\//, isAllowedLater: true, because: 'only a new password is held against the list' },
  { part: /node_modules\/hono\//, except: ['sso'], because: 'only sso shows pages' },
  { part: /^shared\/admin\/openapi/, isAllowedLater: true, because: 'it is asked for once in a while' },
  { part: /^(?:local|test|bench|cli|docs|lib)\//, because: 'the workshop is not shipped' },
];

/**
 * Kilobytes that a cold start may load, a little above what it does: what makes one heavier is to be decided, not to happen.
 * `sso` starts with signing in and the portal; passwords, the account and sign-out come later (functions/sso/routes.ts).
 * `metadata` has nothing that waits, and a file more would cost it as much as the colours and the logo do. `admin` starts
 * with who calls and what they may, and loads the operations of one area (shared/admin/routes.ts). `provisioning` starts
 * with mail; sweeps of the audit log and of metadata, and every kind of job, come when they are due.
 */
const AT_START_KB: Readonly<Record<FunctionName, number>> = { sso: 165, metadata: 38, admin: 120, provisioning: 45 };

/** What is wrong with a bundle, in a sentence each. */
export function faultsOf(contents: Contents): string[] {
  const { name, parts, atStart } = contents;
  const forbidden = FORBIDDEN.filter(({ except = [] }) => !except.includes(name)).flatMap((rule) =>
    parts
      .filter(({ path, isLazy, bytes }) => bytes > 0 && rule.part.test(path) && !(isLazy && rule.isAllowedLater))
      .slice(0, 1)
      .map(({ path }) => `${name} holds ${path}${rule.isAllowedLater ? ' at its start' : ''}: ${rule.because}`),
  );
  const parsers = new Set(parts.map(packageOf).filter((path) => path?.endsWith('@xmldom/xmldom')));
  const twice = parsers.size > 1 ? [`${name} holds two XML parsers: ${[...parsers].join(', ')}`] : [];
  const limit = AT_START_KB[name];
  const heavy =
    atStart.bytes > limit * 1000
      ? [`${name} loads ${Math.round(atStart.bytes / 1000)} kB at its start, and may load ${limit}`]
      : [];
  return [...forbidden, ...twice, ...heavy];
}
