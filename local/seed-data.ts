/** A demo organisation: fictional, so that the main job can be tried at once. A deployment never has it. */
export const PEOPLE: readonly (readonly [
  userName: string,
  givenName: string,
  familyName: string,
  groups: readonly string[],
])[] = [
  ['maya.lindqvist', 'Maya', 'Lindqvist', ['Engineering', 'On call']],
  ['tomas.okafor', 'Tomas', 'Okafor', ['Engineering']],
  ['ines.carvalho', 'Inês', 'Carvalho', ['Engineering', 'On call']],
  ['jonas.weidner', 'Jonas', 'Weidner', ['Engineering']],
  ['priya.raman', 'Priya', 'Raman', ['Engineering', 'Security']],
  ['oren.shalev', 'Oren', 'Shalev', ['Security', 'On call']],
  ['lucie.moreau', 'Lucie', 'Moreau', ['Security']],
  ['hana.sato', 'Hana', 'Satō', ['Finance']],
  ['gareth.pugh', 'Gareth', 'Pugh', ['Finance']],
  ['amara.nwosu', 'Amara', 'Nwosu', ['Finance']],
  ['soren.dahl', 'Søren', 'Dahl', ['Sales']],
  ['bianca.ferri', 'Bianca', 'Ferri', ['Sales']],
  ['callum.reid', 'Callum', 'Reid', ['Sales']],
  ['noor.haddad', 'Noor', 'Haddad', ['Sales']],
  ['elif.demir', 'Elif', 'Demir', ['Sales']],
  ['pavel.novotny', 'Pavel', 'Novotný', ['Engineering']],
  ['ruth.abara', 'Ruth', 'Abara', ['Finance']],
  ['kai.larsen', 'Kai', 'Larsen', ['Engineering']],
  ['mei.tan', 'Mei', 'Tan', ['Security']],
];

/** The groups; the administrator is in the first two. */
export const GROUPS = ['Engineering', 'On call', 'Security', 'Finance', 'Sales'] as const;

/** The AWS accounts with their roles and who may take them. */
export const ACCOUNTS = [
  {
    id: '111122223333',
    name: 'Orchard Production',
    partition: 'aws',
    roles: [
      { name: 'Administrator', description: 'For incidents; everything is logged', groups: ['On call'], hours: 1 },
      { name: 'Developer', description: 'Deploys, logs and queues', groups: ['Engineering'], hours: 8 },
      {
        name: 'ReadOnly',
        description: 'Look at everything, change nothing',
        groups: ['Engineering', 'Security'],
        hours: 8,
      },
      { name: 'Billing', description: 'Invoices and budgets', groups: ['Finance'], hours: 4 },
    ],
  },
  {
    id: '444455556666',
    name: 'Orchard Staging',
    partition: 'aws',
    roles: [
      { name: 'Administrator', description: 'Try anything here', groups: ['Engineering'], hours: 4 },
      {
        name: 'ReadOnly',
        description: 'Look at everything, change nothing',
        groups: ['Engineering', 'Sales'],
        hours: 12,
      },
    ],
  },
  {
    id: '777788889999',
    name: 'Orchard Audit',
    partition: 'aws',
    roles: [
      { name: 'Auditor', description: 'Trails, findings and evidence', groups: ['Security'], hours: 2 },
      {
        name: 'ReadOnly',
        description: 'Look at everything, change nothing',
        groups: ['On call', 'Security'],
        hours: 8,
      },
    ],
  },
  {
    id: '222233334444',
    name: 'Orchard Public Sector',
    partition: 'aws-us-gov',
    roles: [
      { name: 'Operator', description: 'Restarts and scaling', groups: ['On call'], hours: 1 },
      { name: 'ReadOnly', description: 'Look at everything, change nothing', groups: ['Engineering'], hours: 8 },
    ],
  },
] as const;

/** What the wiki greets people with. */
const PROFILE = [
  { name: 'displayName', source: { from: 'profile', field: 'displayName' } },
  { name: 'mail', source: { from: 'profile', field: 'email' } },
  { name: 'groups', source: { from: 'groups' } },
];

/** The apps that run in the demo beside Samlet, and who may open them; the wiki takes unsolicited responses, too. */
export const APPS = [
  {
    path: 'orchard-wiki',
    groups: ['Engineering', 'Security', 'Finance', 'Sales'],
    fields: { description: 'What everybody knows, written down', idpInitiated: true, attributes: PROFILE },
  },
  { path: 'ledgerly', groups: ['Finance', 'On call'], fields: { description: 'Books that balance' } },
  { path: 'tidepool-crm', groups: ['Sales', 'Engineering'], fields: { description: 'Who our customers are' } },
] as const;
