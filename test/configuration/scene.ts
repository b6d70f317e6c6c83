import type { Change } from '../../shared/configuration/kind.ts';
import { type DirectApi, openDirectApi } from '../admin/direct.ts';

/** A plan as the API answers it. */
export interface PlanAnswer {
  readonly id: string;
  readonly planHash: string;
  readonly creates: number;
  readonly updates: number;
  readonly deletes: number;
  readonly warnings: readonly string[];
  readonly changes: readonly Change[];
}

/** A configuration as an administrator would write it. */
export const ORCHARD = `
samlet: 1
groups:
  - displayName: Engineering
    description: Everybody who builds
  - displayName: Finance
apps:
  - entityId: https://wiki.example.org
    name: Wiki
    acs:
      - { url: "https://wiki.example.org/acs", index: 0, isDefault: true }
    idpInitiated: true
    attributes:
      - name: teams
        source: { from: groups, groups: [Engineering, Finance] }
    assignments:
      - group: Engineering
      - user: ida
aws:
  apps:
    - partition: aws
      name: Amazon
  accounts:
    - id: "111122223333"
      name: Production
      roles:
        - roleArn: arn:aws:iam::111122223333:role/Developer
          providerArn: arn:aws:iam::111122223333:saml-provider/samlet
          maxSessionSeconds: 28800
          assignments:
            - group: Engineering
              sessionSeconds: 3600
            - user: ida
policies:
  - name: Engineers at AWS
    apps: [aws, "https://wiki.example.org"]
    groups: [Engineering]
    proofMaxMinutes: 60
  - name: Nobody in Finance at the wiki
    apps: ["https://wiki.example.org"]
    groups: [Finance]
    access: deny
defaultPolicy:
  proofMaxMinutes: 600
settings:
  sessions:
    maxMinutes: 480
  branding:
    organisation: Orchard
`;

/** An API with one user and nothing else. */
export async function openScene() {
  const api = await openDirectApi();
  await must(api, 'POST', '/users', { userName: 'ida', email: 'ida@example.org' });
  return api;
}

/** Asks, and fails unless it succeeds. */
export async function must<T = Record<string, unknown>>(
  api: DirectApi,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<T> {
  const answer = await api.ask(method, path, { ...(body === undefined ? {} : { body }), headers });
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body as T;
}

const YAML = { 'content-type': 'application/yaml' };

/** Plans a document, YAML or not. */
export const planOf = (api: DirectApi, document: unknown, query = ''): Promise<PlanAnswer> =>
  must<PlanAnswer>(api, 'PUT', `/config${query}`, document, typeof document === 'string' ? YAML : {});

/** What is planned, in short. */
export const inShort = ({ changes }: PlanAnswer): string[] =>
  changes.map(({ action, kind, name }) => `${action} ${kind} ${name}`);
