import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { awsRelease } from '../../shared/aws-access/assertion.ts';
import type { RoleAssignment } from '../../shared/aws-access/aws-account.ts';
import { roleSessionName, SESSION_NAME, sourceIdentity } from '../../shared/aws-access/session-name.ts';
import { isTagKey, tagValue } from '../../shared/aws-access/session-tags.ts';
import { newUser, type User } from '../../shared/users/user.ts';

const NAME = 'https://aws.amazon.com/SAML/Attributes/';
const TAG_VALUE = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,256}$/u;

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 100 }),
  fc.constantFrom(
    '',
    ' ',
    'aws:root',
    'AWS:aws:x',
    '李小龙',
    '\ud800',
    'a\u0301'.repeat(80),
    '😀'.repeat(40),
    'ﷺ'.repeat(30),
  ),
);

const userOf = (fields: Partial<User>): User =>
  newUser(
    { userName: 'ada', email: 'ada@example.org', active: true, ...fields },
    { id: 'u'.repeat(26), now: () => new Date(0) },
  );

const role = (fields: object = {}) => ({
  accountId: '111122223333',
  name: 'Dev',
  roleArn: 'arn:aws:iam::111122223333:role/Dev',
  providerArn: 'arn:aws:iam::111122223333:saml-provider/samlet',
  maxSessionSeconds: 3600,
  tagSession: true,
  sourceIdentity: true,
  createdAt: '',
  updatedAt: '',
  version: 1,
  ...fields,
});

const account = { id: '111122223333', name: 'A', partition: 'aws', createdAt: '', updatedAt: '', version: 1 } as const;

const assignment = (fields: Partial<RoleAssignment> = {}): RoleAssignment => ({
  accountId: account.id,
  roleName: 'Dev',
  principal: { type: 'USER', id: 'u' },
  assignedAt: '',
  ...fields,
});

const valuesOf = (fields: Partial<User>, assignments: readonly RoleAssignment[], roleFields: object = {}) =>
  new Map(
    awsRelease({ user: userOf(fields), account, role: role(roleFields), assignments }).attributes.map((attribute) => [
      attribute.name.slice(NAME.length),
      attribute.values,
    ]),
  );

describe('a name of a session at AWS', () => {
  it('has the form that AWS takes, whatever the user is called', () => {
    fc.assert(
      fc.property(anyText, (name) => {
        expect(roleSessionName(name)).toMatch(SESSION_NAME);
        expect(sourceIdentity(name)).toMatch(SESSION_NAME);
        expect(sourceIdentity(name)).not.toMatch(/^aws:/i);
      }),
      { numRuns: 2000 },
    );
  });

  it('is the address itself where AWS takes it', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z\d][a-z\d.+_-]{0,20}@[a-z]{1,10}\.org$/), (email) => {
        expect(roleSessionName(email)).toBe(email);
      }),
    );
    expect(roleSessionName('Inês Çelik@exämple.org')).toBe('Ines-Celik@example.org');
  });
});

describe('what AWS is told of a user', () => {
  it('keeps to every rule of AWS, whatever the profile holds', () => {
    const tags = { Team: '{department}', Who: '{displayName} / {title}', Fixed: 'a b' };
    fc.assert(
      fc.property(anyText, anyText, anyText, (department, displayName, userName) => {
        const values = valuesOf({ department, displayName, userName, title: displayName }, [assignment({ tags })]);
        expect(values.get('RoleSessionName')?.[0]).toMatch(SESSION_NAME);
        expect(values.get('SourceIdentity')?.[0]).toMatch(SESSION_NAME);
        for (const [name, [value = '', ...more]] of values) {
          expect(more).toEqual([]);
          if (!name.startsWith('PrincipalTag:')) continue;
          expect(value).toMatch(TAG_VALUE);
          expect(value).toBe(value.trim());
        }
        expect(values.get('PrincipalTag:Fixed')).toEqual(['a b']);
      }),
      { numRuns: 1000 },
    );
  });

  it('lasts no longer than the role allows, and never less than AWS takes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 900, max: 43_200 }), fc.integer({ min: 3600, max: 43_200 }), (asked, most) => {
        const [given] =
          valuesOf({}, [assignment({ sessionSeconds: asked })], { maxSessionSeconds: most }).get('SessionDuration') ??
          [];
        expect(Number(given)).toBe(Math.min(asked, most));
      }),
    );
    expect(valuesOf({}, []).get('SessionDuration')).toEqual(['3600']);
  });

  it('names exactly one role, with its provider', () => {
    const both = [assignment(), assignment({ principal: { type: 'GROUP', id: 'g' } })];
    expect(valuesOf({}, both).get('Role')).toEqual([
      'arn:aws:iam::111122223333:role/Dev,arn:aws:iam::111122223333:saml-provider/samlet',
    ]);
  });

  it('does not depend on the order in which assignments are read', () => {
    const some = ['c', 'a', 'b'].map((id) =>
      assignment({
        principal: { type: 'GROUP', id },
        relayState: `https://console.aws.amazon.com/${id}`,
        sessionSeconds: 1800,
      }),
    );
    const own = assignment({ relayState: 'https://console.aws.amazon.com/own', sessionSeconds: 1800 });
    fc.assert(
      fc.property(fc.shuffledSubarray([...some, own], { minLength: 4 }), (assignments) => {
        const release = awsRelease({ user: userOf({}), account, role: role(), assignments });
        expect(release.relayState).toBe('https://console.aws.amazon.com/own');
      }),
    );
    const longest = assignment({ principal: { type: 'GROUP', id: 'z' }, sessionSeconds: 3600, relayState: 'z' });
    expect(
      awsRelease({ user: userOf({}), account, role: role(), assignments: [...some, own, longest] }).relayState,
    ).toBe('z');
  });

  it('has no tags and no source identity where the trust policy does not allow them', () => {
    const values = valuesOf({}, [assignment({ tags: { Team: 'x' }, transitiveTagKeys: ['Team'] })], {
      tagSession: false,
      sourceIdentity: false,
    });
    expect([...values.keys()]).toEqual(['Role', 'RoleSessionName', 'SessionDuration']);
  });

  it('names transitive tags only of those that are sent', () => {
    const tags = { Team: '{department}', Cost: 'x' };
    const sent = valuesOf({}, [assignment({ tags, transitiveTagKeys: ['Team', 'Cost'] })]);
    expect(sent.get('TransitiveTagKeys')).toEqual(['Cost']);
    expect(sent.has('PrincipalTag:Team')).toBe(false);
  });
});

describe('a session tag', () => {
  it.each(['aws:x', 'AWS:PrincipalTag', ' x', '', 'a'.repeat(129), 'a;b', 'a\nb', '{x}'])(
    'has no key like %j',
    (key) => {
      expect(isTagKey(key)).toBe(false);
    },
  );

  it.each(['Team', 'Kostenstelle/Ä', 'a.b:c/d=e+f-g@h', 'x'.repeat(128)])('may have the key %j', (key) => {
    expect(isTagKey(key)).toBe(true);
  });

  it('fills in nothing but fields of the profile', () => {
    expect(tagValue('{department}-{constructor}-{__proto__}', userOf({ department: 'R&D' }))).toBe(
      'RD-constructor-__proto__',
    );
  });
});
