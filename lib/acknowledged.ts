import { type Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

interface Acknowledgement {
  /** The path of the construct that is found, below the stack. */
  readonly path: string;
  readonly findings: readonly string[];
  readonly reason: string;
  /** Whether the settings may leave it out. */
  readonly isOptional?: boolean;
}

const DEPLOYMENT = 'Custom::CDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756C';

const ARCHIVE = 'IAM5[Resource::<ArchiveBucket49F1AC64.Arn>/audit/*]';
const UPLOADS = 'IAM5[Resource::<UploadsBucketC4B27CC7.Arn>/imports/*]';

/** Findings of cdk-nag that stand, each with the reason why; a finding that is not here fails the synthesis. */
const ACKNOWLEDGED: readonly Acknowledgement[] = [
  {
    path: 'FrontDoor/OriginSecret/Resource',
    findings: ['SMG4'],
    reason:
      'Rotated by a deployment that sets `previous`: CloudFront and the functions must change together (docs/runbook.md).',
  },
  {
    path: 'FrontDoor/Distribution/Resource',
    findings: ['CFR1', 'CFR2', 'CFR4'],
    reason:
      'Where people sign in from is their administrators’ choice, as is a web ACL (setting wafArn). TLS 1.2 is set, and counts as soon as a domain is; the default domain’s certificate is CloudFront’s own.',
  },
  {
    path: 'Archive/Bucket/Resource',
    findings: ['S1'],
    reason:
      'One function of ours adds to it and nobody reads it but whoever the account lets; CloudTrail records them.',
    isOptional: true,
  },
  {
    path: 'Uploads/Bucket/Resource',
    findings: ['S1'],
    reason: 'Each upload needs a form that the admin API signs and audits, and what is uploaded is gone after a week.',
  },
  {
    path: 'Roles/admin/DefaultPolicy/Resource',
    findings: [UPLOADS],
    reason: 'Each import has a file of its own under this prefix; the form that is signed names one key exactly.',
  },
  {
    path: 'Roles/provisioning/DefaultPolicy/Resource',
    findings: [UPLOADS, ARCHIVE],
    reason:
      'Each import has a file of its own under this prefix, which is read and removed by the job of the import; each part of the audit log one in the archive.',
  },
  {
    path: `${DEPLOYMENT}/ServiceRole/Resource`,
    findings: ['IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]'],
    reason: 'CDK’s own deployment function writes its log by AWS’s own policy; it runs during deployments alone.',
  },
  {
    path: `${DEPLOYMENT}/ServiceRole/DefaultPolicy/Resource`,
    findings: [
      'IAM5[Action::s3:GetObject*]',
      'IAM5[Action::s3:GetBucket*]',
      'IAM5[Action::s3:List*]',
      'IAM5[Action::s3:DeleteObject*]',
      'IAM5[Action::s3:Abort*]',
      'IAM5[Resource::arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>/*]',
      'IAM5[Resource::<FrontDoorFiles8B870D5A.Arn>/*]',
    ],
    reason:
      'CDK’s own deployment function copies public style sheets and scripts from the bootstrap bucket to one bucket.',
  },
  {
    path: `${DEPLOYMENT}/Resource`,
    findings: ['L1'],
    reason: 'CDK’s own deployment function: its runtime is CDK’s to choose.',
  },
];

/** Acknowledges what stands, at the very construct that was found. */
export function acknowledgeAll(stack: Stack): void {
  for (const { path, findings, reason, isOptional } of ACKNOWLEDGED) {
    const construct = path.split('/').reduce<IConstruct | undefined>((at, id) => at?.node.tryFindChild(id), stack);
    if (!construct && isOptional) continue;
    if (!construct) throw new Error(`nothing stands at ${path}, where a finding is acknowledged`);
    for (const finding of findings) Validations.of(construct).acknowledge({ id: `AwsSolutions-${finding}`, reason });
  }
}
