import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AccountRootPrincipal,
  AnyPrincipal,
  Effect,
  type IPrincipal,
  type IRole,
  PolicyDocument,
  PolicyStatement,
} from 'aws-cdk-lib/aws-iam';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { FunctionName } from '../shared/config.ts';
import { type KeyRight, RIGHTS } from './rights.ts';
import type { Settings } from './settings.ts';

/** The account, and CloudFormation in its name, keep a key's administration; use of the key is never among it. */
export const administration = (principal: IPrincipal): PolicyStatement =>
  new PolicyStatement({
    sid: 'AdministrationWithoutUse',
    principals: [principal],
    actions: [
      'kms:CancelKeyDeletion', 'kms:CreateAlias', 'kms:DeleteAlias', 'kms:DescribeKey', 'kms:DisableKey', 'kms:DisableKeyRotation',
      'kms:EnableKey', 'kms:EnableKeyRotation', 'kms:GetKeyPolicy', 'kms:GetKeyRotationStatus', 'kms:GetPublicKey',
      'kms:ListAliases', 'kms:ListGrants', 'kms:ListKeyPolicies', 'kms:ListResourceTags', 'kms:PutKeyPolicy', 'kms:RevokeGrant',
      'kms:ScheduleKeyDeletion', 'kms:TagResource', 'kms:UntagResource', 'kms:UpdateAlias', 'kms:UpdateKeyDescription',
    ],
    resources: ['*'],
  }); // prettier-ignore

/** No grant goes around the policy, and no copy of the key is made in another Region, until somebody changes this. */
const noWayAround = (): PolicyStatement =>
  new PolicyStatement({
    sid: 'NoWayAround',
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions: ['kms:CreateGrant', 'kms:ReplicateKey'],
    resources: ['*'],
  });

/** The keys: two that sign (active and next), one that seals secrets, one that peppers password hashes. */
export class Keys extends Construct {
  readonly signing: readonly [Key, Key];
  readonly data: Key;
  readonly pepper: Key;

  constructor(
    scope: Construct,
    id: string,
    { settings, roles }: { settings: Settings; roles: Readonly<Record<FunctionName, IRole>> },
  ) {
    super(scope, id);
    const having = (right: KeyRight): IRole[] =>
      (Object.keys(RIGHTS) as FunctionName[])
        .filter((name) => RIGHTS[name].keys.includes(right))
        .map((name) => roles[name]);
    this.signing = [
      this.#signingKey('SigningKeyA', settings, having),
      this.#signingKey('SigningKeyB', settings, having),
    ];
    this.data = this.#key(
      'DataKey',
      { description: 'Samlet: seals secrets', spec: KeySpec.SYMMETRIC_DEFAULT, usage: KeyUsage.ENCRYPT_DECRYPT },
      [
        may('SealSecrets', ['kms:Encrypt'], having('seal'), {
          StringEquals: { 'kms:EncryptionContext:purpose': 'outbox' },
        }),
        may('OpenSecrets', ['kms:Decrypt'], having('open'), {
          StringEquals: { 'kms:EncryptionContext:purpose': 'outbox' },
        }),
      ],
    );
    this.pepper = this.#key(
      'PepperKey',
      { description: 'Samlet: peppers password hashes', spec: KeySpec.HMAC_256, usage: KeyUsage.GENERATE_VERIFY_MAC },
      [may('Pepper', ['kms:GenerateMac'], having('pepper'), { StringEquals: { 'kms:MacAlgorithm': 'HMAC_SHA_256' } })],
    );
  }

  /** Whoever can sign can be everybody: one role may, digests only, by one algorithm; everybody else is denied by name. */
  #signingKey(id: string, { keySpec }: Settings, having: (right: KeyRight) => IRole[]): Key {
    const signers = having('sign');
    return this.#key(
      id,
      { description: `Samlet: signs (${id})`, spec: KeySpec[keySpec], usage: KeyUsage.SIGN_VERIFY },
      [
        may('Sign', ['kms:Sign'], signers, {
          StringEquals: { 'kms:SigningAlgorithm': 'RSASSA_PKCS1_V1_5_SHA_256', 'kms:MessageType': 'DIGEST' },
        }),
        may('ReadPublicKey', ['kms:GetPublicKey'], having('publicKey')),
        new PolicyStatement({
          sid: 'NobodyElseSigns',
          effect: Effect.DENY,
          principals: [new AnyPrincipal()],
          actions: ['kms:Sign'],
          resources: ['*'],
          conditions: { ArnNotEquals: { 'aws:PrincipalArn': signers.map(({ roleArn }) => roleArn) } },
        }),
      ],
    );
  }

  /** Multi-Region from the first day, since no key can become so later; never deleted with the stack. */
  #key(
    id: string,
    { description, spec, usage }: { description: string; spec: KeySpec; usage: KeyUsage },
    statements: PolicyStatement[],
  ): Key {
    return new Key(this, id, {
      description,
      keySpec: spec,
      keyUsage: usage,
      multiRegion: true,
      enableKeyRotation: spec === KeySpec.SYMMETRIC_DEFAULT ? true : undefined,
      removalPolicy: RemovalPolicy.RETAIN,
      policy: new PolicyDocument({
        statements: [administration(new AccountRootPrincipal()), ...statements, noWayAround()],
      }),
    });
  }
}

const may = (
  sid: string,
  actions: string[],
  principals: IRole[],
  conditions?: Record<string, Record<string, unknown>>,
): PolicyStatement =>
  new PolicyStatement({
    sid,
    actions,
    principals: principals.map(({ grantPrincipal }) => grantPrincipal),
    resources: ['*'],
    ...(conditions ? { conditions } : {}),
  });
