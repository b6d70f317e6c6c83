import { APP } from '../saml/in/app.ts';

const ARN = 'arn:aws:iam::123412341234';

type Body = Readonly<Record<string, unknown>>;

/** A body that fits, for each operation that takes one: what is nasty is put into its fields one by one. */
export const BODIES: Readonly<Record<string, Body>> = {
  'POST /admin/v1/users': {
    userName: 'vera',
    email: 'vera@orchard.example',
    externalId: 'v-1',
    phoneNumber: '+49 30 1234',
    preferredLanguage: 'de-DE',
    custom: { shoeSize: '41' },
    active: true,
  },
  'PATCH /admin/v1/users/{userId}': { userName: 'victor', email: 'victor@orchard.example', active: true },
  'POST /admin/v1/groups': { displayName: 'Vintners', description: 'They press' },
  'PATCH /admin/v1/groups/{groupId}': { displayName: 'Vintagers' },
  'POST /admin/v1/apps': {
    name: 'Vault',
    entityId: 'https://vault.example.org',
    acs: [{ url: 'https://vault.example.org/acs', index: 0, isDefault: true }],
    logout: { binding: 'post', url: 'https://vault.example.org/slo' },
    startUrl: 'https://vault.example.org/',
    signingCertificates: [APP.certificate],
    encryptionCertificate: APP.certificate,
    attributes: [{ name: 'mail', source: { from: 'profile', field: 'email' } }],
    relayState: 'start',
    relayStateHosts: ['vault.example.org'],
    sessionSeconds: 3600,
    policy: { name: 'Vault keepers', groups: 'all' },
  },
  'POST /admin/v1/catalogue/{presetId}/draft': {
    inputs: { entityId: 'https://vault.example.org', acsUrl: 'https://vault.example.org/acs' },
    xml: '<a/>',
    metadataUrl: 'https://127.0.0.1/metadata',
    entityId: 'https://vault.example.org',
  },
  'POST /admin/v1/apps/preview': {
    app: { entityId: 'https://vault.example.org', relayState: 'start' },
    userId: 'u'.repeat(26),
  },
  'POST /admin/v1/apps/{appId}/duplicate': { name: 'Vane', entityId: 'https://vane.example.org' },
  'POST /admin/v1/apps/metadata': { xml: '<a/>', name: 'Vines' },
  'PUT /admin/v1/apps/{appId}/metadata': { xml: '<a/>' },
  'PATCH /admin/v1/apps/{appId}': { name: 'Vats', acs: [{ url: 'https://vats.example.org/acs', index: 1 }] },
  'POST /admin/v1/aws/accounts': { id: '222233334444', name: 'Valley', partition: 'aws' },
  'PATCH /admin/v1/aws/accounts/{accountId}': { name: 'Vale' },
  'POST /admin/v1/aws/accounts/{accountId}/roles': {
    roleArn: `${ARN}:role/Visitor`,
    providerArn: `${ARN}:saml-provider/Samlet`,
    description: 'Looks',
    maxSessionSeconds: 3600,
  },
  'PATCH /admin/v1/aws/accounts/{accountId}/roles/{roleName}': {
    description: 'Looks on',
    providerArn: `${ARN}:saml-provider/Samlet`,
  },
  'PUT /admin/v1/aws/accounts/{accountId}/roles/{roleName}/assignments/{principals}/{principalId}': {
    sessionSeconds: 3600,
    relayState: 'https://console.aws.amazon.com/',
    tags: { team: '{department}' },
  },
  'POST /admin/v1/policies': {
    name: 'Vintners at the wiki',
    description: 'They press',
    enabled: true,
    apps: ['portal', 'aws:123412341234/Visitor'],
    groups: 'all',
    firstFactor: 'password',
    secondFactor: 'none',
    access: 'allow',
    proofMaxMinutes: 60,
    position: 0,
  },
  'PATCH /admin/v1/policies/{policyId}': { name: 'Vats', apps: 'all', groups: 'all', access: 'allow' },
  'PUT /admin/v1/policies/order': { order: [] },
  'POST /admin/v1/policies/evaluate': { userId: 'a'.repeat(26), target: 'portal', proofAgeMinutes: 5 },
  'PATCH /admin/v1/settings': {
    branding: { organisation: 'Orchard', accent: '#123456', helpText: 'Ask', supportMail: 'help@orchard.example' },
    sessions: { maxMinutes: 480, idleMinutes: 60 },
    passwords: { minLength: 15 },
    product: { showsProfile: true },
    mail: { senderName: 'Orchard', welcome: { subject: 'Vines', body: 'They grow' } },
  },
  'POST /admin/v1/settings/mail/preview': { kind: 'welcome', template: { subject: 'Vines', body: 'They grow' } },
  'POST /admin/v1/settings/mail/test': { kind: 'welcome', template: { subject: 'Vines', body: 'They grow' } },
  'PUT /admin/v1/settings/logo': { image: 'iVBORw0KGgo=' },
  'POST /admin/v1/aws/roles/import': {
    text: `${ARN}:role/Vintner,${ARN}:saml-provider/Samlet`,
    maxSessionSeconds: 3600,
    createAccounts: false,
  },
  'POST /admin/v1/aws/assignments': {
    changes: [
      {
        do: 'unassign',
        accountId: '123412341234',
        roleName: 'Nobody',
        principal: { type: 'USER', id: 'u'.repeat(26) },
      },
    ],
  },
  'PUT /admin/v1/administrators/{userId}': { role: 'app-administrator', apps: ['a'.repeat(26)] },
  'POST /admin/v1/explanations': { text: 'Issuer not present in specified provider' },
  'POST /admin/v1/imports': { fileName: 'vines.csv' },
  'POST /admin/v1/imports/{importId}/start': { mode: 'dry-run', sendActivation: false, encoding: 'utf-8' },
  'POST /admin/v1/onboarding/actions': { action: 'send', userIds: ['a'.repeat(26)] },
  'PUT /admin/v1/config': {
    samlet: 1,
    groups: [{ displayName: 'Vintners' }],
    apps: [{ name: 'Vault', entityId: 'https://vault.example.org', acs: [{ url: 'https://v.example.org', index: 0 }] }],
    aws: { accounts: [{ id: '222233334444', name: 'Valley' }] },
    policies: [{ name: 'Vintage' }],
    defaultPolicy: {},
    settings: {},
  },
  'POST /admin/v1/config/plans/{planId}/apply': { planHash: 'v'.repeat(43), confirmDeletions: true },
  'POST /admin/v1/api-tokens': { name: 'vespers', scopes: ['read'], days: 1 },
};

const many = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, 'x'.repeat(256)]));

/** Values that fit no field, or fit only nearly. The last would make more of an item than the table holds. */
const VALUES: readonly unknown[] = [
  null,
  '',
  'nul\0',
  'half \ud83d',
  'ﷺ'.repeat(128),
  'x'.repeat(5_000),
  -1,
  1e21,
  [],
  {},
  [null],
  JSON.parse('{"__proto__":"a","constructor":"b"}') as unknown,
  many(2_000),
];

/** A body with one of its fields replaced: each field, each nasty value. */
export const nastyBodies = (body: Body): Body[] =>
  Object.keys(body).flatMap((field) => VALUES.map((value) => ({ ...body, [field]: value })));
