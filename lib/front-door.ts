import { Duration, Fn, RemovalPolicy, SecretValue, Stack, Validations } from 'aws-cdk-lib';
import { CfnIntegration, CfnRoute, CfnStage, HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestHeaderBehavior,
  OriginRequestPolicy,
  OriginRequestQueryStringBehavior,
  OriginRequestCookieBehavior,
  OriginSslPolicy,
  PriceClass,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
  type AddBehaviorOptions,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { CfnPermission, type Function } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { join } from 'node:path';
import { Console } from './console.ts';
import { type HttpFunction, ROUTES } from './routes.ts';
import type { Settings } from './settings.ts';

/**
 * Writes who the viewer is over whatever the viewer sent by our names. The address is the event's own: headers that are
 * named like CloudFront's could be the viewer's where the origin request policy adds none.
 */
const VIEWER_CODE = `function handler(event) {
  var request = event.request;
  var headers = request.headers;
  Object.keys(headers).forEach(function (name) {
    if (name.indexOf('x-samlet-') === 0) delete headers[name];
  });
  headers['x-samlet-viewer-address'] = { value: event.viewer.ip };
  return request;
}`;

/** Why no route has an authorizer of API Gateway's. */
const ADMITS_ALL =
  'An identity provider is where strangers come to prove who they are; the functions decide, each route by session, token or signature.';

/** The way in: CloudFront in front of an HTTP API and of a bucket with static files. */
export class FrontDoor extends Construct {
  readonly distribution: Distribution;
  readonly api: HttpApi;
  /** The secrets by which CloudFront proves itself, as the functions are told them. */
  readonly originSecrets: string;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    const secret = new Secret(this, 'OriginSecret', {
      description: 'Samlet: by this CloudFront proves itself to the functions',
      generateSecretString: {
        secretStringTemplate: '{"previous":""}',
        generateStringKey: 'current',
        excludePunctuation: true,
        passwordLength: 43,
      },
    });
    this.originSecrets = SecretValue.secretsManager(secret.secretArn).unsafeUnwrap();
    this.api = new HttpApi(this, 'Api', { description: 'Samlet', createDefaultStage: false });
    this.distribution = this.#distribution(
      settings,
      SecretValue.secretsManager(secret.secretArn, { jsonField: 'current' }).unsafeUnwrap(),
    );
  }

  /** Where the world reaches Samlet. */
  baseUrl({ domain }: Settings): string {
    return `https://${domain ?? this.distribution.distributionDomainName}`;
  }

  #distribution(settings: Settings, originSecret: string): Distribution {
    const { api, region, urlSuffix } = {
      api: this.api,
      region: Stack.of(this).region,
      urlSuffix: Stack.of(this).urlSuffix,
    };
    const responseHeadersPolicy = this.#headers();
    const viewer = new EdgeFunction(this, 'Viewer', {
      code: FunctionCode.fromInline(VIEWER_CODE),
      runtime: FunctionRuntime.JS_2_0,
    });
    const logs = this.#logs();
    const bucket = this.#bucket(logs);
    const files = S3BucketOrigin.withOriginAccessControl(bucket);
    const logGroup = this.#deploymentLog();
    this.#deploySheets(bucket, logGroup);
    const behavior: AddBehaviorOptions = {
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      responseHeadersPolicy,
      compress: true,
    };
    const console = new Console(this, 'Console', { bucket, logGroup, origin: files, behavior });
    return new Distribution(this, 'Distribution', {
      comment: 'Samlet',
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_ALL,
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      ...(settings.domain && settings.certificateArn
        ? {
            domainNames: [settings.domain],
            certificate: Certificate.fromCertificateArn(this, 'Certificate', settings.certificateArn),
          }
        : {}),
      ...(settings.wafArn ? { webAclId: settings.wafArn } : {}),
      logBucket: logs,
      logIncludesCookies: false,
      defaultBehavior: {
        ...behavior,
        origin: new HttpOrigin(`${api.apiId}.execute-api.${region}.${urlSuffix}`, {
          protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
          originSslProtocols: [OriginSslPolicy.TLS_V1_2],
          customHeaders: { 'x-samlet-origin': originSecret },
          readTimeout: Duration.seconds(30),
        }),
        allowedMethods: AllowedMethods.ALLOW_ALL,
        cachePolicy: CachePolicy.CACHING_DISABLED,
        originRequestPolicy: this.#originRequestPolicy(),
        functionAssociations: [{ function: viewer, eventType: FunctionEventType.VIEWER_REQUEST }],
      },
      additionalBehaviors: {
        '/assets/*': {
          ...behavior,
          origin: files,
          cachePolicy: CachePolicy.CACHING_OPTIMIZED,
        },
        ...console.behaviors,
      },
    });
  }

  /** All that the viewer sent but Host, which would name another API, and what CloudFront adds about the viewer. */
  #originRequestPolicy(): OriginRequestPolicy {
    return new OriginRequestPolicy(this, 'ToApi', {
      comment: 'Samlet: everything but Host, and who the viewer is',
      headerBehavior: OriginRequestHeaderBehavior.denyList('host'),
      queryStringBehavior: OriginRequestQueryStringBehavior.all(),
      cookieBehavior: OriginRequestCookieBehavior.all(),
    });
  }

  /** On every answer, those of the bucket and of CloudFront itself included; the functions set the content policy. */
  #headers(): ResponseHeadersPolicy {
    return new ResponseHeadersPolicy(this, 'Headers', {
      comment: 'Samlet',
      securityHeadersBehavior: {
        strictTransportSecurity: { accessControlMaxAge: Duration.days(365), includeSubdomains: true, override: true },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
        contentSecurityPolicy: { contentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'", override: false },
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

  #logs(): Bucket {
    return new Bucket(this, 'AccessLogs', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      objectOwnership: ObjectOwnership.OBJECT_WRITER,
      lifecycleRules: [{ expiration: Duration.days(90) }],
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  #bucket(logs: Bucket): Bucket {
    return new Bucket(this, 'Files', {
      serverAccessLogsBucket: logs,
      serverAccessLogsPrefix: 'files/',
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }

  #deploymentLog(): LogGroup {
    return new LogGroup(this, 'FilesDeploymentLog', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }

  /** The style sheet and scripts of the pages that Lambda renders. */
  #deploySheets(bucket: Bucket, logGroup: LogGroup): void {
    new BucketDeployment(this, 'FilesDeployment', {
      sources: [Source.asset(join(import.meta.dirname, '..', 'shared', 'pages', 'assets'))],
      destinationBucket: bucket,
      destinationKeyPrefix: 'assets',
      cacheControl: [CacheControl.setPublic(), CacheControl.maxAge(Duration.minutes(10))],
      logGroup,
    });
  }

  /** Opens the routes, each to its function, and the stage, whose log holds no path and no query: they may carry secrets. */
  open(functions: Readonly<Record<HttpFunction, Function>>): void {
    const { account, region, partition } = Stack.of(this);
    for (const [name, routes] of Object.entries(ROUTES)) {
      const fn = functions[name as HttpFunction];
      const integration = new CfnIntegration(this, `To-${name}`, {
        apiId: this.api.apiId,
        integrationType: 'AWS_PROXY',
        integrationUri: fn.functionArn,
        payloadFormatVersion: '2.0',
      });
      routes.forEach((routeKey) => {
        const route = new CfnRoute(this, `Route ${routeKey}`.replaceAll(/[^\w]+/g, '-'), {
          apiId: this.api.apiId,
          routeKey,
          target: Fn.join('/', ['integrations', integration.ref]),
        });
        Validations.of(route).acknowledge({ id: 'AwsSolutions-APIG4', reason: ADMITS_ALL });
      });
      new CfnPermission(this, `Invoke-${name}`, {
        action: 'lambda:InvokeFunction',
        functionName: fn.functionArn,
        principal: 'apigateway.amazonaws.com',
        sourceArn: `arn:${partition}:execute-api:${region}:${account}:${this.api.apiId}/*`,
      });
    }
    const accessLog = new LogGroup(this, 'ApiLog', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new CfnStage(this, 'Stage', {
      apiId: this.api.apiId,
      stageName: '$default',
      autoDeploy: true,
      defaultRouteSettings: { throttlingBurstLimit: 500, throttlingRateLimit: 1000 },
      accessLogSettings: {
        destinationArn: accessLog.logGroupArn,
        format: JSON.stringify({
          requestId: '$context.requestId',
          routeKey: '$context.routeKey',
          status: '$context.status',
          latency: '$context.responseLatency',
          integrationError: '$context.integrationErrorMessage',
        }),
      },
    });
  }
}
