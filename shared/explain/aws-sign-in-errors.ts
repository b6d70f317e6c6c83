import type { ErrorRow } from './error-row.ts';

const SIGN_IN = 'AWS sign-in';
const STS = 'AWS STS';

/** Where to look for the values of one user and role. */
const PREVIEW = 'Open AWS ▸ the role ▸ Preview in the console, choose the user, and look at the findings.';
const TRUST = 'In the AWS account, open IAM ▸ Roles ▸ the role ▸ Trust relationships.';

/** What AWS answers to a sign-in by IAM federation (IAM User Guide, “Troubleshooting SAML 2.0 federation”). */
export const AWS_SIGN_IN_ERRORS: readonly ErrorRow[] = [
  {
    id: 'aws-invalid-saml-response',
    from: SIGN_IN,
    text: 'Your request included an invalid SAML response. To logout, click here.',
    pattern: /your request included an invalid saml response/,
    causes: [
      {
        cause:
          'The response holds no attribute Role, or a Role that is not two ARNs and a comma: brackets, quotes or white space of an example are still there.',
        owner: 'samlet-administrator',
        steps: [
          'Paste the SAMLResponse here, or open its trace: the findings name the attribute.',
          'Correct the role’s ARN or that of its SAML provider under AWS ▸ the account ▸ the role. Samlet removes brackets and spaces when they are entered.',
          'Sign in again.',
        ],
      },
      {
        cause: 'An attribute’s name is written in other letters: role is not Role.',
        owner: 'samlet-administrator',
        steps: ['If AWS is registered as a custom SAML app, replace it by the AWS app, which writes the names itself.'],
      },
    ],
  },
  {
    id: 'aws-bad-request',
    from: SIGN_IN,
    text: '400 BAD REQUEST',
    pattern: /(?:\b400\b[ :,-]{0,3}bad request|bad request.{0,20}\b400\b|status code:? 400)/,
    causes: [
      {
        cause: 'RelayState is not a URL of the AWS console.',
        owner: 'samlet-administrator',
        steps: [
          'Look at the RelayState of the role’s assignment, or of the app: it must be an https address of console.aws.amazon.com or below it, or empty.',
          'Save it again: Samlet refuses what is none.',
        ],
      },
      {
        cause: 'The assertion is not signed.',
        owner: 'samlet-administrator',
        steps: ['Switch on “Sign assertion” for the app. “Sign response” is optional for AWS.'],
      },
      {
        cause: 'The form did not arrive whole: a browser extension, a proxy, or a page that was left open for long.',
        owner: 'user',
        steps: ['Go back to the portal and open the role again.', 'Try a private window without extensions.'],
      },
    ],
  },
  {
    id: 'aws-session-name-required',
    from: `${STS} (InvalidIdentityToken, 400)`,
    text: 'RoleSessionName is required in AuthnResponse',
    pattern: /rolesessionname is required/,
    causes: [
      {
        cause: 'The attribute RoleSessionName is missing, or empty for this user.',
        owner: 'samlet-administrator',
        steps: ['See that the user has a mail address: the AWS app makes RoleSessionName of it.', PREVIEW],
      },
    ],
  },
  {
    id: 'aws-session-name-invalid',
    from: `${STS} (InvalidIdentityToken, 400)`,
    text: 'RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}',
    pattern: /rolesessionname in authnresponse must match/,
    causes: [
      {
        cause:
          'The value has a space, an accent or another sign that AWS does not take, or is longer than 64 characters.',
        owner: 'samlet-administrator',
        steps: ['Use the AWS app: it replaces such signs and cuts what is too long.', PREVIEW],
      },
    ],
  },
  {
    id: 'aws-source-identity-invalid',
    from: `${STS} (InvalidIdentityToken, 400)`,
    text: 'Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with "aws:"',
    pattern: /source ?identity.{0,40}must match|source ?identity.{0,60}not begin with "?aws:/,
    causes: [
      {
        cause: 'The value of SourceIdentity has signs that AWS does not take, or begins with “aws:”.',
        owner: 'samlet-administrator',
        steps: ['Use the AWS app: it makes SourceIdentity of the user name in the form that AWS takes.', PREVIEW],
      },
    ],
  },
  {
    id: 'aws-not-authorized',
    from: `${STS} (AccessDenied, 403)`,
    text: 'Not authorized to perform sts:AssumeRoleWithSAML',
    pattern: /(?:not authorized to perform:? ?"?sts:assumerolewithsaml|accessdenied.{0,80}assumerolewithsaml)/,
    causes: [
      {
        cause:
          'The role’s trust policy does not let the SAML provider in: another provider, another action, or a condition on SAML:aud that does not name the endpoint which was used.',
        owner: 'aws-administrator',
        steps: [
          TRUST,
          'Principal must be {"Federated": "<ARN of the SAML provider>"}, the action sts:AssumeRoleWithSAML, without a Resource.',
          'The condition StringEquals SAML:aud must hold the very Recipient of the response: https://signin.aws.amazon.com/saml, or the Region’s endpoint that was chosen.',
        ],
      },
      {
        cause:
          'Session tags are sent, and the trust policy lacks sts:TagSession; or a source identity, and it lacks sts:SetSourceIdentity.',
        owner: 'aws-administrator',
        steps: [
          TRUST,
          'Add sts:TagSession and sts:SetSourceIdentity beside sts:AssumeRoleWithSAML.',
          'Or take the marks “tagSession” and “sourceIdentity” away from the role in Samlet: then neither is sent.',
        ],
      },
      {
        cause: 'There is no such role: IAM’s names are case-sensitive here, and a path is part of the ARN.',
        owner: 'samlet-administrator',
        steps: ['Compare the role’s ARN with the one that IAM shows, letter for letter.'],
      },
      {
        cause: 'The response has no NameID.',
        owner: 'samlet-administrator',
        steps: ['Paste the SAMLResponse here: the finding “subject” tells.'],
      },
    ],
  },
  {
    id: 'aws-tag-session-denied',
    from: `${STS} (AccessDenied, 403)`,
    text: 'is not authorized to perform: sts:TagSession',
    pattern: /not authorized to perform:? ?"?sts:tagsession/,
    causes: [
      {
        cause: 'Session tags are sent, and the trust policy of the role lacks sts:TagSession.',
        owner: 'aws-administrator',
        steps: [
          TRUST,
          'Add sts:TagSession beside sts:AssumeRoleWithSAML.',
          'Or remove the tags from the assignment in Samlet.',
        ],
      },
    ],
  },
  {
    id: 'aws-source-identity-denied',
    from: `${STS} (AccessDenied, 403)`,
    text: 'is not authorized to perform: sts:SetSourceIdentity',
    pattern: /not authorized to perform:? ?"?sts:setsourceidentity/,
    causes: [
      {
        cause: 'A source identity is sent, and the trust policy of the role lacks sts:SetSourceIdentity.',
        owner: 'aws-administrator',
        steps: [
          TRUST,
          'Add sts:SetSourceIdentity beside sts:AssumeRoleWithSAML.',
          'Or take the mark “sourceIdentity” away from the role in Samlet.',
        ],
      },
    ],
  },
  {
    id: 'aws-signature-invalid',
    from: `${STS} (InvalidIdentityToken, 400)`,
    text: 'Response signature invalid',
    pattern: /(?:response )?signature (?:is )?invalid|invalid signature.{0,30}saml/,
    causes: [
      {
        cause:
          'The SAML provider in IAM holds metadata with another certificate: the keys were changed, or it is that of another Samlet.',
        owner: 'aws-administrator',
        steps: [
          'Download the metadata from Samlet (Settings ▸ Identity, or /saml/metadata).',
          'In the AWS account, open IAM ▸ Identity providers ▸ the provider ▸ Replace metadata, and upload it.',
        ],
      },
      {
        cause: 'The response was changed on its way, as by a proxy or an extension that indents XML.',
        owner: 'user',
        steps: [
          'Try a private window without extensions.',
          'Paste the SAMLResponse here: the finding “signature-holds” tells whether it was changed.',
        ],
      },
    ],
  },
  {
    id: 'aws-issuer-not-present',
    from: `${STS} (AuthSamlInvalidSamlResponseException)`,
    text: 'Issuer not present in specified provider',
    pattern: /issuer not present in specified provider/,
    causes: [
      {
        cause:
          'The issuer of the response is not the entity ID in the metadata that the SAML provider in IAM holds: the metadata is of another identity provider, or of an earlier Samlet.',
        owner: 'aws-administrator',
        steps: [
          'Compare the entity ID under Settings ▸ Identity with the one that IAM ▸ Identity providers ▸ the provider shows.',
          'Replace the provider’s metadata by that of this Samlet, or correct the provider’s ARN at the role.',
        ],
      },
    ],
  },
  {
    id: 'aws-provider-missing',
    from: `${STS} (AuthSamlManifestNotFoundException)`,
    text: "Specified provider doesn't exist",
    pattern: /specified provider (?:doesn't|does not) exist|authsamlmanifestnotfoundexception/,
    causes: [
      {
        cause:
          'The account has no SAML provider of the name in the Role attribute: it was deleted, or the name differs in its letters.',
        owner: 'aws-administrator',
        steps: [
          'Compare the provider’s ARN at the role in Samlet with IAM ▸ Identity providers.',
          'Make the provider in that account with Samlet’s metadata, or correct the ARN.',
        ],
      },
      {
        cause: 'A role of GovCloud or China was sent to the commercial endpoint, or the other way round.',
        owner: 'samlet-administrator',
        steps: ['Check the partition of the account in Samlet: the endpoint follows from it.'],
      },
    ],
  },
  {
    id: 'aws-audience',
    from: `${STS} (InvalidIdentityToken, 400)`,
    text: 'Response does not contain the required audience.',
    pattern: /response does not contain the required audience/,
    causes: [
      {
        cause:
          'The audience is not urn:amazon:webservices (in GovCloud urn:amazon:webservices:govcloud, in China urn:amazon:webservices:cn-north-1).',
        owner: 'samlet-administrator',
        steps: [
          'Register the account in Samlet under its partition. A custom SAML app must have that entity ID, letter for letter.',
        ],
      },
    ],
  },
  {
    id: 'aws-role-not-in-assertion',
    from: STS,
    text: 'RoleArn not found in SAML assertion',
    pattern: /rolearn not found in (?:the )?saml assertion/,
    causes: [
      {
        cause:
          'A tool asks for a role that the assertion does not name. Samlet’s assertions name the one role that was chosen.',
        owner: 'user',
        steps: [
          'Choose the very role in the portal, or give the tool the address of that role (/go/aws/<account>/<role>).',
        ],
      },
      {
        cause: 'The role’s ARN is written differently: a path is missing, or letters differ in case.',
        owner: 'samlet-administrator',
        steps: ['Compare the ARN at the role in Samlet with the one that IAM shows.'],
      },
    ],
  },
  {
    id: 'aws-duration',
    from: `${STS} (ValidationError, 400)`,
    text: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    pattern: /requested durationseconds exceeds the (?:maxsessionduration|1 hour)/,
    causes: [
      {
        cause: 'A longer session is asked for than the role allows.',
        owner: 'samlet-administrator',
        steps: [
          'Set the longest session of the role in Samlet to IAM’s “Maximum session duration”: no assignment goes beyond it.',
        ],
      },
      {
        cause: 'A role that is taken with the credentials of another (role chaining) lasts one hour at the most.',
        owner: 'user',
        steps: ['Ask for 3600 seconds where roles are chained.'],
      },
    ],
  },
  {
    id: 'aws-expired-token',
    from: `${STS} (ExpiredTokenException, 400)`,
    text: 'Token must be redeemed within 5 minutes of issuance',
    pattern: /token must be redeemed within (?:5|five) minutes|expiredtoken/,
    causes: [
      {
        cause: 'The assertion was kept for more than five minutes: the page was left open, or a tool used it twice.',
        owner: 'user',
        steps: ['Sign in again, and let the browser go on at once.'],
      },
      {
        cause: 'A clock is wrong on the machine that sent it.',
        owner: 'user',
        steps: ['If it happens at once, set the machine’s clock by NTP.'],
      },
    ],
  },
  {
    id: 'aws-invalid-identity-token',
    from: `${STS} (400)`,
    text: 'InvalidIdentityToken',
    pattern: /invalididentitytoken/,
    causes: [
      {
        cause:
          'STS read the assertion and refuses it. What it says beside this code tells why: session name, signature, audience or issuer.',
        owner: 'samlet-administrator',
        steps: [
          'Paste the whole message here, not only its code.',
          'Or paste the SAMLResponse: every rule is checked.',
        ],
      },
    ],
  },
  {
    id: 'aws-packed-policy',
    from: `${STS} (PackedPolicyTooLarge, 400)`,
    text: 'Packed size of session tags consumes more than 100% of allotted space',
    pattern: /packed (?:size|policy).{0,80}(?:allotted|too ?large|exceed)|packedpolicytoolarge/,
    causes: [
      {
        cause: 'The session tags are too large together.',
        owner: 'samlet-administrator',
        steps: ['Send fewer or shorter tags with the assignment.', PREVIEW],
      },
    ],
  },
  {
    id: 'aws-tags-invalid',
    from: STS,
    text: 'Unable to validate tags',
    pattern: /unable to validate (?:the )?tags|invalid (?:session )?tag/,
    causes: [
      {
        cause: 'A tag’s key or value is too long, holds signs that AWS does not take, or comes twice.',
        owner: 'samlet-administrator',
        steps: [PREVIEW, 'Shorten the value at the user or in the assignment: 256 characters at the most.'],
      },
    ],
  },
  {
    id: 'aws-log-out-first',
    from: SIGN_IN,
    text: 'You must first log out before logging into a different AWS account.',
    pattern: /must first log ?out before logging into a different aws account/,
    causes: [
      {
        cause: 'The browser has a session in another account, and multi-session support is not switched on.',
        owner: 'user',
        steps: [
          'In the AWS console, choose the account menu ▸ Turn on multi-session support.',
          'Or sign out of AWS first: https://signin.aws.amazon.com/oauth?Action=logout.',
        ],
      },
    ],
  },
];
