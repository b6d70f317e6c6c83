import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Settings } from './settings.ts';

/**
 * Where the audit log is kept as files, for a SIEM and for the verifier. With a lock nobody can change or delete a file
 * before its time, in compliance mode not even the account's root.
 */
export class Archive extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { archiveDays, archiveLock }: Settings) {
    super(scope, id);
    const days = Duration.days(archiveDays);
    const isLocked = archiveLock !== 'NONE';
    this.bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      versioned: isLocked,
      ...(isLocked ? { objectLockEnabled: true, objectLockDefaultRetention: retention(archiveLock, days) } : {}),
      lifecycleRules: [
        { expiration: days, abortIncompleteMultipartUploadAfter: Duration.days(1) },
        ...(isLocked ? [{ noncurrentVersionExpiration: Duration.days(1) }] : []),
      ],
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}

const retention = (mode: Exclude<Settings['archiveLock'], 'NONE'>, days: Duration): ObjectLockRetention =>
  mode === 'COMPLIANCE' ? ObjectLockRetention.compliance(days) : ObjectLockRetention.governance(days);
