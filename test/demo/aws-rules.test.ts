import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { AWS_RULES } from '../../local/demo/aws-rules.ts';
import {
  answer,
  assertion,
  at,
  attribute,
  broken,
  type Change,
  endpointAt,
  ENTITY_ID,
  judged,
  judged64,
  parts,
  response,
} from './aws-response.ts';

const ACS = endpointAt().acsUrl;
const ARNS = ['arn:aws:iam::111122223333:role/Developer', 'arn:aws:iam::111122223333:saml-provider/Samlet'] as const;
const confirmation =
  (data: string, method = 'bearer') =>
  () =>
    `<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:${method}"><saml:SubjectConfirmationData ${data}/></saml:SubjectConfirmation>`;
const statement = (attributes: string) =>
  `<saml:AuthnStatement ${attributes}><saml:AuthnContext/></saml:AuthnStatement>`;
const tags = (count: number): string =>
  Array.from({ length: count }, (_, n) => attribute(`PrincipalTag:k${n}`, 'v')).join('');

/** One thing wrong in a response, and exactly the rules that it breaks. */
const BREACHES: readonly (readonly [what: string, change: Change, rules: readonly string[]])[] = [
  [
    'another version of the response',
    { responseAttributes: () => `ID="_r" Version="1.1" Destination="${ACS}"` },
    ['response'],
  ],
  [
    'another version of the assertion',
    { assertionAttributes: parts.assertionAttributes.replace('2.0', '1.1') },
    ['response'],
  ],
  ['no Destination', { responseAttributes: () => 'ID="_r" Version="2.0"' }, ['destination']],
  [
    'the Destination of another Region',
    { responseAttributes: () => 'ID="_r" Version="2.0" Destination="https://signin.aws.amazon.com/saml"' },
    ['destination'],
  ],
  [
    'another Issuer of the response',
    { responseIssuer: '<saml:Issuer>https://evil.example</saml:Issuer>' },
    ['response-issuer'],
  ],
  ['no Issuer of the response', { responseIssuer: '' }, ['response-issuer']],
  [
    'a failed status',
    { status: '<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Responder"/></samlp:Status>' },
    ['status'],
  ],
  ['no status', { status: '' }, ['status']],
  [
    'InResponseTo on the response',
    { responseAttributes: (acs) => `${parts.responseAttributes(acs)} InResponseTo="_q"` },
    ['unsolicited'],
  ],
  [
    'InResponseTo in the confirmation',
    { confirmation: (acs) => parts.confirmation(acs).replace('Recipient', 'InResponseTo="_q" Recipient') },
    ['unsolicited'],
  ],
  ['another Issuer of the assertion', { issuer: `<saml:Issuer>${ENTITY_ID}/</saml:Issuer>` }, ['issuer']],
  [
    'an assertion of six minutes ago',
    { assertionAttributes: `ID="_a" Version="2.0" IssueInstant="${at(-360)}"` },
    ['issue-instant'],
  ],
  [
    'an assertion of tomorrow',
    { assertionAttributes: `ID="_a" Version="2.0" IssueInstant="${at(86_400)}"` },
    ['issue-instant'],
  ],
  [
    'an IssueInstant without its zone',
    { assertionAttributes: 'ID="_a" Version="2.0" IssueInstant="2026-11-24T09:30:00"' },
    ['issue-instant'],
  ],
  ['no NameID', { nameId: '' }, ['name-id', 'name-id-format']],
  ['an empty NameID', { nameId: parts.nameId.replace('opaque', ' ') }, ['name-id']],
  [
    'a NameID of a format that AWS does not know',
    { nameId: parts.nameId.replace('persistent', 'encrypted') },
    ['name-id-format'],
  ],
  [
    'two confirmations',
    { confirmation: (acs) => parts.confirmation(acs).repeat(2) },
    ['confirmation', 'recipient', 'confirmation-expiry'],
  ],
  ['no confirmation', { confirmation: () => '' }, ['confirmation', 'recipient', 'confirmation-expiry']],
  [
    'another method of confirmation',
    { confirmation: confirmation(`NotOnOrAfter="${at(300)}" Recipient="${ACS}"`, 'sender-vouches') },
    ['confirmation'],
  ],
  ['another Recipient', { confirmation: confirmation(`NotOnOrAfter="${at(300)}" Recipient="${ACS}/"`) }, ['recipient']],
  ['no Recipient', { confirmation: confirmation(`NotOnOrAfter="${at(300)}"`) }, ['recipient']],
  [
    'no NotOnOrAfter in the confirmation',
    { confirmation: confirmation(`Recipient="${ACS}"`) },
    ['confirmation-expiry'],
  ],
  [
    'a confirmation that is over',
    { confirmation: confirmation(`NotOnOrAfter="${at(0)}" Recipient="${ACS}"`) },
    ['confirmation-expiry'],
  ],
  ['conditions that are over', { conditions: `NotOnOrAfter="${at(-1)}"` }, ['conditions-expiry']],
  ['conditions without an end', { conditions: '' }, ['conditions-expiry']],
  ['conditions that are to come', { conditions: `NotBefore="${at(1)}" NotOnOrAfter="${at(300)}"` }, ['not-before']],
  ['another audience', { audience: 'urn:amazon:webservices:govcloud' }, ['audience']],
  ['no AuthnStatement', { statement: '' }, ['authn-statement']],
  ['no AuthnInstant', { statement: statement('SessionIndex="_s"') }, ['authn-statement']],
  [
    'a session that is over',
    { statement: statement(`AuthnInstant="${at(-9)}" SessionNotOnOrAfter="${at(-1)}"`) },
    ['session-expiry'],
  ],
  [
    'the same attribute twice',
    { more: attribute('SessionDuration', '900').repeat(2) },
    ['attribute-once', 'session-duration'],
  ],
  ['an attribute in the wrong case', { more: attribute('sessionduration', '900') }, ['attribute-names']],
  ['an attribute with white space in its name', { more: attribute('SessionDuration ', '900') }, ['attribute-names']],
  ['no Role', { role: '' }, ['role', 'one-role', 'role-account', 'role-partition']],
  [
    'white space around a value',
    { sessionName: attribute('RoleSessionName', ' ada ') },
    ['white-space', 'session-name'],
  ],
  [
    'a Role in brackets',
    { role: attribute('Role', `[${ARNS.join(',')}]`) },
    ['role', 'role-account', 'role-partition'],
  ],
  ['a Role with white space', { role: attribute('Role', ARNS.join(', ')) }, ['role', 'role-account', 'role-partition']],
  ['a Role without provider', { role: attribute('Role', ARNS[0]) }, ['role', 'role-account', 'role-partition']],
  [
    'two roles',
    { role: attribute('Role', ARNS.join(','), ARNS.join(',').replace('Developer', 'Other')) },
    ['one-role'],
  ],
  [
    'a provider of another account',
    { role: attribute('Role', `${ARNS[0]},${ARNS[1].replace('1111', '9999')}`) },
    ['role-account'],
  ],
  [
    'a provider of another partition',
    { role: attribute('Role', `${ARNS[0]},${ARNS[1].replace('aws', 'aws-cn')}`) },
    ['role-account'],
  ],
  [
    'a role of another partition',
    { role: attribute('Role', ARNS.join(',').replaceAll('arn:aws', 'arn:aws-cn')) },
    ['role-partition'],
  ],
  ['no RoleSessionName', { sessionName: '' }, ['session-name']],
  ['a RoleSessionName of one character', { sessionName: attribute('RoleSessionName', 'a') }, ['session-name']],
  [
    'a RoleSessionName of 65 characters',
    { sessionName: attribute('RoleSessionName', 'a'.repeat(65)) },
    ['session-name'],
  ],
  [
    'a RoleSessionName that AWS does not take',
    { sessionName: attribute('RoleSessionName', 'Ada Lovelace') },
    ['session-name'],
  ],
  ['a session of 899 seconds', { more: attribute('SessionDuration', '899') }, ['session-duration']],
  ['a session of 43,201 seconds', { more: attribute('SessionDuration', '43201') }, ['session-duration']],
  ['a session that is no integer', { more: attribute('SessionDuration', '3600.5') }, ['session-duration']],
  ['51 tags', { more: tags(51) }, ['tags']],
  ['a tag with two values', { more: attribute('PrincipalTag:Team', 'a', 'b') }, ['tags']],
  ['a tag without key', { more: attribute('PrincipalTag:', 'a') }, ['tags']],
  ['a tag key of 129 characters', { more: attribute(`PrincipalTag:${'k'.repeat(129)}`, 'a') }, ['tags']],
  ['a tag value of 257 characters', { more: attribute('PrincipalTag:Team', 'v'.repeat(257)) }, ['tags']],
  [
    'tag keys that differ by case',
    { more: attribute('PrincipalTag:Team', 'a') + attribute('PrincipalTag:team', 'b') },
    ['tag-keys'],
  ],
  [
    'a transitive key without its tag',
    { more: attribute('PrincipalTag:Team', 'a') + attribute('TransitiveTagKeys', 'Team', 'Cost') },
    ['transitive-tags'],
  ],
  ['a source identity of AWS’s own', { more: attribute('SourceIdentity', 'aws:ada') }, ['source-identity']],
  ['a source identity of one character', { more: attribute('SourceIdentity', 'a') }, ['source-identity']],
];

