import { ATTRIBUTE_NAME_FORMAT, NAME_ID_FORMAT } from '../saml/names.ts';
import { AWS_ATTRIBUTE } from './aws-attributes.ts';
import type { AssertionFacts } from './response-facts.ts';
import { type Finding, failed, ok, type Rule, type Subject, unknown } from './rule.ts';

const GUIDE = 'IAM Identity Center User Guide, “External identity providers”';
const ABAC = 'IAM Identity Center User Guide, “Attributes for access control”';
const CONTROL = `${AWS_ATTRIBUTE}AccessControl:`;
const CHARACTERS = 50_000;

/** Judges an assertion for IAM Identity Center. */
const there =
  (judge: (assertion: AssertionFacts) => Finding | undefined) =>
  ({ assertion, judging }: Subject): Finding | undefined =>
    assertion && judging.isIdentityCenter ? judge(assertion) : undefined;

/** What IAM Identity Center asks beyond SAML. */
export const IDENTITY_CENTER_RULES: readonly Rule[] = [
  {
    id: 'idc-name-id',
    rule: 'The NameID has the format emailAddress.',
    source: GUIDE,
    check: there(({ nameIds }) => {
      const formats = nameIds.map(({ format }) => format);
      return formats.length === 1 && formats[0] === NAME_ID_FORMAT.emailAddress
        ? ok(formats)
        : failed(
            formats,
            'Identity Center says “It’s not you, it’s us” or “An unexpected error has occurred”.',
            'Set the NameID format of the app to emailAddress.',
          );
    }),
  },
  {
    id: 'idc-user-name',
    rule: 'The NameID is the user name in Identity Center, letter for letter.',
    source: GUIDE,
    check: there(() =>
      unknown(
        'Identity Center looks the user up by user name, not by mail address, and makes no users at sign-in. Compare both there.',
      ),
    ),
  },
  {
    id: 'idc-not-encrypted',
    rule: 'The assertion is not encrypted.',
    source: GUIDE,
    check: ({ response: { encryptedAssertions }, judging }) => {
      if (!judging.isIdentityCenter) return undefined;
      return encryptedAssertions === 0
        ? ok()
        : failed(
            [`${encryptedAssertions} encrypted`],
            'Identity Center reads no encrypted assertions.',
            'Take the encryption certificate away from the app.',
          );
    },
  },
  {
    id: 'idc-access-control',
    rule: 'Attributes for access control have one value, a name of their own, and a NameFormat of SAML’s.',
    source: ABAC,
    isPersonal: true,
    check: there(({ attributes }) => {
      const control = attributes.filter(({ name }) => name.startsWith(CONTROL));
      if (control.length === 0) return undefined;
      const formats: readonly (string | undefined)[] = [ATTRIBUTE_NAME_FORMAT.uri, ATTRIBUTE_NAME_FORMAT.basic];
      const names = control.map(({ name }) => name);
      const wrong = control.filter(
        ({ name, values, nameFormat }) =>
          values.length !== 1 || !formats.includes(nameFormat) || names.filter((one) => one === name).length > 1,
      );
      return wrong.length === 0
        ? ok(names)
        : failed(
            wrong.map(({ name }) => name),
            'Identity Center refuses the sign-in, or leaves the attribute out.',
            'Send each once, with one value and the NameFormat “uri” or “basic”.',
          );
    }),
  },
  {
    id: 'idc-size',
    rule: 'The response has at most 50,000 characters.',
    source: 'IAM Identity Center quotas',
    check: ({ judging: { isIdentityCenter, base64Length } }) => {
      if (!isIdentityCenter || base64Length === undefined) return undefined;
      return base64Length <= CHARACTERS
        ? ok([String(base64Length)])
        : failed([String(base64Length)], 'Identity Center takes no longer ones.', 'Send fewer attributes and groups.');
    },
  },
];

/** Tells whether an ACS is one of IAM Identity Center's: hosts differ from Region to Region, the path's beginning does not. */
export function isIdentityCenter(acsUrl: string): boolean {
  if (!URL.canParse(acsUrl)) return false;
  const { hostname, pathname } = new URL(acsUrl);
  return (
    /(?:^|\.)(?:signin\.aws|signin\.aws\.amazon\.com|app\.aws)$/.test(hostname) &&
    pathname.startsWith('/platform/saml/')
  );
}
