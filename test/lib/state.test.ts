import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Template } from '../../local/template/assembly.ts';
import { type Found, keyPolicyOf, resourceOf, resourcesOf, sharedStack } from './stack.ts';

let template: Template;
beforeAll(async () => {
  ({ template } = await sharedStack());
});

const keyOf = (id: string): Found => resourcesOf(template, 'AWS::KMS::Key').find((key) => key.id.includes(id))!;
const roleOf = (name: string) => ({ AWS: { 'Fn::GetAtt': [expect.stringContaining(`Roles${name}`), 'Arn'] } });

describe('the table', () => {
  it('is on demand, recoverable, protected, swept, sealed with a key of ours, and outlives the stack', () => {
    const table = resourceOf(template, 'AWS::DynamoDB::Table');
    expect(table.Properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      DeletionProtectionEnabled: true,
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      SSESpecification: {
        SSEEnabled: true,
        SSEType: 'KMS',
        KMSMasterKeyId: { 'Fn::GetAtt': [keyOf('Storage').id, 'Arn'] },
      },
    });
    expect(table.Properties).not.toHaveProperty('StreamSpecification');
    expect([table.DeletionPolicy, table.UpdateReplacePolicy]).toEqual(['Retain', 'Retain']);
  });
});

describe('the keys', () => {
  it('all outlive the stack', () => {
    const keys = resourcesOf(template, 'AWS::KMS::Key');
    expect(keys).toHaveLength(5);
    for (const key of keys) expect([key.DeletionPolicy, key.UpdateReplacePolicy]).toEqual(['Retain', 'Retain']);
  });

  it('that hold secrets are of many Regions, and no copy or grant is made of them', () => {
    for (const id of ['SigningKeyA', 'SigningKeyB', 'DataKey', 'PepperKey']) {
      const key = keyOf(id);
      expect(key.Properties['MultiRegion']).toBe(true);
      expect(keyPolicyOf(key)).toContainEqual(
        expect.objectContaining({
          Effect: 'Deny',
          Action: ['kms:CreateGrant', 'kms:ReplicateKey'],
          Principal: { AWS: '*' },
        }),
      );
    }
  });

  it('that sign are two, and sign by sso alone, digests by one algorithm', () => {
    const signing = resourcesOf(template, 'AWS::KMS::Key').filter(
      ({ Properties: { KeyUsage } }) => KeyUsage === 'SIGN_VERIFY',
    );
    expect(signing).toHaveLength(2);
    for (const key of signing) {
      expect(key.Properties['KeySpec']).toBe('RSA_3072');
      const about = keyPolicyOf(key).filter(({ Action }) => Action.includes('kms:Sign'));
      expect(about).toEqual([
        expect.objectContaining({
          Effect: 'Allow',
          Principal: roleOf('sso'),
          Condition: {
            StringEquals: { 'kms:SigningAlgorithm': 'RSASSA_PKCS1_V1_5_SHA_256', 'kms:MessageType': 'DIGEST' },
          },
        }),
        expect.objectContaining({
          Effect: 'Deny',
          Principal: { AWS: '*' },
          Condition: { ArnNotEquals: { 'aws:PrincipalArn': [roleOf('sso').AWS] } },
        }),
      ]);
    }
  });

  it('may be used by nobody for the administration of them', () => {
    const uses = [
      'kms:Sign',
      'kms:Encrypt',
      'kms:Decrypt',
      'kms:GenerateMac',
      'kms:GenerateDataKey',
      'kms:CreateGrant',
    ];
    for (const key of resourcesOf(template, 'AWS::KMS::Key')) {
      const [administration] = keyPolicyOf(key).filter(({ Sid }) => Sid === 'AdministrationWithoutUse');
      expect(administration?.Action.length).toBeGreaterThan(10);
      expect(administration?.Action.filter((action) => uses.includes(action) || action.includes('*'))).toEqual([]);
    }
  });

  it('are used through the names of roles, but the one that DynamoDB uses for whoever reads', () => {
    for (const key of resourcesOf(template, 'AWS::KMS::Key')) {
      const open = keyPolicyOf(key).filter(
        ({ Effect, Principal }) => Effect === 'Allow' && JSON.stringify(Principal) === '{"AWS":"*"}',
      );
      expect(open.map(({ Sid }) => Sid)).toEqual(key.id.includes('Storage') ? ['ThroughDynamoDbAlone'] : []);
    }
  });
});
