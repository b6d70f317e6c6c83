import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { RESPONSE_RULES } from '../../shared/explain/checks.ts';
import {
  answer,
  assertion,
  at,
  attribute,
  broken,
  type Change,
  endpointAt,
  judged,
  parts,
  response,
  signed,
} from '../demo/aws-response.ts';
import { failedIn } from './explained.ts';

const { acsUrl } = endpointAt();
const ARN = 'arn:aws:iam::111122223333';
const tag = (key: string, ...values: string[]): string => attribute(`PrincipalTag:${key}`, ...values);

/** What is changed of a good response, and the rules that must find it. */
const CASES: readonly (readonly [string, Change, readonly string[]])[] = [
  ['nothing', {}, []],
  [
    'the status',
    { status: '<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Responder"/></samlp:Status>' },
    ['status'],
  ],
  [
    'the version',
    { responseAttributes: (acs) => `ID="_r" Version="1.1" IssueInstant="${at(0)}" Destination="${acs}"` },
    ['version'],
  ],
  ['the audience', { audience: 'urn:amazon:webservice' }, ['our-app', 'aws-audience']],
  ['the NameID', { nameId: '' }, ['subject']],
  ['an empty NameID', { nameId: '<saml:NameID> </saml:NameID>' }, ['subject']],
  ['the format of the NameID', { nameId: '<saml:NameID Format="urn:x">o</saml:NameID>' }, ['aws-name-id-format']],
  [
    'two confirmations',
    { confirmation: (acs) => parts.confirmation(acs) + parts.confirmation(acs) },
    ['one-confirmation'],
  ],
  [
    'a confirmation without Recipient',
    {
      confirmation: () =>
        `<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="${at(300)}"/></saml:SubjectConfirmation>`,
    },
    ['one-confirmation', 'aws-recipient'],
  ],
  [
    'another Recipient',
    { confirmation: () => parts.confirmation('https://evil.example.org/saml') },
    ['recipient', 'our-acs', 'aws-recipient'],
  ],
  ['an end that is over', { conditions: `NotBefore="${at(-400)}" NotOnOrAfter="${at(-1)}"` }, ['not-expired', 'times']],
  [
    'a beginning that is to come',
    { conditions: `NotBefore="${at(31)}" NotOnOrAfter="${at(300)}"` },
    ['not-early', 'times'],
  ],
  [
    'an age of six minutes',
    {
      assertionAttributes: `ID="_a" Version="2.0" IssueInstant="${at(-360)}"`,
      conditions: `NotBefore="${at(-420)}" NotOnOrAfter="${at(300)}"`,
    },
    ['aws-age'],
  ],
  ['no statement', { statement: '' }, ['authn-statement']],
  [
    'a session that is over',
    {
      statement: `<saml:AuthnStatement AuthnInstant="${at(-600)}" SessionNotOnOrAfter="${at(-1)}"><saml:AuthnContext/></saml:AuthnStatement>`,
    },
    ['aws-session-end'],
  ],
  ['no role', { role: '' }, ['aws-role']],
  ['brackets around the role', { role: attribute('Role', `[${ARN}:role/X],[${ARN}:saml-provider/S]`) }, ['aws-role']],
  [
    'a space in the role',
    { role: attribute('Role', ` ${ARN}:role/X,${ARN}:saml-provider/S`) },
    ['aws-white-space', 'aws-role'],
  ],
  ['a role alone', { role: attribute('Role', `${ARN}:role/X`) }, ['aws-role']],
  [
    'a provider of another account',
    { role: attribute('Role', `${ARN}:role/X,arn:aws:iam::999988887777:saml-provider/S`) },
    ['aws-role', 'aws-one-account'],
  ],
  [
    'a role of another partition',
    { role: attribute('Role', 'arn:aws-cn:iam::111122223333:role/X,arn:aws-cn:iam::111122223333:saml-provider/S') },
    ['aws-partition'],
  ],
  [
    'the name in small letters',
    { role: attribute('role', `${ARN}:role/X,${ARN}:saml-provider/S`) },
    ['aws-attribute-names', 'aws-role'],
  ],
  [
    'an attribute twice',
    { sessionName: parts.sessionName + parts.sessionName },
    ['aws-attribute-once', 'aws-session-name'],
  ],
  ['no session name', { sessionName: '' }, ['aws-session-name']],
  ['a session name of one letter', { sessionName: attribute('RoleSessionName', 'a') }, ['aws-session-name']],
  ['a session name with a space', { sessionName: attribute('RoleSessionName', 'Ada Lovelace') }, ['aws-session-name']],
  ['a session name of 65 letters', { sessionName: attribute('RoleSessionName', 'a'.repeat(65)) }, ['aws-session-name']],
  ['a session of 899 seconds', { more: attribute('SessionDuration', '899') }, ['aws-session-duration']],
  ['a session of 43,201 seconds', { more: attribute('SessionDuration', '43201') }, ['aws-session-duration']],
  ['a session of an hour in words', { more: attribute('SessionDuration', 'PT1H') }, ['aws-session-duration']],
  ['a source identity of AWS’s', { more: attribute('SourceIdentity', 'aws:x') }, ['aws-source-identity']],
  ['a tag with two values', { more: tag('Team', 'a', 'b') }, ['aws-tags']],
  ['a tag of 257 characters', { more: tag('Team', 'x'.repeat(257)) }, ['aws-tags']],
  ['51 tags', { more: Array.from({ length: 51 }, (_, n) => tag(`k${n}`, 'v')).join('') }, ['aws-tags']],
  ['tags that differ by case', { more: tag('Team', 'a') + tag('team', 'b') }, ['aws-tag-keys']],
  [
    'a transitive key without its tag',
    { more: tag('Team', 'a') + attribute('TransitiveTagKeys', 'Cost') },
    ['aws-transitive-tags'],
  ],
];

