import type { MailKind } from './mail.ts';
import type { Template, TemplateNames } from './template-text.ts';

/** A kind of mail. */
export interface KindOfMail {
  /** Where its link leads, for those that carry one. */
  readonly path?: string;
  /** Whether it tells of something that was done, by facts that come with it. */
  readonly hasFacts?: true;
  readonly template: Template;
}

const body = (...paragraphs: readonly string[]): string => paragraphs.join('\n\n');

/** What stands around a link in every mail that has one. */
const link = (label: string): readonly string[] => [
  `[${label}]({{link}})`,
  'The link works once, until {{until}}.',
  'If the page asks for a code, paste this one:',
  '{{code}}',
];

/** Every kind of mail, with what it says until somebody writes it anew. */
export const KINDS_OF_MAIL: Readonly<Record<MailKind, KindOfMail>> = {
  activation: {
    path: '/activate',
    template: {
      subject: 'Set your password',
      body: body(
        'Hello {{displayName}},',
        'An account was made for you at {{organisation}}. Set a password to sign in.',
        ...link('Set your password'),
        'If you did not expect this mail, you can leave it alone: without a password nobody can use the account.',
      ),
    },
  },
  'password-reset': {
    path: '/reset-password',
    template: {
      subject: 'Set a new password',
      body: body(
        'Hello {{displayName}},',
        'Somebody, most likely you, asked to set a new password for your account at {{organisation}}.',
        ...link('Set a new password'),
        'If it was not you, you can leave this mail alone: your password stays as it is.',
      ),
    },
  },
  'password-changed': {
    template: {
      subject: 'Your password was changed',
      body: body(
        'Hello {{displayName}},',
        'The password of your account at {{organisation}} was changed, and every session was ended.',
        'If it was not you, set a new password at once and tell {{support}}.',
      ),
    },
  },
  welcome: {
    template: {
      subject: 'Welcome to {{organisation}}',
      body: body(
        'Hello {{displayName}},',
        'Your account is ready. Your AWS accounts and apps are all in one place:',
        '[Open your portal]({{signInUrl}})',
        'If you need help, ask {{support}}.',
      ),
    },
  },
  'role-changed': {
    hasFacts: true,
    template: {
      subject: 'An administrator’s role was changed',
      body: body(
        'Hello {{displayName}},',
        'Every owner is told when somebody is given a role at {{organisation}}, or loses one.',
        '{{facts}}',
        'If this was not meant to be, take the role away in the console and look at the audit log.',
      ),
    },
  },
  'recovery-used': {
    hasFacts: true,
    template: {
      subject: 'The recovery of owners was used',
      body: body(
        'Hello {{displayName}},',
        'Somebody with rights in the AWS account has made a way in for an owner of {{organisation}}, past everybody else.',
        '{{facts}}',
        'If nobody of you did this, end that user’s sessions and look at who may invoke the function in AWS.',
      ),
    },
  },
};

/** All kinds, in the order in which they are shown. */
export const MAIL_KINDS = Object.keys(KINDS_OF_MAIL) as readonly MailKind[];

const COMMON = ['displayName', 'organisation', 'signInUrl', 'support'];

/** The names that a kind of mail may bear. A subject bears no link: subjects are shown on locked screens. */
export function namesOf(kind: MailKind): TemplateNames {
  const { path, hasFacts } = KINDS_OF_MAIL[kind];
  const hasLink = path !== undefined;
  return {
    inSubject: ['displayName', 'organisation'],
    inBody: [...COMMON, ...(hasLink ? ['link', 'code', 'until'] : []), ...(hasFacts ? ['facts'] : [])],
    needed: [...(hasLink ? ['link'] : []), ...(hasFacts ? ['facts'] : [])],
  };
}
