import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, HttpMethods } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

/**
 * The bucket's name is made of what is known before it: the console's policy names the bucket, whose own rules name the
 * address of the console.
 */
const bucketNameIn = (scope: Construct): string => {
  const { stackName, account, region } = Stack.of(scope);
  return `${stackName.toLowerCase()}-uploads-${account}-${region}`;
};

/** Where the bucket is reached. */
export const uploadsUrl = (scope: Construct): string => {
  const { region, urlSuffix } = Stack.of(scope);
  return `https://${bucketNameIn(scope)}.s3.${region}.${urlSuffix}`;
};

/** Where administrators' files go, straight from the browser: only by forms that `admin` signs, and for a week. */
export class Uploads extends Construct {
  readonly bucket: Bucket;

  /** @param origin of the console, whose pages may post files here */
  constructor(scope: Construct, id: string, { origin }: { readonly origin: string }) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      bucketName: bucketNameIn(this),
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      cors: [{ allowedOrigins: [origin], allowedMethods: [HttpMethods.POST], allowedHeaders: ['*'], maxAge: 300 }],
      lifecycleRules: [{ expiration: Duration.days(7), abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}
