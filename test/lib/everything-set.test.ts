import { beforeAll, describe, expect, it } from '@jest/globals';
import { AwsSolutionsChecks } from 'cdk-nag';
import { BUILDING, type Built, buildWith } from './in-process.ts';
import { resourceOf, resourcesOf } from './stack.ts';

const SETTINGS = {
  domain: 'sso.example.com',
  certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d',
  wafArn: 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/samlet/0a1b',
  mailFrom: 'samlet@example.com',
  alarmMail: 'ops@example.com',
  keySpec: 'RSA_4096',
  logRetentionDays: 365,
  reservedConcurrency: 50,
  eventBus: 'security',
  archiveDays: 2555,
  archiveLock: 'COMPLIANCE',
};

describe('a stack with everything set', () => {
  let built: Built;
  beforeAll(() => {
    built = buildWith(SETTINGS);
  }, BUILDING);

  it('passes AwsSolutions, too', () => {
    const { success, violations } = new AwsSolutionsChecks(built.app).validateScope(built.app);
    expect({ success, violations }).toEqual({ success: true, violations: [] });
  });

  it('keeps the audit log where nobody can take it away, and sends it to the bus that is named', () => {
    const buckets = resourcesOf(built.template, 'AWS::S3::Bucket').map(({ Properties }) => Properties);
    const [archive, ...others] = buckets.filter((bucket) => bucket['ObjectLockEnabled'] === true);
    expect(others).toEqual([]);
    expect(archive).toMatchObject({
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 2555 } } },
      VersioningConfiguration: { Status: 'Enabled' },
    });
    const statements = JSON.stringify(built.template);
    expect(statements).toContain(':event-bus/security');
  });

  it('is reached by its own domain, over TLS 1.2 or later, behind the web ACL', () => {
    expect(resourceOf(built.template, 'AWS::CloudFront::Distribution').Properties['DistributionConfig']).toMatchObject({
      Aliases: ['sso.example.com'],
      ViewerCertificate: { AcmCertificateArn: SETTINGS.certificateArn, MinimumProtocolVersion: 'TLSv1.2_2021' },
      WebACLId: SETTINGS.wafArn,
    });
    expect(built.template.Outputs?.['BaseUrl']?.Value).toBe('https://sso.example.com');
  });

  it('signs by keys of the kind that was chosen', () => {
    const keys = resourcesOf(built.template, 'AWS::KMS::Key').map(({ Properties: { KeySpec } }) => KeySpec);
    expect(keys.filter((spec) => spec === 'RSA_4096')).toHaveLength(2);
  });

  it('sends mail from the domain of its sender', () => {
    expect(resourceOf(built.template, 'AWS::SES::EmailIdentity').Properties['EmailIdentity']).toBe('example.com');
    expect(JSON.stringify(built.template)).toContain('"SAMLET_MAIL_FROM":"samlet@example.com"');
  });

  it('keeps the logs of its functions as long as was chosen, and runs as many copies', () => {
    const logs = resourcesOf(built.template, 'AWS::Logs::LogGroup').map(
      ({ Properties }) => Properties['RetentionInDays'],
    );
    expect(logs.filter((days) => days === 365)).toHaveLength(4);
    const functions = resourcesOf(built.template, 'AWS::Lambda::Function').map(({ Properties }) => Properties);
    expect(functions.filter(({ ReservedConcurrentExecutions: copies }) => copies === 50)).toHaveLength(4);
  });
});
