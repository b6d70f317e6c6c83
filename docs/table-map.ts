/** One kind of item of the one table: where it stands, who places it in the index, and whether it passes. */
export interface Kind {
  readonly name: string;
  /** The partition key's form, `<…>` for what varies. */
  readonly pk: string;
  /** The sort key's form. */
  readonly sk: string;
  /** Where it stands in `gsi1`, if it does. */
  readonly index?: {
    readonly pk: string;
    readonly sk: string;
    /** Whether some of them stand there and others do not. */
    readonly isPartial?: boolean;
  };
  /** How long it lives, for what `expiresAt` ends; everything else stays until it is removed. */
  readonly lives?: string;
  /** What it holds. */
  readonly holds: string;
  /** The file that keeps it. */
  readonly keptBy: string;
}

/** Every kind of item; a test holds the items of a table that was used against it. */
export const KINDS: readonly Kind[] = [
  {
    name: 'user',
    pk: 'USER#<user>',
    sk: 'USER',
    index: { pk: 'USERS', sk: '<user name>' },
    holds: 'Profile, whether active, admin role, epoch that sessions are held against',
    keptBy: 'shared/users/user.ts',
  },
  {
    name: 'user name or mail address',
    pk: 'UNIQUE#<USERNAME or EMAIL>#<name>',
    sk: 'UNIQUE',
    holds: 'Whose it is: no two users bear one name or address',
    keptBy: 'shared/users/user.ts',
  },
  {
    name: 'search term',
    pk: 'USER#<user>',
    sk: 'SEARCH#<term>',
    index: { pk: 'USERSEARCH', sk: '<term>' },
    holds: 'Nothing but its place: users are found by the beginnings of names and addresses',
    keptBy: 'shared/users/search.ts',
  },
  {
    name: 'password',
    pk: 'USER#<user>',
    sk: 'PASSWORD',
    holds: 'The peppered hash, its parameters, the pepper key’s ID',
    keptBy: 'shared/users/password.ts',
  },
  {
    name: 'membership',
    pk: 'USER#<user>',
    sk: 'GROUP#<group>',
    index: { pk: 'GROUP#<group>#MEMBERS', sk: 'USER#<user>' },
    holds: 'That the user is in the group',
    keptBy: 'shared/groups/group.ts',
  },
  {
    name: 'session',
    pk: 'USER#<user>',
    sk: 'SESSION#<session>',
    lives: '10 hours, or as it is chosen; less if it is not used, where that is chosen',
    holds: 'The hash of the cookie’s secret, the proofs, the epochs it began under',
    keptBy: 'shared/sessions/session.ts',
  },
  {
    name: 'session of the console',
    pk: 'USER#<user>',
    sk: 'CONSOLE#<session>',
    lives: '8 hours',
    holds: 'That the session was let into the console, the hash of the cookie’s secret, when the last proof was made',
    keptBy: 'shared/sessions/console-session.ts',
  },
  {
    name: 'administrator',
    pk: 'USER#<user>',
    sk: 'ADMINISTRATOR',
    index: { pk: 'ADMINISTRATORS', sk: '<role>#<user name>' },
    holds: 'Nothing but its place: whoever has a role is listed',
    keptBy: 'shared/users/administrators.ts',
  },
  {
    name: 'participant',
    pk: 'USER#<user>',
    sk: 'PARTICIPANT#<session>#<app>#<index>',
    lives: 'as the session',
    holds: 'An app that was told of a session, to be told of its end',
    keptBy: 'shared/sessions/session.ts',
  },
  {
    name: 'known browser',
    pk: 'USER#<user>',
    sk: 'KNOWN#<hash>',
    lives: '90 days',
    holds: 'That the user signed in from this browser: it has a budget of attempts of its own',
    keptBy: 'shared/users/known-browser.ts',
  },
  {
    name: 'favourites, last used',
    pk: 'USER#<user>',
    sk: '<FAVOURITES or RECENT>',
    holds: 'The doors that the portal shows first',
    keptBy: 'shared/sign-in/portal.ts',
  },
  {
    name: 'group',
    pk: 'GROUP#<group>',
    sk: 'GROUP',
    index: { pk: 'GROUPS', sk: '<name>' },
    holds: 'Name and description',
    keptBy: 'shared/groups/group.ts',
  },
  {
    name: 'group name',
    pk: 'UNIQUE#GROUP#<name>',
    sk: 'UNIQUE',
    holds: 'Whose it is',
    keptBy: 'shared/groups/group.ts',
  },
  {
    name: 'app',
    pk: 'APP#<app>',
    sk: 'APP',
    index: { pk: 'APPS', sk: '<name>' },
    holds: 'A service provider: entity ID, addresses, certificates, what it is told',
    keptBy: 'shared/apps/app.ts',
  },
  {
    name: 'assignment of an app',
    pk: 'APP#<app>',
    sk: 'ASSIGN#<USER or GROUP>#<id>',
    index: { pk: '<USER or GROUP>#<id>', sk: 'APP#<app>' },
    holds: 'That the user or group may use the app',
    keptBy: 'shared/apps/app.ts',
  },
  {
    name: 'published metadata',
    pk: 'APPMETADATA#<app>',
    sk: 'METADATA',
    index: { pk: 'APPMETADATA', sk: '<time>#<app>' },
    holds:
      'How it stands with metadata that an app publishes, when it is read next, and what waits for an administrator',
    keptBy: 'shared/apps/metadata/state.ts',
  },
  {
    name: 'AWS account',
    pk: 'AWSACCOUNT#<account>',
    sk: 'ACCOUNT',
    index: { pk: 'AWSACCOUNTS', sk: '<name>' },
    holds: 'Name and partition',
    keptBy: 'shared/aws-access/aws-accounts.ts',
  },
  {
    name: 'role',
    pk: 'AWSACCOUNT#<account>',
    sk: 'ROLE#<role>',
    holds: 'The ARNs of role and provider, the longest session, what the trust policy allows',
    keptBy: 'shared/aws-access/aws-accounts.ts',
  },
  {
    name: 'assignment of a role',
    pk: 'AWSROLE#<account>#<role>',
    sk: 'ASSIGN#<USER or GROUP>#<id>',
    index: { pk: '<USER or GROUP>#<id>', sk: 'AWSROLE#<account>#<role>' },
    holds: 'Who may take the role, for how long, with which tags, landing where',
    keptBy: 'shared/aws-access/aws-accounts.ts',
  },
  {
    name: 'sign-in',
    pk: 'SIGNIN#<sign-in>',
    sk: 'SIGNIN',
    lives: '10 minutes',
    holds: 'The admitted request, the browser it is bound to, the proofs so far',
    keptBy: 'shared/sign-in/sign-in.ts',
  },
  {
    name: 'sign-out',
    pk: 'LOGOUT#<sign-out>',
    sk: 'LOGOUT',
    lives: '10 minutes',
    holds: 'Which apps are still to be told, and who is answered at the end',
    keptBy: 'shared/sign-in/sign-out-state.ts',
  },
  {
    name: 'answered request',
    pk: 'REQUEST#<hash>',
    sk: 'REQUEST',
    lives: 'twice as long as the request is good',
    holds: 'That a message with this ID of this app was taken',
    keptBy: 'shared/sign-in/begin.ts',
  },
  {
    name: 'link',
    pk: 'TOKEN#<purpose>#<hash>',
    sk: 'TOKEN',
    lives: '1 hour; activation 7 days',
    holds: 'A link by the hash of its secret: activation, new password, set-up, recovery',
    keptBy: 'shared/users/link-token.ts',
  },
  {
    name: 'attempts',
    pk: 'ATTEMPTS#<who>#<what>',
    sk: '<scope>',
    lives: 'two windows',
    holds: 'How many passwords were tried, resets asked for, errors signed for a network',
    keptBy: 'shared/users/attempts.ts',
  },
  {
    name: 'mail',
    pk: 'OUTBOX#<shard>',
    sk: '<mail>',
    index: { pk: 'MAILS', sk: '<mail>' },
    holds: 'A mail that is not sent yet; its link is sealed under the data key',
    keptBy: 'shared/mail/outbox.ts',
  },
  {
    name: 'API token',
    pk: 'APITOKEN#<token>',
    sk: 'APITOKEN',
    index: { pk: 'APITOKENS', sk: '<made at>' },
    lives: '1 to 365 days',
    holds: 'Name, scopes, the hash of its secret',
    keptBy: 'shared/admin/api-token.ts',
  },
  {
    name: 'idempotency key',
    pk: 'IDEMPOTENCY#<hash>',
    sk: 'IDEMPOTENCY',
    lives: 'a day',
    holds: 'What was asked under a key of the caller’s, as a digest, and what was answered',
    keptBy: 'shared/admin/once.ts',
  },
  {
    name: 'onboarding',
    pk: 'USER#<user>',
    sk: 'ONBOARDING',
    index: { pk: 'ONBOARDING#<state>', sk: '<time>#<user>' },
    holds: 'How far the user has come: not invited, invited until when, mail came back, password set',
    keptBy: 'shared/users/onboarding.ts',
  },
  {
    name: 'suppressed address',
    pk: 'SUPPRESSED#<address>',
    sk: 'SUPPRESSED',
    holds: 'That a mail to the address came back for good, or that its reader complained: nothing is sent there',
    keptBy: 'shared/mail/suppression.ts',
  },
  {
    name: 'mail given up',
    pk: 'MAIL#<mail>',
    sk: 'MAIL',
    index: { pk: 'MAILS', sk: '<mail>' },
    lives: '30 days',
    holds: 'A mail that was never sent, without its link, and why',
    keptBy: 'shared/mail/failing.ts',
  },
  {
    name: 'import',
    pk: 'IMPORT#<import>',
    sk: 'IMPORT',
    index: { pk: 'IMPORTS', sk: '<made at>#<import>' },
    lives: '30 days',
    holds: 'A file of users, and the jobs that ran over it',
    keptBy: 'shared/provisioning/import.ts',
  },
  {
    name: 'row of an import',
    pk: 'IMPORTROWS#<job>#<shard>',
    sk: 'ROW#<row>',
    index: { pk: 'IMPORTROWS#<job>#<outcome>', sk: '<row>' },
    lives: '90 days',
    holds: 'What came of the row, made in the transaction that did it, so that it is done once',
    keptBy: 'shared/provisioning/import-results.ts',
  },
  {
    name: 'name that a row claims',
    pk: 'IMPORTKEYS#<job>#<shard>',
    sk: '<hash>',
    lives: '90 days',
    holds: 'Which row of a file is about this name or address: no two are about one',
    keptBy: 'shared/provisioning/import-results.ts',
  },
  {
    name: 'job',
    pk: 'JOB#<job>',
    sk: 'JOB',
    index: { pk: 'JOBS', sk: '<made at>#<job>' },
    lives: '90 days',
    holds: 'Long work: what was asked, how far it is, where it goes on, who runs it until when',
    keptBy: 'shared/provisioning/job.ts',
  },
  {
    name: 'open job',
    pk: 'OPENJOBS',
    sk: '<job>',
    lives: 'until the job ends',
    holds: 'That the job has not ended: the sweep looks here for those that nobody runs',
    keptBy: 'shared/provisioning/job.ts',
  },
  {
    name: 'plan',
    pk: 'PLAN#<plan>',
    sk: 'PLAN',
    lives: '2 days',
    holds: 'What a configuration would change: how much, the digest of it, the job that carries it out',
    keptBy: 'shared/configuration/plan.ts',
  },
  {
    name: 'change of a plan',
    pk: 'PLAN#<plan>',
    sk: '<CHANGE or DONE>#<number>',
    lives: '2 days',
    holds: 'One change, with the state that it was decided on; and that it was carried out',
    keptBy: 'shared/configuration/plan.ts',
  },
  {
    name: 'settings',
    pk: 'SETTINGS',
    sk: 'SETTINGS',
    holds: 'The entity ID, for ever; the epoch of all sessions; what administrators chose, by section',
    keptBy: 'shared/sign-in/settings.ts',
  },
  {
    name: 'key ring',
    pk: 'KEYRING',
    sk: 'KEYRING',
    holds: 'The active and the next signing key with their certificates',
    keptBy: 'shared/keys/key-ring.ts',
  },
  {
    name: 'owners',
    pk: 'OWNERS',
    sk: 'OWNERS',
    holds: 'How many active owners there are; while it is missing, set-up links are given',
    keptBy: 'shared/users/owners.ts',
  },
  {
    name: 'audit event',
    pk: 'AUDIT#<hour>#<shard>',
    sk: '<time>#<event>',
    index: { pk: 'AUDIT#USER#<user>', sk: '<time>#<event>', isPartial: true },
    holds: 'What was done, by whom; it stands in the index for the user whom it is about, if it is about one',
    keptBy: 'shared/audit/event.ts',
  },
  {
    name: 'mail settings',
    pk: 'SETTINGS',
    sk: 'MAIL',
    holds: 'Who mails are from, and the templates that were written anew',
    keptBy: 'shared/mail/mail-settings.ts',
  },
  {
    name: 'logo',
    pk: 'SETTINGS',
    sk: 'LOGO#<digest>',
    holds: 'The picture that every page shows',
    keptBy: 'shared/settings/logo.ts',
  },
  {
    name: 'policies',
    pk: 'POLICIES',
    sk: 'POLICIES',
    holds: 'All policies in their order, under one version; until somebody changes them there is none',
    keptBy: 'shared/policy/policies.ts',
  },
  {
    name: 'ledger entry',
    pk: 'LEDGER#<hour>#<shard>',
    sk: '<time>#<message>#<kind>',
    holds: 'What was signed: message, digest, key, app, user',
    keptBy: 'shared/audit/ledger.ts',
  },
  {
    name: 'trace',
    pk: 'TRACE#<request>',
    sk: 'TRACE',
    lives: 'as the settings say, a week if they do not',
    holds: 'A sign-in with its request, and what its response was written of: never a signature',
    keptBy: 'shared/trace/traces.ts',
  },
  {
    name: 'trace in a list',
    pk: 'TRACES#<day>#<shard>',
    sk: '<time>#<request>',
    index: { pk: 'TRACEUSER#<user>', sk: '<time>#<request>' },
    lives: 'as long as the trace',
    holds: 'How a sign-in ended, at which app or role; the user by ID alone',
    keptBy: 'shared/trace/traces.ts',
  },
  {
    name: 'chain',
    pk: 'CHAIN',
    sk: 'CHAIN',
    holds: 'The last seal’s number and head, the last hour that is sealed',
    keptBy: 'shared/audit/seals.ts',
  },
  {
    name: 'seal',
    pk: 'SEAL#<number>',
    sk: 'SEAL',
    holds: 'An hour, how many events and entries it has, the digest over theirs, the head before, its own head',
    keptBy: 'shared/audit/seals.ts',
  },
  {
    name: 'sealed digests',
    pk: 'SEALED#<hour>',
    sk: '<root>#<page>',
    holds: 'The digests of the records that a seal covers',
    keptBy: 'shared/audit/seals.ts',
  },
  {
    name: 'follower',
    pk: 'FOLLOWER#<name>',
    sk: 'FOLLOWER',
    holds: 'How far counters and streams have read the logs',
    keptBy: 'shared/audit/follow.ts',
  },
  {
    name: 'counters',
    pk: 'STATS#<day>',
    sk: '<hour>#<AUDIT or LEDGER>',
    lives: '400 days',
    holds: 'What happened in an hour, by name: sign-ins, causes, apps, roles, signatures, mails',
    keptBy: 'shared/audit/counters.ts',
  },
];

/** The kinds whose form a pair of keys has; more than one would mean that the map is not clear. */
export const kindsOf = (key: { readonly pk: string; readonly sk: string }): readonly Kind[] =>
  KINDS.filter(({ pk, sk }) => patternOf(pk).test(key.pk) && patternOf(sk).test(key.sk));

/** A form as a pattern: `<A or B>` is one of these words, any other `<…>` whatever stands there. */
export function patternOf(form: string): RegExp {
  const parts = form.split(/(<[^>]+>)/).map((part) => {
    if (!part.startsWith('<')) return part.replaceAll(/[.*+?^$()|[\]\\{}]/g, String.raw`\$&`);
    const words = part.slice(1, -1).split(' or ');
    return words.length > 1 && words.every((word) => /^[A-Z]+$/.test(word)) ? `(?:${words.join('|')})` : '.+';
  });
  return new RegExp(`^${parts.join('')}$`);
}