/** The same for what no change of a part can break: a whole message, and where it is to go. */
const OTHERS: readonly (readonly [what: string, verdict: () => ReturnType<typeof judged>, rules: readonly string[]])[] =
  [
    [
      'more than 100,000 characters',
      () => judged(answer({ responseIssuer: parts.responseIssuer + ' '.repeat(80_000) })),
      ['size'],
    ],
    ['a key that is not the issuer’s', () => judged(answer({}, endpointAt(), { key: strangersKey() })), ['signature']],
    ['a byte changed after it was signed', () => judged(answer().replace('Developer', 'Devel0per')), ['signature']],
    ['no signature', () => judged(response(assertion({}, ACS), {}, ACS)), ['signature', 'algorithms']],
    [
      'a signature over the response alone',
      () => judged(answer({}, endpointAt(), { over: 'Response' })),
      ['signature', 'algorithms'],
    ],
    [
      'SHA-1 in the signature',
      () => judged(answer({}, endpointAt(), { method: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' })),
      ['algorithms'],
    ],
    [
      'SHA-1 in the digest',
      () => judged(answer({}, endpointAt(), { digest: 'http://www.w3.org/2000/09/xmldsig#sha1' })),
      ['algorithms'],
    ],
    [
      'a second assertion',
      () => judged(answer().replace('</samlp:Response>', `${assertion({}, ACS).replace('_a', '_b')}$&`)),
      ['one-assertion'],
    ],
    [
      'an encrypted assertion besides',
      () => judged(answer().replace('</samlp:Response>', '<saml:EncryptedAssertion/>$&')),
      ['one-assertion'],
    ],
    [
      'a RelayState that leads elsewhere',
      () => judged(answer(), 'https://console.aws.amazon.com.evil.example/'),
      ['relay-state'],
    ],
    ['a RelayState of another partition', () => judged(answer(), 'https://console.amazonaws.cn/'), ['relay-state']],
    [
      'a RelayState with a user name',
      () => judged(answer(), 'https://console.aws.amazon.com@evil.example/'),
      ['relay-state'],
    ],
    ['a RelayState that is no URL', () => judged(answer(), 'front-page'), ['relay-state']],
    ['a RelayState by plain http', () => judged(answer(), 'http://console.aws.amazon.com/'), ['relay-state']],
  ];

const strangersKey = (): string =>
  generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

describe('the AWS sign-in stand-in', () => {
  it('lets in whoever breaks no rule, and says as whom', () => {
    const verdict = judged(answer(), 'https://us-west-2.console.aws.amazon.com/ec2/home?region=us-west-2#Instances:');
    expect(broken(verdict)).toEqual([]);
    expect(verdict).toMatchObject({
      ok: true,
      role: 'Developer',
      account: '111122223333',
      sessionName: 'ada@example.org',
    });
    expect(verdict.until).toBe(at(14_400));
  });

  it.each(BREACHES)('refuses %s', (_what, change, rules) => {
    const verdict = judged(answer(change));
    expect(broken(verdict)).toEqual(rules);
    expect(verdict.ok).toBe(false);
  });

  it.each(OTHERS)('refuses %s', (_what, verdict, rules) => {
    expect(broken(verdict())).toEqual(rules);
  });

  it.each([
    ['no base64', '%%%%'],
    ['base64 of no XML', Buffer.from('hello').toString('base64')],
    [
      'a DOCTYPE',
      Buffer.from(answer().replace('<samlp:Response', '<!DOCTYPE r [<!ENTITY e "x">]><samlp:Response')).toString(
        'base64',
      ),
    ],
    ['a tag that is not closed', Buffer.from(answer().replace('</samlp:Response>', '')).toString('base64')],
    ['text that is no UTF-8', Buffer.from([0x3c, 0xff, 0xfe, 0x3e, 0x20, 0x20]).toString('base64')],
    ['nothing', ''],
  ])('refuses %s, and every rule that has nothing to look at is red', (_what, base64) => {
    const red = broken(judged64(base64));
    expect(red).toContain('well-formed');
    expect(AWS_RULES.map(({ id }) => id).filter((id) => !red.includes(id) && id !== 'size')).toEqual(['relay-state']);
  });

  it('has an example that breaks it for every rule', () => {
    const examples = new Set([
      'well-formed',
      ...BREACHES.flatMap(([, , rules]) => rules),
      ...OTHERS.flatMap(([, , rules]) => rules),
    ]);
    expect(AWS_RULES.map(({ id }) => id).filter((id) => !examples.has(id))).toEqual([]);
  });

  it.each([
    [
      'GovCloud',
      'signin.amazonaws-us-gov.com',
      '/saml',
      'urn:amazon:webservices:govcloud',
      'aws-us-gov',
      'console.amazonaws-us-gov.com',
    ],
    ['China', 'signin.amazonaws.cn', '/saml', 'urn:amazon:webservices:cn-north-1', 'aws-cn', 'console.amazonaws.cn'],
    [
      'a provider that has an endpoint of its own',
      'eu-west-1.signin.aws.amazon.com',
      '/saml/acs/SAMLSP4SHN3UIS2D558H46',
      'urn:amazon:webservices',
      'aws',
      'eu-west-1.console.aws.amazon.com',
    ],
  ])('knows %s', (_who, host, path, audience, partition, console) => {
    const role = attribute('Role', ARNS.join(',').replaceAll('arn:aws', `arn:${partition}`));
    const endpoint = endpointAt(host, path);
    expect(broken(judged(answer({ audience, role }, endpoint), `https://${console}/`, endpoint))).toEqual([]);
  });

  it.each([
    'evil.example',
    'signin.aws.amazon.com.evil.example',
    'evilsignin.aws.amazon.com',
    'cn-north-1.signin.aws.amazon.com',
  ])('knows no endpoint at %s', (host) => expect(() => endpointAt(host)).toThrow('no endpoint'));

  it.each([
    ['the longest session', { more: attribute('SessionDuration', '43200') }],
    ['the shortest', { more: attribute('SessionDuration', '900') }],
    ['50 tags', { more: tags(50) }],
    ['the provider before the role', { role: attribute('Role', ARNS.toReversed().join(',')) }],
    [
      'an assertion at the end of its five minutes',
      { assertionAttributes: `ID="_a" Version="2.0" IssueInstant="${at(-300)}"` },
    ],
  ])('takes %s', (_what, change) => {
    expect(broken(judged(answer(change)))).toEqual([]);
  });
});

describe('somebody who wraps a signed assertion', () => {
  const forged = assertion(
    { role: attribute('Role', ARNS.join(',').replace('Developer', 'Administrator')) },
    ACS,
  ).replace('"_a"', '"_evil"');
  const good = answer();
  const original = /<saml:Assertion.*<\/saml:Assertion>/s.exec(good)?.[0] ?? '';
  const signature = /<ds:Signature.*<\/ds:Signature>/s.exec(original)?.[0] ?? '';
  const behindIssuer = (xml: string, insert: string): string =>
    xml.replace(/(<saml:Assertion[^>]*><saml:Issuer>[^<]*<\/saml:Issuer>)/, `$1${insert}`);

  it.each([
    [
      'the original hidden in an extension',
      good.replace(original, `${forged}<samlp:Extensions>${original}</samlp:Extensions>`),
    ],
    ['the forgery before the original', good.replace(original, forged + original)],
    ['the forgery behind the original', good.replace(original, original + forged)],
    [
      'the original in the forgery’s signature',
      good.replace(
        original,
        behindIssuer(
          forged,
          signature.replace(
            '</ds:Signature>',
            `<ds:Object>${original.replace(signature, '')}</ds:Object></ds:Signature>`,
          ),
        ),
      ),
    ],
    [
      'the forgery with the original’s ID',
      good.replace(original, behindIssuer(forged.replace('_evil', '_a'), signature) + original),
    ],
    [
      'the forgery around the original',
      good.replace(original, forged.replace('</saml:Assertion>', `${original}</saml:Assertion>`)),
    ],
  ])('is refused with %s', (_how, xml) => {
    const verdict = judged(xml);
    expect(broken(verdict)).toContain('one-assertion');
    expect(verdict.ok).toBe(false);
    // Where the signature is good, it is the signed assertion that was read, and not the forgery.
    if (!broken(verdict).includes('signature')) expect(verdict.role).toBe('Developer');
  });

  it('gains nothing by a comment within a value', () => {
    const xml = answer({ sessionName: attribute('RoleSessionName', 'ada@example.org.evil') }).replace(
      'ada@example.org.evil',
      'ada@example.org<!---->.evil',
    );
    // Comments are no part of what was signed: the signature is good, and the value is read whole.
    expect(broken(judged(xml))).toEqual([]);
    expect(judged(xml).sessionName).toBe('ada@example.org.evil');
  });
});
