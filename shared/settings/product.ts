import type { Section } from './section.ts';

/** What the product does by itself, and what it shows to users. */
export interface ProductRules {
  /** Whether a user who is created is mailed the activation link at once, without an administrator's doing. */
  readonly activatesNewUsers: boolean;
  /** Whether a user who has set their first password is mailed a welcome. */
  readonly sendsWelcomeMail: boolean;
  /** Whether a forgotten password can be reset by mail. */
  readonly offersPasswordReset: boolean;
  /** Whether users may change their password on their own page. */
  readonly letsUsersChangePassword: boolean;
  /** Whether users see on their own page what the organisation knows of them. */
  readonly showsProfile: boolean;
  /** Whether the portal puts the roles of an AWS account together; otherwise each role is a tile of its own. */
  readonly groupsRolesByAccount: boolean;
}

/** The section. */
export const PRODUCT_RULES: Section<ProductRules> = {
  name: 'product',
  defaults: {
    activatesNewUsers: false,
    sendsWelcomeMail: false,
    offersPasswordReset: true,
    letsUsersChangePassword: true,
    showsProfile: true,
    groupsRolesByAccount: true,
  },
};
