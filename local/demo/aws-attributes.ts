import type { Assertion } from './assertion.ts';

/** What the names of AWS's attributes begin with; case matters. */
export const AWS_ATTRIBUTE = 'https://aws.amazon.com/SAML/Attributes/';

/** The formats of a NameID that AWS takes. */
export const NAME_ID_FORMATS: readonly (string | undefined)[] = [
  'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
  'urn:oasis:names:tc:SAML:2.0:nameid-format:transient',
  'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
  'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
  'urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName',
  'urn:oasis:names:tc:SAML:1.1:nameid-format:WindowsDomainQualifiedName',
  'urn:oasis:names:tc:SAML:2.0:nameid-format:kerberos',
  'urn:oasis:names:tc:SAML:2.0:nameid-format:entity',
];

const TAG = `${AWS_ATTRIBUTE}PrincipalTag:`;

/** All values of one of AWS's attributes, by the end of its name. */
export const valuesOf = (assertion: Assertion, name: string): readonly string[] =>
  assertion.attributes.filter((one) => one.name === AWS_ATTRIBUTE + name).flatMap(({ values }) => values);

/** The session tags: their keys, each with the values that it has. */
export const tagsOf = (assertion: Assertion): readonly { readonly key: string; readonly values: readonly string[] }[] =>
  assertion.attributes
    .filter(({ name }) => name.startsWith(TAG))
    .map(({ name, values }) => ({ key: name.slice(TAG.length), values }));

/** A role with its SAML provider, as one value of the Role attribute names them. */
export interface RoleChoice {
  readonly role: { readonly partition: string; readonly account: string; readonly name: string };
  readonly provider: { readonly partition: string; readonly account: string; readonly name: string };
}

const ROLE = /^arn:([a-z-]+):iam::(\d{12}):role\/([\w+=,.@/-]{1,576})$/;
const PROVIDER = /^arn:([a-z-]+):iam::(\d{12}):saml-provider\/([\w.-]{1,128})$/;

/** The roles that can be read among those that are named. */
export const choicesOf = (assertion: Assertion): readonly RoleChoice[] =>
  valuesOf(assertion, 'Role').flatMap((value) => roleChoiceOf(value) ?? []);

/** Reads a value of the Role attribute: two ARNs and a comma, in either order; a path may hold commas, too. */
export function roleChoiceOf(value: string): RoleChoice | undefined {
  for (const match of value.matchAll(/,/g)) {
    const [before, after] = [value.slice(0, match.index), value.slice(match.index + 1)];
    const choice = pairOf(before, after) ?? pairOf(after, before);
    if (choice) return choice;
  }
  return undefined;
}

function pairOf(roleArn: string, providerArn: string): RoleChoice | undefined {
  const role = partsOf(ROLE.exec(roleArn));
  const provider = partsOf(PROVIDER.exec(providerArn));
  return role && provider ? { role, provider } : undefined;
}

function partsOf(match: RegExpExecArray | null): RoleChoice['role'] | undefined {
  const [, partition, account, name] = match ?? [];
  return partition && account && name ? { partition, account, name: name.slice(name.lastIndexOf('/') + 1) } : undefined;
}

/** The one session length that was asked for in seconds, or AWS's default. */
export function sessionSecondsOf(assertion: Assertion): number {
  const [value = '3600'] = valuesOf(assertion, 'SessionDuration');
  return /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
}
