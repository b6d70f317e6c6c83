import type { JobKinds } from '../../shared/provisioning/run-job.ts';
import type { ProvisioningPorts } from './wire.ts';

/** Every kind of job, by the name that it is started with; what a kind needs is loaded when one runs. */
export const kindsOf = (_ports: ProvisioningPorts): JobKinds => ({});
