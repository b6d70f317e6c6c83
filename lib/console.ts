import { Duration } from 'aws-cdk-lib';
import {
  type AddBehaviorOptions,
  CachePolicy,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  type IOrigin,
  ResponseHeadersPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { Construct } from 'constructs';
import { buildConsole } from './web-build.ts';
import { uploadsUrl } from './uploads.ts';

/** Every address below /console that names no file is a page of the one program, which reads the address itself. */
const PAGE_CODE = `function handler(event) {
  var request = event.request;
  if (request.uri.lastIndexOf('.') < request.uri.lastIndexOf('/') + 1) request.uri = '/console/index.html';
  return request;
}`;

/** How long a file is good for whose name changes with its contents. */
const FOREVER = Duration.days(365);

/** The console as files: where they lie, how long they are kept, what the page may do. */
export class Console extends Construct {
  /** How requests below `/console` are treated, by path pattern. */
  readonly behaviors: Readonly<Record<string, AddBehaviorOptions & { readonly origin: IOrigin }>>;

  constructor(
    scope: Construct,
    id: string,
    {
      bucket,
      logGroup,
      origin,
      behavior,
    }: { bucket: Bucket; logGroup: LogGroup; origin: IOrigin; behavior: AddBehaviorOptions },
  ) {
    super(scope, id);
    this.#deploy(bucket, logGroup);
    const page = new EdgeFunction(this, 'Page', {
      code: FunctionCode.fromInline(PAGE_CODE),
      runtime: FunctionRuntime.JS_2_0,
    });
    const console = {
      ...behavior,
      origin,
      cachePolicy: CachePolicy.CACHING_OPTIMIZED,
      responseHeadersPolicy: this.#headers(),
      functionAssociations: [{ function: page, eventType: FunctionEventType.VIEWER_REQUEST }],
    };
    this.behaviors = { '/console': console, '/console/*': console };
  }

  /** Files named by their contents are kept for ever, also the ones before: a tab that is open goes on. The page is not. */
  #deploy(bucket: Bucket, logGroup: LogGroup): void {
    const shared = {
      sources: [Source.asset(buildConsole())],
      destinationBucket: bucket,
      destinationKeyPrefix: 'console',
      prune: false,
      logGroup,
    };
    const files = new BucketDeployment(this, 'Files', {
      ...shared,
      exclude: ['index.html'],
      cacheControl: [CacheControl.setPublic(), CacheControl.maxAge(FOREVER), CacheControl.immutable()],
    });
    const page = new BucketDeployment(this, 'PageFile', {
      ...shared,
      exclude: ['*'],
      include: ['index.html'],
      cacheControl: [CacheControl.noCache()],
    });
    page.node.addDependency(files);
  }

  #headers(): ResponseHeadersPolicy {
    return new ResponseHeadersPolicy(this, 'Headers', {
      comment: 'Samlet: the console',
      securityHeadersBehavior: {
        strictTransportSecurity: { accessControlMaxAge: FOREVER, includeSubdomains: true, override: true },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
        contentSecurityPolicy: { contentSecurityPolicy: contentPolicy(uploadsUrl(this)), override: true },
      },
      customHeadersBehavior: {
        customHeaders: [
          { header: 'cross-origin-opener-policy', value: 'same-origin', override: true },
          { header: 'cross-origin-resource-policy', value: 'same-origin', override: true },
        ],
      },
      removeHeaders: ['server'],
    });
  }
}

/** What the page may load and whom it may call: our own origin, the bucket that files are uploaded to, and nobody else. */
const contentPolicy = (uploads: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `connect-src 'self' ${uploads}`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ');
