import { describe, expect, it } from '@jest/globals';
import { awsApp } from '../../shared/aws-access/aws-accounts.ts';
import { acsUrlOf, isConsoleUrl, isSignInUrl, type Partition, PARTITIONS } from '../../shared/aws-access/partition.ts';
import { readRoleArns } from '../../shared/aws-access/role-arns.ts';
import { isRefusal } from '../../shared/base/refusal.ts';

const FACTS: readonly (readonly [Partition, string, string, string, string])[] = [
  [
    'aws',
    'urn:amazon:webservices',
    'https://signin.aws.amazon.com/saml',
    'eu-central-1',
    'https://eu-central-1.signin.aws.amazon.com/saml',
  ],
  [
    'aws-us-gov',
    'urn:amazon:webservices:govcloud',
    'https://signin.amazonaws-us-gov.com/saml',
    'us-gov-east-1',
    'https://us-gov-east-1.signin.amazonaws-us-gov.com/saml',
  ],
  [
    'aws-cn',
    'urn:amazon:webservices:cn-north-1',
    'https://signin.amazonaws.cn/saml',
    'cn-northwest-1',
    'https://cn-northwest-1.signin.amazonaws.cn/saml',
  ],
];

describe.each(FACTS)('the partition %s', (partition, audience, acs, region, regional) => {
  it('has the audience and the endpoints that AWS names', () => {
    const app = awsApp(partition, '2026-01-01T00:00:00.000Z');
    expect([app.entityId, app.acs[0]?.url, acsUrlOf(partition, region)]).toEqual([audience, acs, regional]);
    expect([app.idpInitiated, app.signAssertion, app.nameIdFormat]).toEqual([true, true, 'persistent']);
  });

  it('takes assertions at its own endpoints alone', () => {
    const own = [acs, regional, `${regional}/acs/SAMLSP4SHN3UIS2D558H46`];
    expect(own.filter((url) => !isSignInUrl(partition, url))).toEqual([]);
    const others = FACTS.filter(([other]) => other !== partition).flatMap(([, , url, , far]) => [url, far]);
    const lookalikes = [
      acs.replace('https:', 'http:'),
      `${acs}/`,
      `${acs}?x=1`,
      `${acs}/acs/`,
      acs.replace('signin.', 'signin-'),
      acs.replace('https://', 'https://evil.example/'),
      acs.replace('/saml', '.evil.example/saml'),
      acs.replace('https://', 'https://user@'),
      acs.replace('https://', 'https://EU-CENTRAL-1.'),
      acs.replace('.', 'x'),
    ];
    expect([...others, ...lookalikes].filter((url) => isSignInUrl(partition, url))).toEqual([]);
  });

  it('lands at its own console alone', () => {
    const { consoleHost } = PARTITIONS[partition];
    expect(isConsoleUrl(partition, `https://${consoleHost}/ec2/home?region=x#y`)).toBe(true);
    expect(isConsoleUrl(partition, `https://111122223333-abc.${region}.${consoleHost}/`)).toBe(true);
    const elsewhere = [
      `http://${consoleHost}/`,
      `https://${consoleHost}.evil.example/`,
      `https://evil${consoleHost}/`,
      `https://${consoleHost}@evil.example/`,
      `https://evil.example/https://${consoleHost}`,
      `https://${consoleHost}:8443/`,
      `javascript:alert(1)//${consoleHost}`,
      `//${consoleHost}/`,
      `https://evil.example\\@${consoleHost}`,
      `https://${FACTS.find(([other]) => other !== partition)?.[4].slice(8)}`,
      '',
    ];
    expect(elsewhere.filter((url) => isConsoleUrl(partition, url))).toEqual([]);
  });
});

const ROLE = 'arn:aws:iam::111122223333:role/team/Dev';
const PROVIDER = 'arn:aws:iam::111122223333:saml-provider/samlet';

describe('a role and its provider', () => {
  it.each([
    `${ROLE},${PROVIDER}`,
    `${PROVIDER},${ROLE}`,
    `[${ROLE}],[${PROVIDER}]`,
    ` [ ${PROVIDER} , ${ROLE} ] `,
    `"${ROLE}", "${PROVIDER}"`,
    `['${PROVIDER}','${ROLE}']`,
  ])('are read from %s', (pair) => {
    expect(readRoleArns({ pair })).toEqual({
      roleArn: ROLE,
      providerArn: PROVIDER,
      accountId: '111122223333',
      partition: 'aws',
      roleName: 'Dev',
    });
  });

  it('are read from two fields in either order, bare or in brackets', () => {
    expect(readRoleArns({ roleArn: `[${PROVIDER}]`, providerArn: ` ${ROLE} ` })).toMatchObject({
      roleArn: ROLE,
      providerArn: PROVIDER,
    });
  });

  it('may have commas in the role’s name', () => {
    expect(readRoleArns({ pair: `${ROLE},b,${PROVIDER}` }).roleName).toBe('Dev,b');
  });

  it.each([
    ['another account', ROLE, PROVIDER.replace('111122223333', '444455556666')],
    ['another partition', ROLE, PROVIDER.replace('arn:aws:', 'arn:aws-cn:')],
    ['no such partition', ROLE.replace('aws', 'aws-iso'), PROVIDER.replace('aws', 'aws-iso')],
    ['a user for a role', ROLE.replace('role/', 'user/'), PROVIDER],
    ['two roles', ROLE, ROLE],
    ['two providers', PROVIDER, PROVIDER],
    ['a name that is too long', `${ROLE}${'x'.repeat(64)}`, PROVIDER],
    [
      'a third ARN in the path',
      `arn:aws:iam::111122223333:role/a,arn:aws:iam::444455556666:saml-provider/evil,b/Dev`,
      PROVIDER,
    ],
    ['an OIDC provider', ROLE, PROVIDER.replace('saml-provider', 'oidc-provider')],
    ['something at its end', `${ROLE}\n`, `${PROVIDER} x`],
  ])('are refused with %s', (_what, roleArn, providerArn) => {
    for (const given of [{ roleArn, providerArn }, { pair: `${roleArn},${providerArn}` }]) {
      expect(() => readRoleArns(given)).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }));
    }
  });

  it('are told apart from a third', () => {
    const refused = (): unknown => {
      try {
        return readRoleArns({ pair: `${ROLE},${PROVIDER},${ROLE}` });
      } catch (error) {
        return isRefusal(error) ? error.faults.map(({ pointer }) => pointer) : error;
      }
    };
    expect(refused()).toEqual(['/pair']);
  });
});