/** Broken for the stand-in, which stands for AWS alone, and for us; or for neither. */
const isBrokenThere = (xml: string): boolean => broken(judged(xml)).length > 0;

describe('a response for AWS', () => {
  it.each(CASES)('with a change of %s breaks just these rules', async (_name, change, expected) => {
    expect((await failedIn(answer(change))).toSorted()).toEqual(expected.toSorted());
  });

  it.each(CASES)('with a change of %s is judged alike by the stand-in of AWS', async (_name, change) => {
    const xml = answer(change);
    expect((await failedIn(xml)).length > 0).toBe(isBrokenThere(xml));
  });

  it('is told to hold roles of several accounts as a warning alone', async () => {
    const role = attribute(
      'Role',
      `${ARN}:role/X,${ARN}:saml-provider/S`,
      'arn:aws:iam::999988887777:role/Y,arn:aws:iam::999988887777:saml-provider/S',
    );
    expect(await failedIn(answer({ role }))).toEqual([]);
  });

  it('may lead to the console by RelayState, and nowhere else', async () => {
    const xml = answer();
    expect(await failedIn(xml, { relayState: 'https://eu-west-1.console.aws.amazon.com/ec2' })).toEqual([]);
    expect(await failedIn(xml, { relayState: 'https://example.org' })).toEqual(['aws-relay-state']);
  });

  it('is no longer than STS takes', async () => {
    expect(await failedIn(answer(), { base64Length: 100_001 })).toEqual(['aws-size']);
  });
});

describe('a signature', () => {
  const bare = response(assertion({}, acsUrl), {}, acsUrl);
  const STRANGER = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
    type: 'pkcs8',
    format: 'pem',
  });

  it('must be there, and on the assertion for AWS', async () => {
    expect(await failedIn(bare)).toEqual(['signed', 'aws-assertion-signed']);
    expect(await failedIn(signed(bare, { over: 'Response' }))).toEqual(['aws-assertion-signed']);
  });

  it('may be on both', async () => {
    expect(await failedIn(signed(signed(bare), { over: 'Response' }))).toEqual([]);
  });

  it('is broken by a change of one character, and by another key', async () => {
    expect(await failedIn(answer().replace('ada@example.org', 'bob@example.org'))).toEqual(['signature-holds']);
    expect(await failedIn(answer({}, endpointAt(), { key: STRANGER as string }))).toEqual(['signature-holds']);
  });

  it('is not made with SHA-1', async () => {
    const weak = answer({}, endpointAt(), { digest: 'http://www.w3.org/2000/09/xmldsig#sha1' });
    expect(await failedIn(weak)).toEqual(['signature-algorithm', 'signature-holds']);
  });

  it('that covers another element is seen', async () => {
    const moved = answer().replace('ID="_a"', 'ID="_b"');
    expect(await failedIn(moved)).toEqual(['signature-covers', 'signature-holds']);
  });
});

describe('the rules', () => {
  it('have names of their own', () => {
    const ids = RESPONSE_RULES.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
