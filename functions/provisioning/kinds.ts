import type { AdminPorts } from '../../shared/admin/operation.ts';
import type { JobKinds } from '../../shared/provisioning/run-job.ts';
import type { ProvisioningPorts } from './wire.ts';

/** Every kind of job, by the name that it is started with; what a kind needs is loaded when one runs. */
export const kindsOf = (ports: ProvisioningPorts): JobKinds => ({
  import: once(async () => {
    const [{ importKind }, { whileAllowed }] = await Promise.all([
      import('../../shared/provisioning/import-job.ts'),
      import('../../shared/provisioning/starter.ts'),
    ]);
    return whileAllowed('imports.write', ports.table, importKind(ports));
  }),
  onboarding: once(async () => {
    const [{ onboardingKind }, { whileAllowed }] = await Promise.all([
      import('../../shared/provisioning/onboarding-job.ts'),
      import('../../shared/provisioning/starter.ts'),
    ]);
    return whileAllowed('users.write', ports.table, onboardingKind(ports));
  }),
  configuration: async () => {
    const [{ planJob }, { OPERATIONS }] = await Promise.all([
      import('../../shared/configuration/plan-job.ts'),
      import('../../shared/admin/operations.ts'),
    ]);
    return planJob({ ports: asAdmin(ports), operations: OPERATIONS });
  },
});

/** What the admin API's operations need, for a job that calls them; none that a job calls asks for an upload. */
const asAdmin = (ports: ProvisioningPorts): AdminPorts => ({
  ...ports,
  jobs: ports.queue,
  uploads: {
    url: '',
    form: () => {
      throw new Error('a job asks nobody for a file');
    },
  },
});

/** Loads a thing for the first who asks, and gives it to all. */
function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | undefined;
  return () => (loaded ??= load());
}
