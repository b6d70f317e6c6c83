import { JOB, type JobUser, USERS } from './job.ts';

/** A value's place in the template, by its number. */
const placeOf = (index: number): string => `{value${index}}`;

/** The values of a user in the order of the template. */
export const valuesOf = ({ attributes }: JobUser): string[] => attributes.flatMap(([, values]) => [...values]);

const attributeStatement = (): string => {
  let index = 0;
  const attributes = (USERS[0]?.attributes ?? []).map(([name, values]) => {
    const all = values.map(() => `<saml:AttributeValue>${placeOf(index++)}</saml:AttributeValue>`).join('');
    return `<saml:Attribute Name="${name}" NameFormat="${JOB.nameFormat}">${all}</saml:Attribute>`;
  });
  return `<saml:AttributeStatement>${attributes.join('')}</saml:AttributeStatement>`;
};

/** The response of the job with `{places}`, for the peers that fill in a template. */
export const TEMPLATE =
  `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="{ID}" Version="2.0" IssueInstant="{IssueInstant}" Destination="${JOB.acsUrl}">` +
  `<saml:Issuer>${JOB.issuer}</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>` +
  `<saml:Assertion ID="{AssertionID}" Version="2.0" IssueInstant="{IssueInstant}"><saml:Issuer>${JOB.issuer}</saml:Issuer>` +
  `<saml:Subject><saml:NameID Format="${JOB.nameIdFormat}">{NameID}</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="{Until}" Recipient="${JOB.acsUrl}"/></saml:SubjectConfirmation></saml:Subject>` +
  `<saml:Conditions NotBefore="{From}" NotOnOrAfter="{Until}"><saml:AudienceRestriction><saml:Audience>${JOB.audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>` +
  `<saml:AuthnStatement AuthnInstant="{IssueInstant}" SessionIndex="{AssertionID}"><saml:AuthnContext><saml:AuthnContextClassRef>${JOB.authnContext}</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>` +
  `${attributeStatement()}</saml:Assertion></samlp:Response>`;

/** What belongs into the places for a user. */
export function tagsOf(user: JobUser, ids: { readonly response: string; readonly assertion: string }) {
  const now = Date.now();
  const at = (seconds: number): string => new Date(now + seconds * 1000).toISOString();
  return {
    ID: ids.response,
    AssertionID: ids.assertion,
    IssueInstant: at(0),
    From: at(-60),
    Until: at(300),
    NameID: user.email,
    ...Object.fromEntries(valuesOf(user).map((value, index) => [`value${index}`, value])),
  } as Readonly<Record<string, string>>;
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** A template with its places filled. */
export function filled(template: string, user: JobUser, ids: { response: string; assertion: string }): string {
  const tags = tagsOf(user, ids);
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => escaped(tags[name] ?? ''));
}
