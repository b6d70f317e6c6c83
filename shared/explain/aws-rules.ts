import { isConsoleUrl, isSignInUrl, PARTITIONS } from '../aws-access/partition.ts';
import { NAME_ID_FORMAT } from '../saml/names.ts';
import { AWS_ATTRIBUTE_RULES } from './aws-attribute-rules.ts';
import { failed, ofAws, ok, type Rule, timeIn, unknown } from './rule.ts';

const ASSERTIONS = 'IAM User Guide, “Configure SAML assertions”';
const TROUBLE = 'IAM User Guide, “Troubleshooting SAML 2.0 federation”';
const ENDPOINTS = 'AWS General Reference, “AWS Sign-In endpoints”';

const FORMATS: readonly (string | undefined)[] = [
  undefined,
  NAME_ID_FORMAT.persistent,
  NAME_ID_FORMAT.transient,
  NAME_ID_FORMAT.emailAddress,
  NAME_ID_FORMAT.unspecified,
  NAME_ID_FORMAT.entity,
  'urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName',
  'urn:oasis:names:tc:SAML:1.1:nameid-format:WindowsDomainQualifiedName',
  'urn:oasis:names:tc:SAML:2.0:nameid-format:kerberos',
];

/** AWS redeems no assertion that was issued longer ago, in seconds. */
const REDEEMED_SECONDS = 300;
/** The longest SAMLAssertion that STS takes, in characters of base64. */
const STS_CHARACTERS = 100_000;

/** What AWS's own sign-in (IAM federation) asks beyond SAML. */
export const AWS_RULES: readonly Rule[] = [
  {
    id: 'aws-audience',
    rule: 'The audience is AWS’s in the partition of the endpoint.',
    source: TROUBLE,
    check: ofAws(({ audiences }, partition) => {
      const { audience } = PARTITIONS[partition];
      return audiences.includes(audience)
        ? ok(audiences)
        : failed(
            audiences,
            'AWS answers “Response does not contain the required audience.”',
            `Send ${audience} as the audience (the entity ID of AWS in this partition).`,
          );
    }),
  },
  {
    id: 'aws-recipient',
    rule: 'Recipient is a sign-in endpoint of the partition.',
    source: ENDPOINTS,
    check: ofAws(({ confirmations }, partition) => {
      const recipients = confirmations.flatMap(({ recipient }) => recipient ?? []);
      return recipients.length > 0 && recipients.every((one) => isSignInUrl(partition, one))
        ? ok(recipients)
        : failed(
            recipients,
            'AWS takes responses at its sign-in endpoints alone, and the role’s trust policy compares this address with SAML:aud.',
            `Send it to https://${PARTITIONS[partition].signInHost}/saml, or to a Region’s endpoint that SAML:aud names.`,
          );
    }),
  },
  {
    id: 'aws-name-id-format',
    rule: 'The NameID has one of the formats that AWS takes.',
    source: ASSERTIONS,
    check: ofAws(({ nameIds }) => {
      const formats = nameIds.map(({ format }) => format);
      return formats.every((format) => FORMATS.includes(format))
        ? ok(formats)
        : failed(formats, 'AWS refuses other formats with AccessDenied.', 'Choose the format “persistent”.');
    }),
  },
  {
    id: 'aws-assertion-signed',
    rule: 'The assertion itself is signed.',
    source: 'AWS’s SP metadata (WantAssertionsSigned)',
    check: ofAws(({ signatures }, _partition, { judging }) => {
      if (!judging.signatures) return undefined;
      return signatures.length === 1
        ? ok()
        : failed(
            [],
            'AWS wants the assertion signed; a signature on the response alone need not be taken.',
            'Switch on “sign assertion” for AWS.',
          );
    }),
  },
  {
    id: 'aws-age',
    rule: 'The assertion is redeemed within five minutes of IssueInstant.',
    source: 'STS: ExpiredTokenException',
    check: ofAws(({ issueInstant }, _partition, { judging: { now } }) => {
      const at = timeIn(issueInstant);
      if (!at) return undefined;
      return now.getTime() - at.getTime() <= REDEEMED_SECONDS * 1000
        ? ok([issueInstant])
        : failed(
            [issueInstant],
            'AWS answers “Token must be redeemed within 5 minutes of issuance”.',
            'Sign in again and let the browser go on at once. If it happens at once, compare the clocks.',
          );
    }),
  },
  {
    id: 'aws-session-end',
    rule: 'SessionNotOnOrAfter, if there is one, lies behind the assertion.',
    source: ASSERTIONS,
    check: ofAws(({ statements, issueInstant }) => {
      const ends = statements.flatMap(({ sessionNotOnOrAfter }) => sessionNotOnOrAfter ?? []);
      if (ends.length === 0) return undefined;
      const at = timeIn(issueInstant);
      return ends.every((end) => (timeIn(end)?.getTime() ?? 0) > (at?.getTime() ?? Infinity))
        ? ok(ends)
        : failed(
            ends,
            'AWS ends the session at this time: it would be over at once.',
            'Let it end with the session of the identity provider, or leave it out.',
          );
    }),
  },
  {
    id: 'aws-size',
    rule: 'The response has at most 100,000 characters of base64.',
    source: 'AWS STS API Reference, AssumeRoleWithSAML',
    check: ({ judging: { partition, base64Length } }) => {
      if (!partition || base64Length === undefined) return undefined;
      return base64Length <= STS_CHARACTERS
        ? ok([String(base64Length)])
        : failed(
            [String(base64Length)],
            'STS takes no longer ones: mostly, every role of the user is listed.',
            'Send one role in each assertion, as Samlet does.',
          );
    },
  },
  {
    id: 'aws-encrypted',
    rule: 'An encrypted assertion goes to the provider’s own endpoint.',
    source: 'IAM User Guide, “Create a SAML identity provider in IAM”',
    check: ({ response: { encryptedAssertions, destination }, judging: { partition } }) => {
      if (!partition || encryptedAssertions === 0) return undefined;
      return destination?.includes('/saml/acs/')
        ? unknown('Whether AWS can decrypt it depends on the private key that the SAML provider in IAM holds.')
        : failed(
            [destination],
            'Where encryption is required, AWS takes the response at …/saml/acs/<ID of the provider>.',
            'Use the sign-in URL that the SAML provider shows in IAM, or switch encryption off.',
          );
    },
  },
  {
    id: 'aws-relay-state',
    rule: 'RelayState, if there is one, leads to a console of the partition.',
    source: 'AWS Security Blog, on RelayState for the console',
    isPersonal: true,
    check: ({ judging: { partition, relayState } }) => {
      if (!partition || relayState === undefined || relayState === '') return undefined;
      return isConsoleUrl(partition, relayState)
        ? ok([relayState])
        : failed(
            [relayState],
            'AWS answers 400 Bad Request to a RelayState that is no console URL.',
            `Set RelayState to an https address of ${PARTITIONS[partition].consoleHost} or below it, or leave it empty.`,
          );
    },
  },
  ...AWS_ATTRIBUTE_RULES,
];
