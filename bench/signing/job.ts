import { createPrivateKey } from 'node:crypto';
import { TEST_CERTIFICATE, TEST_CERTIFICATE_PEM, TEST_KEY_PEM } from '../../test/saml/out/documents.ts';

/** The key of all peers, RSA with 2,048 bits, parsed once; its certificate as PEM and as base64 DER. */
export const KEY_PEM = TEST_KEY_PEM;
export const KEY = createPrivateKey(KEY_PEM);
export const CERTIFICATE_PEM = TEST_CERTIFICATE_PEM;
export const CERTIFICATE = TEST_CERTIFICATE;

/** Who is signed in where: a response for AWS, with one signature on the assertion. */
export const JOB = {
  issuer: 'https://sso.example.org/saml/metadata',
  audience: 'urn:amazon:webservices',
  acsUrl: 'https://signin.aws.amazon.com/saml',
  nameIdFormat: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
  authnContext: 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport',
  nameFormat: 'urn:oasis:names:tc:SAML:2.0:attrname-format:uri',
} as const;

/** One of the users who take turns: eight attributes with twelve values, five of them roles. */
export interface JobUser {
  readonly email: string;
  readonly attributes: readonly (readonly [name: string, values: readonly string[]])[];
}

const AWS = 'https://aws.amazon.com/SAML/Attributes/';

/** The users who take turns. */
export const USERS: readonly JobUser[] = Array.from({ length: 64 }, (_, n) => {
  const email = `person-${n}@example.org`;
  const role = (index: number): string => {
    const iam = `arn:aws:iam::${String(111122223333 + n + index)}`;
    return `${iam}:role/Developer-${index},${iam}:saml-provider/Samlet`;
  };
  return {
    email,
    attributes: [
      [`${AWS}Role`, [0, 1, 2, 3, 4].map(role)],
      [`${AWS}RoleSessionName`, [email]],
      [`${AWS}SessionDuration`, ['28800']],
      [`${AWS}PrincipalTag:Department`, ['Research & Development']],
      [`${AWS}PrincipalTag:CostCenter`, [`cc-${n}`]],
      ['urn:oid:0.9.2342.19200300.100.1.3', [email]],
      ['urn:oid:2.5.4.42', ['Ines']],
      ['urn:oid:2.5.4.4', [`Lindqvist-${n}`]],
    ],
  };
});

/** Something that issues the response of a user, in base64 as the POST binding carries it. */
export type Peer = (user: JobUser) => Promise<string> | string;
