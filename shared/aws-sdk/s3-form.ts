import { type Clock, later } from '../base/clock.ts';
import type { UploadForms } from '../provisioning/objects.ts';
import type { Aws } from './aws.ts';
import { addressOf } from './s3.ts';
import { scopeOf, signatureOf, stampOf } from './sign-call.ts';

/** Keeps {@link UploadForms} by signed policies of S3 (API Reference, "Authenticating requests: browser-based uploads using POST"). */
export function s3Forms(bucket: string, aws: Aws, now: Clock): UploadForms {
  return {
    url: addressOf(bucket, aws).href,
    form({ key, seconds, bytesMax, type }) {
      const at = now();
      const scope = scopeOf('s3', at, aws);
      const { accessKeyId, sessionToken } = aws.credentials;
      const fields = {
        key,
        'Content-Type': type,
        success_action_status: '204',
        'x-amz-algorithm': 'AWS4-HMAC-SHA256',
        'x-amz-credential': `${accessKeyId}/${scope}`,
        'x-amz-date': stampOf(at),
        ...(sessionToken === undefined ? {} : { 'x-amz-security-token': sessionToken }),
      };
      const conditions = [
        { bucket },
        ...Object.entries(fields).map(([name, value]) => ({ [name]: value })),
        ['content-length-range', 1, bytesMax],
      ];
      const expiration = later(at, seconds).toISOString();
      const policy = Buffer.from(JSON.stringify({ expiration, conditions })).toString('base64');
      return {
        url: addressOf(bucket, aws).href,
        fields: { ...fields, policy, 'x-amz-signature': signatureOf(policy, scope, aws) },
        expiresAt: expiration,
      };
    },
  };
}
