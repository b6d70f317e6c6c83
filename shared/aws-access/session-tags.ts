import { PROFILE_FIELDS, type ProfileField } from '../apps/app.ts';
import { profileValue } from '../apps/release.ts';
import type { User } from '../users/user.ts';

/** AWS's limits on session tags (IAM User Guide, "Passing session tags in AWS STS"): 50 tags, keys of 128, values of 256. */
export const TAG_LIMITS = { tags: 50, key: 128, value: 256 } as const;

/** The characters of a tag's key and value. */
const TAG_KEY = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u;
const NOT_TAG_VALUE = /[^\p{L}\p{Z}\p{N}_.:/=+\-@]/gu;

/** Tells whether a text may be the key of a session tag: keys that begin with `aws:` are AWS's own. */
export const isTagKey = (key: string): boolean => TAG_KEY.test(key) && key === key.trim() && !/^aws:/i.test(key);

/** Tells whether keys are different for AWS, which does not look at case. */
export const areDistinctKeys = (keys: readonly string[]): boolean =>
  new Set(keys.map((key) => key.toLowerCase())).size === keys.length;

const PLACEHOLDER = /\{([^{}]*)\}/g;

/** The names between braces that are no field of a profile. */
export const unknownFields = (template: string): readonly string[] =>
  [...template.matchAll(PLACEHOLDER)]
    .map(([, field]) => field ?? '')
    .filter((field) => !(PROFILE_FIELDS as readonly string[]).includes(field));

/**
 * The value of a tag for one user: profile fields filled in for `{field}`, characters that AWS takes for no tag left out,
 * cut to 256. Empty where nothing is left: such a tag is not sent.
 */
export function tagValue(template: string, user: User): string {
  const filled = template.replaceAll(PLACEHOLDER, (whole, field: string) =>
    (PROFILE_FIELDS as readonly string[]).includes(field) ? (profileValue(user, field as ProfileField) ?? '') : whole,
  );
  const plain = filled.normalize('NFC').replaceAll(NOT_TAG_VALUE, '').trim();
  return [...plain].slice(0, TAG_LIMITS.value).join('').trim();
}
