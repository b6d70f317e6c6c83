import { describe, expect, it } from '@jest/globals';
import { DEFAULTS, readSettings } from '../../lib/settings.ts';

const faultsOf = (settings: unknown): string => {
  try {
    readSettings(settings);
  } catch (error) {
    return (error as Error).message;
  }
  return '';
};

const CERTIFICATE = 'arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d';
const DOMAIN = { domain: 'sso.example.com', certificateArn: CERTIFICATE };

describe('an administrator who sets', () => {
  it.each([
    ['nothing', undefined],
    ['nothing, in an object', {}],
    ['nothing, on the command line', '{}'],
  ])('%s gets what holds by default', (_what, given) => {
    expect(readSettings(given)).toEqual(DEFAULTS);
  });

  it('everything gets it', () => {
    const all = {
      ...DOMAIN,
      wafArn: 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/samlet/0a1b',
      mailFrom: 'samlet@example.com',
      alarmMail: 'ops@example.com',
      keySpec: 'RSA_4096',
      logRetentionDays: 365,
      reservedConcurrency: 50,
      eventBus: 'security',
      archiveDays: 2555,
      archiveLock: 'COMPLIANCE',
    };
    expect(readSettings(all)).toEqual(all);
    expect(readSettings(JSON.stringify(all))).toEqual(all);
  });

  it.each([
    ['domain', 'https://sso.example.com'],
    ['domain', 'SSO.example.com'],
    ['certificateArn', CERTIFICATE.replace('us-east-1', 'eu-west-1')],
    ['wafArn', 'arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/a/b'],
    ['mailFrom', 'Samlet <samlet@example.com>'],
    ['alarmMail', 'ops'],
    ['keySpec', 'ECC_NIST_P256'],
    ['logRetentionDays', 7],
    ['logRetentionDays', '30'],
    ['reservedConcurrency', -1],
    ['reservedConcurrency', 1.5],
    ['reservedConcurrency', null],
  ])('%s to %j is told so', (name, value) => {
    const settings = name === 'domain' || name === 'certificateArn' ? { ...DOMAIN, [name]: value } : { [name]: value };
    expect(faultsOf(settings).split('\n')).toEqual([
      'the settings in cdk.json ("samlet") are not right:',
      expect.stringMatching(
        new RegExp(
          `^- "${name}" must be .*, not ${JSON.stringify(value).replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`)}$`,
        ),
      ),
    ]);
  });

  it('many things wrongly is told all of them at once', () => {
    const faults = faultsOf({ mailform: 'a@example.com', alarmMail: 'ops', keySpec: 'RSA', domain: 'sso.example.com' });
    expect(faults.split('\n').slice(1)).toEqual([
      expect.stringContaining('"mailform" is no setting; there are domain, '),
      expect.stringContaining('"alarmMail" must be'),
      expect.stringContaining('"keySpec" must be'),
      '- "domain" and "certificateArn" go together',
    ]);
  });

  it.each(['[]', '7', '"text"', 'null', '{not json', 'constructor'])('%s, which is no object, is told so', (text) => {
    expect(faultsOf(text)).toMatch(/^the setting "samlet" (?:must be an object|is not JSON)/);
  });

  it.each(['constructor', '__proto__', 'toString'])(
    '%s, which every object has, is told that there is no such setting',
    (name) => {
      expect(faultsOf(`{"${name}": 1}`)).toContain(`"${name}" is no setting`);
    },
  );
});
