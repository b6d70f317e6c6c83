import type { AssertionFacts, AttributeFacts } from './response-facts.ts';

/** What the names of AWS's attributes begin with; case matters. */
export const AWS_ATTRIBUTE = 'https://aws.amazon.com/SAML/Attributes/';

const TAG = `${AWS_ATTRIBUTE}PrincipalTag:`;

/** All values of one of AWS's attributes, by the end of its name. */
export const awsValues = ({ attributes }: AssertionFacts, name: string): readonly string[] =>
  attributes.filter((one) => one.name === AWS_ATTRIBUTE + name).flatMap(({ values }) => values);

/** The attributes whose names begin as AWS's do, in whatever case. */
export const awsLike = ({ attributes }: AssertionFacts): readonly AttributeFacts[] =>
  attributes.filter(({ name }) => name.trim().toLowerCase().startsWith(AWS_ATTRIBUTE.toLowerCase()));

/** The session tags by their keys. */
export const tagsIn = ({ attributes }: AssertionFacts): readonly { key: string; values: readonly string[] }[] =>
  attributes
    .filter(({ name }) => name.startsWith(TAG))
    .map(({ name, values }) => ({ key: name.slice(TAG.length), values }));
