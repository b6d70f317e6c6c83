import { PAIR, type Preset, REGION } from './preset.ts';

const PROVIDER_STEPS = [
  'In the AWS account, create a SAML provider in IAM and upload the metadata from {idp.metadataUrl}.',
  'Create a role for “SAML 2.0 federation” that trusts this provider; its condition `SAML:aud` names https://signin.aws.amazon.com/saml.',
] as const;

const EXPECTS = { nameIdFormats: ['persistent'], attributes: [] } as const;
const FEDERATION = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_saml.html';

/** What is entered by a role of an AWS account: the console itself, and services that have no sign-in of their own. */
export const AWS_FEDERATION: readonly Preset[] = [
  {
    id: 'aws-account',
    name: 'AWS account console',
    description: 'People take a role of an AWS account and land in its console. One entry for each account.',
    category: 'AWS',
    inputs: [
      {
        name: 'accountId',
        label: 'Account ID',
        help: 'The account’s 12 digits, without hyphens.',
        example: '123456789012',
        pattern: /^\d{12}$/,
        fault: 'An AWS account has 12 digits.',
      },
      {
        name: 'accountName',
        label: 'Name',
        help: 'What people see in the portal.',
        example: 'Production',
        pattern: /^[\s\S]{1,128}$/,
        fault: 'This has 1 to 128 characters.',
      },
      {
        name: 'partition',
        label: 'Partition',
        help: 'Where the account lives: sign-in address, audience and console follow from it.',
        example: 'aws',
        pattern: /^(?:aws|aws-us-gov|aws-cn)$/,
        fault: 'This is aws, aws-us-gov or aws-cn.',
        choices: ['aws', 'aws-us-gov', 'aws-cn'],
      },
    ],
    registration: {
      as: 'aws-account',
      account: { id: '{accountId}', name: '{accountName}', partition: '{partition}' },
    },
    expects: EXPECTS,
    steps: [
      ...PROVIDER_STEPS,
      'Attach the permissions that the role is to give, and set its maximum session duration.',
      'Register the role here with the pair of ARNs, and assign it to groups or users.',
    ],
    limits: [
      'AWS has no sign-in that starts on its side: people begin in the portal, or with a bookmark of /go/aws/….',
      'Each assertion carries exactly one role; the portal is where it is chosen.',
    ],
    links: [FEDERATION],
  },
  {
    id: 'quicksight',
    name: 'Amazon QuickSight',
    description: 'People take a role that may use QuickSight and land there.',
    category: 'AWS',
    inputs: [PAIR],
    registration: {
      as: 'aws-role',
      role: { pair: '{pair}', tagSession: true },
      assignment: { relayState: 'https://quicksight.aws.amazon.com', tags: { Email: '{email}' } },
    },
    expects: EXPECTS,
    steps: [
      ...PROVIDER_STEPS,
      'Allow `sts:TagSession` in the trust policy too, so that the mail address can be sent as a session tag.',
      'Give the role `quicksight:CreateReader`, `quicksight:CreateUser` or `quicksight:CreateAdmin`, as its people need.',
      'In QuickSight under Manage QuickSight, Single sign-on, turn on email syncing for federated users: it reads the tag `Email`.',
    ],
    limits: ['Only an account that signs in with IAM federation takes it; one on IAM Identity Center does not.'],
    links: [
      FEDERATION,
      'https://docs.aws.amazon.com/quicksight/latest/user/external-identity-providers-setting-up-saml.html',
    ],
    unverified: 'The address that people land on, and the name of the tag for email syncing.',
  },
  {
    id: 'amazon-connect',
    name: 'Amazon Connect',
    description: 'People take a role that may federate into a contact centre and land in it.',
    category: 'AWS',
    inputs: [
      PAIR,
      REGION,
      {
        name: 'instanceId',
        label: 'Instance ID',
        help: 'The last part of the instance’s ARN.',
        example: '0a1b2c3d-4e5f-6789-abcd-ef0123456789',
        pattern: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
        fault: 'An instance ID looks like 0a1b2c3d-4e5f-6789-abcd-ef0123456789.',
      },
    ],
    registration: {
      as: 'aws-role',
      role: { pair: '{pair}' },
      assignment: { relayState: 'https://{region}.console.aws.amazon.com/connect/federate/{instanceId}' },
    },
    expects: EXPECTS,
    steps: [
      ...PROVIDER_STEPS,
      'Create the Connect instance with SAML 2.0 as its identity management: it cannot be changed afterwards.',
      'Allow the role `connect:GetFederationToken` on the instance, for the user ID that is signed in.',
      'In Connect, add users whose login is the mail address: it is compared with the session’s name.',
    ],
    limits: [
      'Connect knows no sign-in that it starts itself.',
      'The session’s name, and so the login, has at most 64 characters.',
    ],
    links: [FEDERATION, 'https://docs.aws.amazon.com/connect/latest/adminguide/configure-saml.html'],
    unverified: 'The path of the landing page.',
  },
  {
    id: 'appstream',
    name: 'AppStream 2.0 (WorkSpaces Applications)',
    description: 'People take a role that may stream and land in a stack.',
    category: 'AWS',
    inputs: [
      PAIR,
      REGION,
      {
        name: 'accountId',
        label: 'Account ID',
        help: 'The account that owns the stack.',
        example: '123456789012',
        pattern: /^\d{12}$/,
        fault: 'An AWS account has 12 digits.',
      },
      {
        name: 'stack',
        label: 'Stack',
        help: 'The stack’s name, as it is written there.',
        example: 'Design',
        pattern: /^[a-zA-Z0-9][\w.-]{0,99}$/,
        fault: 'A stack’s name has letters, digits, `_`, `.` and `-`.',
      },
    ],
    registration: {
      as: 'aws-role',
      role: { pair: '{pair}', maxSessionSeconds: 3600 },
      assignment: {
        relayState: 'https://appstream2.{region}.aws.amazon.com/saml?stack={stack}&accountId={accountId}',
      },
    },
    expects: EXPECTS,
    steps: [
      ...PROVIDER_STEPS,
      'Allow the role `appstream:Stream` on the stack, with the condition `appstream:userId` equal to `${saml:sub}` and `saml:sub_type` equal to `persistent`.',
    ],
    limits: [
      'The stack’s name is compared with regard to case.',
      'The NameID must be persistent: it names the user’s settings and home folder.',
    ],
    links: [
      FEDERATION,
      'https://docs.aws.amazon.com/appstream2/latest/developerguide/external-identity-providers-setting-up-saml.html',
    ],
    unverified: 'The host that people land on; some Regions have another, which then is entered at the assignment.',
  },
];
