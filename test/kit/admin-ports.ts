import type { AdminPorts } from '../../shared/admin/operation.ts';
import { awsOf } from '../../shared/aws-sdk/aws.ts';
import { s3Forms } from '../../shared/aws-sdk/s3-form.ts';
import type { Clock } from '../../shared/base/clock.ts';
import { offline } from './offline.ts';

/** What the admin API has beside what `sso` has: a queue that nobody reads, forms for a bucket that nobody made, no way out. */
export const adminExtras = (now: Clock): Pick<AdminPorts, 'jobs' | 'uploads' | 'fetchText'> => ({
  fetchText: offline,
  jobs: { wake: () => Promise.resolve() },
  uploads: s3Forms(
    'uploads',
    awsOf({ AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'local' }),
    now,
  ),
});
