import { SESSION_SECONDS } from '../aws-access/assertion.ts';
import { PARTITIONS } from '../aws-access/partition.ts';
import { readRoleArns, type RoleArns } from '../aws-access/role-arns.ts';
import { SESSION_NAME } from '../aws-access/session-name.ts';
import { areDistinctKeys, isTagKey, TAG_LIMITS } from '../aws-access/session-tags.ts';
import { isRefusal } from '../base/refusal.ts';
import { AWS_ATTRIBUTE, awsLike, awsValues, tagsIn } from './aws-attributes.ts';
import { failed, ofAws, ok, type Rule, warning } from './rule.ts';

const ASSERTIONS = 'IAM User Guide, “Configure SAML assertions”';
const TROUBLE = 'IAM User Guide, “Troubleshooting SAML 2.0 federation”';
const TAGS = 'IAM User Guide, “Pass session tags in AWS STS”';
const INVALID = 'AWS answers “Your request included an invalid SAML response. To logout, click here.”';
const KNOWN = /^(?:Role|RoleSessionName|SessionDuration|SourceIdentity|TransitiveTagKeys|PrincipalTag:.+)$/s;

/** A value of Role that is two ARNs as they must be, with nothing around them. */
function pairIn(value: string): RoleArns | undefined {
  try {
    const pair = readRoleArns({ pair: value });
    const asIs = [`${pair.roleArn},${pair.providerArn}`, `${pair.providerArn},${pair.roleArn}`];
    return asIs.includes(value) ? pair : undefined;
  } catch (error) {
    if (isRefusal(error)) return undefined;
    throw error;
  }
}

