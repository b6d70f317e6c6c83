import { AWS_ATTRIBUTE, choicesOf, sessionSecondsOf, tagsOf, valuesOf } from './aws-attributes.ts';
import { type AwsRule, found, ofAssertion, only, told } from './aws-finding.ts';

const ASSERTIONS = 'IAM User Guide: SAML assertions';
const TROUBLE = 'IAM User Guide: troubleshooting SAML';
const TAGS = 'IAM User Guide: session tags';

const SESSION_NAME = /^[a-zA-Z_0-9+=,.@-]{2,64}$/;
const KNOWN = /^(?:Role|RoleSessionName|SessionDuration|SourceIdentity|TransitiveTagKeys|PrincipalTag:.*)$/s;

/** What AWS asks of an assertion's attributes: the part of the rules that says who one becomes there. */
export const ATTRIBUTE_RULES: readonly AwsRule[] = [
  {
    id: 'attribute-once',
    text: 'No attribute comes twice: AWS would map only one of them',
    source: ASSERTIONS,
    check: ofAssertion('each once', ({ attributes }) => {
      const names = attributes.map(({ name }) => name);
      const twice = [...new Set(names.filter((name, at) => names.indexOf(name) !== at))];
      return found(twice.length === 0, 'no repeated Name', twice);
    }),
  },
  {
    id: 'attribute-names',
    text: 'AWS’s attributes are spelled as AWS spells them; case matters',
    source: ASSERTIONS,
    check: ofAssertion('known names', ({ attributes }) => {
      const all = attributes.map(({ name }) => name);
      const ours = all.filter((name) => name.trim().toLowerCase().startsWith(AWS_ATTRIBUTE.toLowerCase()));
      const isKnown = (name: string): boolean =>
        name.startsWith(AWS_ATTRIBUTE) && KNOWN.test(name.slice(AWS_ATTRIBUTE.length));
      const unknown = ours.filter((name) => !isKnown(name));
      return found(unknown.length === 0, 'no unknown Name', unknown);
    }),
  },
  {
    id: 'white-space',
    text: 'No value of AWS’s attributes begins or ends with white space',
    source: TROUBLE,
    check: ofAssertion('trimmed values', ({ attributes }) => {
      const values = attributes.filter(({ name }) => name.startsWith(AWS_ATTRIBUTE)).flatMap((one) => one.values);
      const untrimmed = values.filter((value) => value !== value.trim());
      return found(untrimmed.length === 0, 'no untrimmed value', untrimmed);
    }),
  },
  {
    id: 'role',
    text: 'Role names a role and a SAML provider: two ARNs and a comma, no brackets, no white space',
    source: ASSERTIONS,
    check: ofAssertion('a role', (assertion) => {
      const values = valuesOf(assertion, 'Role');
      const ok = values.length > 0 && choicesOf(assertion).length === values.length;
      return found(ok, 'role ARN,provider ARN', values);
    }),
  },
  {
    id: 'one-role',
    text: 'There is one role and no other: Samlet’s portal was the role picker',
    source: 'Samlet’s own promise: one role in each assertion',
    check: ofAssertion('one role', (assertion) => {
      const { length } = valuesOf(assertion, 'Role');
      return told(length === 1, '1', String(length));
    }),
  },
  {
    id: 'role-account',
    text: 'Role and provider are in the same account and partition',
    source: ASSERTIONS,
    check: ofAssertion('one account', (assertion) => {
      const sides = choicesOf(assertion).map((one) =>
        [one.role, one.provider].map((arn) => `${arn.partition} ${arn.account}`),
      );
      return found(sides.length > 0 && sides.every(([a, b]) => a === b), 'one account', [...new Set(sides.flat())]);
    }),
  },
  {
    id: 'role-partition',
    text: 'The role is in the partition of this endpoint',
    source: 'AWS General Reference: sign-in endpoints',
    check: ofAssertion('this partition', (assertion, { endpoint }) => {
      return only(endpoint.partition, [...new Set(choicesOf(assertion).map(({ role }) => role.partition))]);
    }),
  },
  {
    id: 'session-name',
    text: 'RoleSessionName has 2 to 64 characters that AWS takes',
    source: ASSERTIONS,
    check: ofAssertion('a name', (assertion) => {
      const values = valuesOf(assertion, 'RoleSessionName');
      return found(values.length === 1 && SESSION_NAME.test(values[0] ?? ''), '[a-zA-Z_0-9+=,.@-]{2,64}', values);
    }),
  },
  {
    id: 'session-duration',
    text: 'SessionDuration, if there is one, is an integer from 900 to 43,200 seconds',
    source: ASSERTIONS,
    check: ofAssertion('seconds', (assertion) => {
      const values = valuesOf(assertion, 'SessionDuration');
      const seconds = sessionSecondsOf(assertion);
      return found(values.length <= 1 && seconds >= 900 && seconds <= 43_200, '900 to 43200, or nothing', values);
    }),
  },
  {
    id: 'tags',
    text: 'At most 50 session tags, each with one value; keys to 128 characters, values to 256',
    source: TAGS,
    check: ofAssertion('tags', (assertion) => {
      const tags = tagsOf(assertion);
      const fits = ({ key, values }: (typeof tags)[number]): boolean =>
        key.length >= 1 && key.length <= 128 && values.length === 1 && (values[0]?.length ?? 0) <= 256;
      const bad = tags.filter((tag) => !fits(tag)).map(({ key, values }) => `${key}=${values.join('|')}`);
      const words = bad.length > 0 ? bad.join(', ') : `${tags.length} tags`;
      return told(tags.length <= 50 && bad.length === 0, 'up to 50 tags that fit', words);
    }),
  },
  {
    id: 'tag-keys',
    text: 'No two tag keys differ by case alone: AWS takes them for the same',
    source: TAGS,
    check: ofAssertion('keys', (assertion) => {
      const keys = tagsOf(assertion).map(({ key }) => key);
      const folded = new Set(keys.map((key) => key.toLowerCase()));
      return found(folded.size === new Set(keys).size, 'different keys', keys);
    }),
  },
  {
    id: 'transitive-tags',
    text: 'TransitiveTagKeys name only tags that are there',
    source: TAGS,
    check: ofAssertion('keys of tags', (assertion) => {
      const keys = new Set(tagsOf(assertion).map(({ key }) => key));
      const missing = valuesOf(assertion, 'TransitiveTagKeys').filter((key) => !keys.has(key));
      return found(missing.length === 0, 'no key without its tag', missing);
    }),
  },
  {
    id: 'source-identity',
    text: 'SourceIdentity, if there is one, has 2 to 64 characters that AWS takes, and not “aws:” in front',
    source: TROUBLE,
    check: ofAssertion('an identity', (assertion) => {
      const values = valuesOf(assertion, 'SourceIdentity');
      const fits = values.every((value) => SESSION_NAME.test(value) && !/^aws:/i.test(value));
      return found(values.length <= 1 && fits, '[a-zA-Z_0-9+=,.@-]{2,64}, or nothing', values);
    }),
  },
];
