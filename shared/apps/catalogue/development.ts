import { acs, groups, type Preset, profile } from './preset.ts';

const slug = (name: string, label: string, help: string, example: string, pattern: RegExp) => ({
  name, label, help, example, pattern,
  fault: 'This is the name as it stands in the address, not the display name.',
}); // prettier-ignore

const NAME = /^[A-Za-z\d](?:[A-Za-z\d]|-(?=[A-Za-z\d])){0,38}$/;
const GITHUB =
  'https://docs.github.com/enterprise-cloud@latest/admin/managing-iam/iam-configuration-reference/saml-configuration-reference';
const GITHUB_ATTRIBUTES = [profile('emails', 'email'), profile('full_name', 'displayName')];
const GITHUB_STEPS = [
  'Sign on URL: {idp.loginUrl}. Issuer: {idp.entityId}. Paste the certificate from {idp.certificateUrl}; choose RSA-SHA256 and SHA-256.',
  'Test the configuration, save it, and keep the recovery codes before SAML is required of everybody.',
] as const;

/** Where code is kept and built. */
export const DEVELOPMENT: readonly Preset[] = [
  {
    id: 'github-organization',
    name: 'GitHub organization',
    description: 'Members link their GitHub account once and prove themselves to the organization by Samlet.',
    category: 'Development',
    metadata: 'may',
    inputs: [slug('organization', 'Organization', 'The organization’s name in its address.', 'example-org', NAME)],
    registration: {
      as: 'app',
      app: {
        entityId: 'https://github.com/orgs/{organization}',
        acs: acs('https://github.com/orgs/{organization}/saml/consume'),
        startUrl: 'https://github.com/orgs/{organization}/sso',
        nameIdFormat: 'persistent',
        attributes: GITHUB_ATTRIBUTES,
      },
    },
    expects: { nameIdFormats: ['persistent', 'emailAddress', 'unspecified'], attributes: [] },
    steps: ['In the organization’s settings open Authentication security, Enable SAML authentication.', ...GITHUB_STEPS],
    limits: ['Organizations of GitHub Enterprise Cloud alone.', 'Another NameID is another linked identity.'],
    links: [GITHUB],
    unverified: 'Entity ID and address as that page has them; its metadata stands under https://github.com/orgs/<organization>/saml/metadata.',
  },
  {
    id: 'github-enterprise',
    name: 'GitHub enterprise account',
    description: 'One sign-in for all organizations of an enterprise, also for enterprise managed users.',
    category: 'Development',
    metadata: 'may',
    inputs: [slug('enterprise', 'Enterprise', 'The enterprise’s name in its address.', 'example', NAME)],
    registration: {
      as: 'app',
      app: {
        entityId: 'https://github.com/enterprises/{enterprise}',
        acs: acs('https://github.com/enterprises/{enterprise}/saml/consume'),
        startUrl: 'https://github.com/enterprises/{enterprise}/sso',
        nameIdFormat: 'persistent',
        attributes: GITHUB_ATTRIBUTES,
      },
    },
    expects: { nameIdFormats: ['persistent', 'emailAddress', 'unspecified'], attributes: [] },
    steps: ['In the enterprise’s settings open Authentication security, Require SAML authentication.', ...GITHUB_STEPS],
    limits: ['It takes the place of every organization’s own SAML.', 'Managed users must be provisioned by SCIM before they sign in.'],
    links: [GITHUB],
    unverified: 'Entity ID and address as that page has them; its metadata stands under https://github.com/enterprises/<enterprise>/saml/metadata.',
  },
  {
    id: 'gitlab',
    name: 'GitLab.com group',
    description: 'Members of a top-level group on GitLab.com sign in by Samlet.',
    category: 'Development',
    metadata: 'may',
    inputs: [
      slug('group', 'Group', 'The top-level group’s path.', 'example-group', /^[A-Za-z\d_](?:[\w.-]{0,253}[A-Za-z\d_])?$/),
    ],
    registration: {
      as: 'app',
      app: {
        entityId: 'https://gitlab.com/groups/{group}',
        acs: acs('https://gitlab.com/groups/{group}/-/saml/callback'),
        startUrl: 'https://gitlab.com/groups/{group}/-/saml/sso',
        nameIdFormat: 'persistent',
        attributes: [
          profile('email', 'email'),
          profile('first_name', 'givenName'),
          profile('last_name', 'familyName'),
          groups('groups'),
        ],
      },
    },
    expects: { nameIdFormats: ['persistent'], attributes: ['email'], takesEncrypted: false },
    steps: [
      'In the group open Settings, SAML SSO.',
      'Identity provider single sign-on URL: {idp.loginUrl}.',
      'Certificate fingerprint: the SHA-256 fingerprint of the certificate from {idp.certificateUrl}.',
      'Copy the group’s GitLab single sign-on URL: with a token in it, it is the better start address for the tile.',
    ],
    limits: ['Top-level groups of paid plans alone.', 'The NameID links the account for ever.'],
    links: ['https://docs.gitlab.com/user/group/saml_sso/'],
    unverified: 'Entity ID and start address; the group’s settings show its own. A server of one’s own has others.',
  },
]; // prettier-ignore
