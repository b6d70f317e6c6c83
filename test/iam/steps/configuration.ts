import { setTimeout as pause } from 'node:timers/promises';
import { call, type Scene, type Step } from '../scene.ts';

type Document = Readonly<Record<string, unknown>> & {
  readonly groups: readonly object[];
  readonly apps: readonly object[];
  readonly aws: { readonly apps: readonly object[]; readonly accounts: readonly object[] };
  readonly policies: readonly object[];
};

const ACCOUNT = '565656565656';
const ARN = `arn:aws:iam::${ACCOUNT}`;
const ENTITY = 'https://cider.example.org';

/** What is planned beside what is there: one of everything. */
const beside = (
  base: Document,
  { members, sessionSeconds }: { members: string[]; sessionSeconds: number },
): Document => ({
  ...base,
  groups: [...base.groups, { displayName: 'Cider makers', members }],
  apps: [
    ...base.apps,
    {
      entityId: ENTITY,
      name: 'Cider',
      acs: [{ url: `${ENTITY}/acs`, index: 0 }],
      attributes: [{ name: 'teams', source: { from: 'groups', groups: ['Cider makers'] } }],
      assignments: [{ group: 'Cider makers' }, ...members.map((user) => ({ user }))],
    },
  ],
  aws: {
    ...base.aws,
    accounts: [
      ...base.aws.accounts,
      {
        id: ACCOUNT,
        name: 'Cider',
        roles: [
          {
            roleArn: `${ARN}:role/Presser`,
            providerArn: `${ARN}:saml-provider/samlet`,
            assignments: [{ group: 'Cider makers', sessionSeconds }],
          },
        ],
      },
    ],
  },
  policies: [
    ...base.policies,
    { name: 'Nobody presses at the portal', apps: ['portal', ENTITY], groups: ['Cider makers'], access: 'deny' },
  ],
  settings: { mail: { senderName: 'Orchard' }, sessions: { maxMinutes: sessionSeconds / 60 } },
});

interface Plan {
  readonly id: string;
  readonly planHash: string;
}

/** Plans a document, has it carried out, and waits for that. */
async function apply(scene: Scene, body: Document, query = ''): Promise<void> {
  const { id, planHash } = await call<Plan>(scene, `PUT /config${query}`, 200, { body });
  await call(scene, `GET /config/plans/${id}`, 200);
  const meant = { planHash, confirmDeletions: true };
  const { jobId } = await call<{ jobId: string }>(scene, `POST /config/plans/${id}/apply`, 202, { body: meant });
  const job = await ended(scene, jobId);
  if (job.state !== 'done') throw new Error(`the plan ended ${job.state}: ${job.failure}`);
}

interface Job {
  readonly state: string;
  readonly failure?: string;
}

/** A job once it has ended, or as it is after ten seconds. */
async function ended(scene: Scene, jobId: string): Promise<Job> {
  for (let waited = 0; ; waited += 100) {
    await scene.house.jobs.settle();
    const job = await call<Job>(scene, `GET /jobs/${jobId}`, 200);
    if (!['waiting', 'running'].includes(job.state) || waited >= 10_000) return job;
    await pause(100);
  }
}

/** The configuration as one document. */
export const CONFIGURATION_STEPS: readonly Step[] = [
  {
    name: 'an administrator plans a configuration, carries it out, changes it and takes it back',
    run: async (scene) => {
      await call(scene, 'POST /users', 201, { body: { userName: 'cora', email: 'cora@orchard.example' } });
      const base = await call<Document>(scene, 'GET /config?members=true', 200);
      await call(scene, 'GET /config/schema', 200);
      await apply(scene, beside(base, { members: ['cora'], sessionSeconds: 3600 }));
      await apply(scene, beside(base, { members: [], sessionSeconds: 7200 }), '?prune=true');
      await apply(scene, base, '?prune=true');
    },
  },
];