/** What AWS asks of the attributes: who one becomes there, for how long, with which tags. */
export const AWS_ATTRIBUTE_RULES: readonly Rule[] = [
  {
    id: 'aws-attribute-names',
    rule: 'AWS’s attributes are spelled as AWS spells them; case matters.',
    source: TROUBLE,
    check: ofAws((assertion) => {
      const isKnown = (name: string): boolean =>
        name.startsWith(AWS_ATTRIBUTE) && KNOWN.test(name.slice(AWS_ATTRIBUTE.length));
      const unknown = awsLike(assertion)
        .map(({ name }) => name)
        .filter((name) => !isKnown(name));
      return unknown.length === 0
        ? ok()
        : failed(
            unknown,
            `A name in other letters is another attribute: AWS does not see it. ${INVALID}`,
            'Correct the names: Role, RoleSessionName, SessionDuration, SourceIdentity, PrincipalTag:<key>, TransitiveTagKeys.',
          );
    }),
  },
  {
    id: 'aws-attribute-once',
    rule: 'No attribute comes twice.',
    source: ASSERTIONS,
    check: ofAws((assertion) => {
      const names = awsLike(assertion).map(({ name }) => name);
      const twice = [...new Set(names.filter((name, at) => names.indexOf(name) !== at))];
      return twice.length === 0
        ? ok()
        : failed(
            twice,
            'AWS takes one of them, and does not say which.',
            'Send each attribute once, with all its values in it.',
          );
    }),
  },
  {
    id: 'aws-white-space',
    rule: 'No value begins or ends with white space.',
    source: TROUBLE,
    isPersonal: true,
    check: ofAws((assertion) => {
      const untrimmed = awsLike(assertion)
        .flatMap(({ values }) => values)
        .filter((value) => value !== value.trim());
      return untrimmed.length === 0
        ? ok()
        : failed(untrimmed, INVALID, 'Take the spaces and line breaks out of the attribute’s values.');
    }),
  },
  {
    id: 'aws-role',
    rule: 'Role names a role and a SAML provider: two ARNs and a comma, no brackets, no quotes, no spaces.',
    source: ASSERTIONS,
    check: ofAws((assertion) => {
      const values = awsValues(assertion, 'Role');
      if (values.length === 0)
        return failed(
          [],
          `There is no Role. ${INVALID}`,
          'Send the attribute Role, with the ARN of the role, a comma, and the ARN of the SAML provider.',
        );
      const wrong = values.filter((value) => !pairIn(value));
      return wrong.length === 0
        ? ok(values)
        : failed(
            wrong,
            `This is not a role and its provider. ${INVALID}`,
            'Write arn:aws:iam::111122223333:role/Name,arn:aws:iam::111122223333:saml-provider/Name, without the brackets or quotes of an example.',
          );
    }),
  },
  {
    id: 'aws-one-account',
    rule: 'Role and provider are in one account and partition.',
    source: ASSERTIONS,
    check: ofAws((assertion) => {
      const arns = awsValues(assertion, 'Role').map((value) =>
        [...value.matchAll(/arn:(aws[\w-]*):iam::(\d{12}):/g)].map(
          ([, partition, account]) => `${partition} ${account}`,
        ),
      );
      const split = arns.filter((sides) => new Set(sides).size > 1);
      if (arns.every((sides) => sides.length === 0)) return undefined;
      return split.length === 0
        ? ok([...new Set(arns.flat())])
        : failed(
            split.flat(),
            'A role can be taken through a SAML provider of its own account alone.',
            'Name the SAML provider of the account that the role is in; make one there if there is none.',
          );
    }),
  },
  {
    id: 'aws-partition',
    rule: 'The role is in the partition of the endpoint.',
    source: 'AWS General Reference, “AWS Sign-In endpoints”',
    check: ofAws((assertion, partition) => {
      const partitions = [...new Set(awsValues(assertion, 'Role').flatMap((value) => pairIn(value)?.partition ?? []))];
      if (partitions.length === 0) return undefined;
      return partitions.every((one) => one === partition)
        ? ok(partitions)
        : failed(
            partitions,
            'Accounts of GovCloud and China are entered by endpoints of their own.',
            `Send roles of ${partition} to ${PARTITIONS[partition].signInHost}, and others to theirs.`,
          );
    }),
  },
  {
    id: 'aws-session-name',
    rule: 'RoleSessionName has 2 to 64 characters of [a-zA-Z_0-9+=,.@-].',
    source: ASSERTIONS,
    isPersonal: true,
    check: ofAws((assertion) => {
      const values = awsValues(assertion, 'RoleSessionName');
      if (values.length === 0)
        return failed(
          [],
          'AWS answers “RoleSessionName is required in AuthnResponse”.',
          'Send RoleSessionName, mostly the mail address.',
        );
      return values.length === 1 && SESSION_NAME.test(values[0] ?? '')
        ? ok(values)
        : failed(
            values,
            'AWS answers “RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}”.',
            'Choose an attribute without spaces, accents and other signs, or have them replaced (Samlet does).',
          );
    }),
  },
  {
    id: 'aws-session-duration',
    rule: 'SessionDuration, if there is one, is a whole number from 900 to 43,200 seconds.',
    source: ASSERTIONS,
    check: ofAws((assertion) => {
      const values = awsValues(assertion, 'SessionDuration');
      if (values.length === 0) return undefined;
      const seconds = /^\d{1,6}$/.test(values[0] ?? '') ? Number(values[0]) : Number.NaN;
      return values.length === 1 && seconds >= SESSION_SECONDS.min && seconds <= SESSION_SECONDS.max
        ? ok(values)
        : failed(
            values,
            'AWS refuses the sign-in. The number is of seconds, and must not exceed the role’s own maximum either.',
            'Send a number from 900 to 43200 that is at most the role’s MaxSessionDuration.',
          );
    }),
  },
  {
    id: 'aws-source-identity',
    rule: 'SourceIdentity, if there is one, has 2 to 64 characters of [a-zA-Z_0-9+=,.@-], and not “aws:” in front.',
    source: TROUBLE,
    isPersonal: true,
    check: ofAws((assertion) => {
      const values = awsValues(assertion, 'SourceIdentity');
      if (values.length === 0) return undefined;
      return values.length === 1 && SESSION_NAME.test(values[0] ?? '') && !/^aws:/i.test(values[0] ?? '')
        ? ok(values)
        : failed(
            values,
            'AWS answers “Source Identity must match …”.',
            'Choose an attribute without spaces and accents, as the user name.',
          );
    }),
  },
  {
    id: 'aws-trust',
    rule: 'The role’s trust policy allows what is sent beside the role.',
    source: TAGS,
    check: ofAws((assertion) => {
      const needed = [
        ...(tagsIn(assertion).length > 0 ? ['sts:TagSession'] : []),
        ...(awsValues(assertion, 'SourceIdentity').length > 0 ? ['sts:SetSourceIdentity'] : []),
      ];
      if (needed.length === 0) return undefined;
      return {
        outcome: 'unknown',
        found: needed.join(', '),
        explanation:
          'Tags and source identity are refused with AccessDenied unless the trust policy allows these actions beside sts:AssumeRoleWithSAML. The policy is not in the message.',
      };
    }),
  },
  {
    id: 'aws-tags',
    rule: 'There are at most 50 session tags, each with one value; keys have up to 128 characters, values up to 256.',
    source: TAGS,
    isPersonal: true,
    check: ofAws((assertion) => {
      const tags = tagsIn(assertion);
      if (tags.length === 0) return undefined;
      const wrong = tags.filter(
        ({ key, values }) => !isTagKey(key) || values.length !== 1 || [...(values[0] ?? '')].length > TAG_LIMITS.value,
      );
      return tags.length <= TAG_LIMITS.tags && wrong.length === 0
        ? ok([`${tags.length} tags`])
        : failed(
            wrong.length > 0 ? wrong.map(({ key, values }) => `${key}=${values.join('|')}`) : [`${tags.length} tags`],
            'AWS answers that it is unable to validate the tags, or refuses them as too large.',
            'Send fewer or shorter tags; split a long list over several keys.',
          );
    }),
  },
  {
    id: 'aws-tag-keys',
    rule: 'No two tag keys differ by case alone.',
    source: TAGS,
    check: ofAws((assertion) => {
      const keys = tagsIn(assertion).map(({ key }) => key);
      if (keys.length === 0) return undefined;
      return areDistinctKeys(keys)
        ? ok(keys)
        : failed(keys, 'AWS takes them for one key and refuses the pair.', 'Keep one of them.');
    }),
  },
  {
    id: 'aws-transitive-tags',
    rule: 'TransitiveTagKeys name tags that are sent.',
    source: TAGS,
    check: ofAws((assertion) => {
      const keys = new Set(tagsIn(assertion).map(({ key }) => key));
      const named = awsValues(assertion, 'TransitiveTagKeys');
      if (named.length === 0) return undefined;
      const missing = named.filter((key) => !keys.has(key));
      return missing.length === 0
        ? ok(named)
        : failed(
            missing,
            'A key without its tag makes AWS refuse the sign-in.',
            'Send the tag, or take its key out of the list.',
          );
    }),
  },
  {
    id: 'aws-one-role',
    rule: 'There is one role.',
    source: 'Samlet: one role in each assertion',
    check: ofAws((assertion) => {
      const { length } = awsValues(assertion, 'Role');
      if (length === 0) return undefined;
      return length === 1
        ? ok()
        : warning(
            [`${length} roles`],
            'AWS shows a page to choose from; all roles share one duration, and the whole list travels with every sign-in.',
            'Nothing is broken. Samlet’s portal sends one role at a time.',
          );
    }),
  },
];
