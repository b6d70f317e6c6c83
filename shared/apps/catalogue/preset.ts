/**
 * The catalogue holds what service providers ask of an identity provider, as data: one file for a few presets, read by
 * the admin API. It registers nothing: a preset and its inputs make a draft, which whoever sees it may change and sends on.
 */
import type { AppFields, AttributeRule, NameIdFormat } from '../app.ts';

/** Where a preset stands in the catalogue. */
export const CATEGORIES = ['AWS', 'Business', 'Collaboration', 'Development', 'Operations', 'Custom'] as const;

/** One of {@link CATEGORIES}. */
export type Category = (typeof CATEGORIES)[number];

/** Something that a preset must be told: where the organisation's own copy of the service provider stands. */
export interface PresetInput {
  /** How templates name it between braces. */
  readonly name: string;
  readonly label: string;
  readonly help: string;
  readonly example: string;
  /** What the whole text must match. */
  readonly pattern: RegExp;
  /** What is said to a text that does not. */
  readonly fault: string;
  /** The texts that may be chosen from, if there are only so many. */
  readonly choices?: readonly string[];
  /** Whether it may be left out; what names it is then left out, too, or comes from metadata. @default false */
  readonly isOptional?: boolean;
}

/** A new app whose texts name inputs between braces; a field whose text names one that was left out is left out. */
export type AppTemplate = Partial<Omit<AppFields, 'kind' | 'name' | 'entityId' | 'acs'>> &
  Pick<AppFields, 'entityId' | 'acs'>;

/** The role of an AWS account, and how it is assigned so that it leads to the service. */
export interface RoleTemplate {
  readonly role: { readonly pair: string; readonly tagSession?: boolean; readonly maxSessionSeconds?: number };
  readonly assignment: { readonly relayState: string; readonly tags?: Readonly<Record<string, string>> };
}

/** What a preset is registered as: AWS is entered by roles of accounts, everything else is an app. */
export type Registration =
  | { readonly as: 'app'; readonly app: AppTemplate }
  | { readonly as: 'aws-account'; readonly account: { readonly id: string; readonly name: string; readonly partition: string } }
  | ({ readonly as: 'aws-role' } & RoleTemplate); // prettier-ignore

/** What the service provider insists on; an app that departs from it is told so in its preview. */
export interface Expectations {
  readonly nameIdFormats: readonly NameIdFormat[];
  /** Names of attributes without which it lets nobody in. */
  readonly attributes: readonly string[];
  /** Whether both assertion and response must be signed. @default false */
  readonly bothSigned?: boolean;
  /** Whether it reads encrypted assertions. @default true */
  readonly takesEncrypted?: boolean;
  /** Whether it takes responses that it did not ask for. @default true */
  readonly takesUnsolicited?: boolean;
}

/** A service provider as the catalogue knows it. */
export interface Preset {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly category: Category;
  readonly inputs: readonly PresetInput[];
  /** What its metadata is good for: `best` where it is to be preferred to inputs, `may` where it can take their place. */
  readonly metadata?: 'best' | 'may';
  readonly registration: Registration;
  readonly expects: Expectations;
  /** What is done on the service provider's side, step by step; texts name our own values as `{idp.loginUrl}`. */
  readonly steps: readonly string[];
  readonly limits: readonly string[];
  /** Where the service provider says so. Shown as text: the console loads nothing from elsewhere. */
  readonly links: readonly string[];
  /** What was not found in a document of the service provider's own and is to be checked by whoever uses it. */
  readonly unverified?: string;
}

/** An attribute out of the profile. */
export const profile = (
  name: string,
  field: (AttributeRule['source'] & { from: 'profile' })['field'],
): AttributeRule => ({
  name,
  source: { from: 'profile', field },
});

/** The names of the user's groups. */
export const groups = (name: string): AttributeRule => ({ name, source: { from: 'groups' } });

/** The one address that responses go to. */
export const acs = (url: string): AppFields['acs'] => [{ url, index: 0, isDefault: true }];

const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';

/** One label of a host name: what stands before the service provider's own domain. */
export const subdomain = (name: string, label: string, help: string, example: string): PresetInput => ({
  name,
  label,
  help,
  example,
  pattern: new RegExp(`^${LABEL}$`),
  fault: 'This holds lower-case letters, digits and inner hyphens alone.',
});

/** A whole host name. */
export const host = (name: string, label: string, help: string, example: string): PresetInput => ({
  name,
  label,
  help,
  example,
  pattern: new RegExp(`^(?:${LABEL}\\.)+${LABEL}$`),
  fault: 'This is a host name in lower case, without https:// and without a path.',
});

/** An address as the service provider shows it; what an app may be registered with is checked beyond this. */
export const address = (name: string, label: string, help: string, example: string): PresetInput => ({
  name,
  label,
  help,
  example,
  pattern: /^https:\/\/[!-~]{1,2000}$/,
  fault: 'This is an https address.',
});

/** A Region of AWS. */
export const REGION: PresetInput = {
  name: 'region',
  label: 'Region',
  help: 'The Region in which it runs.',
  example: 'eu-central-1',
  pattern: /^[a-z]{2}(?:-[a-z]+)+-\d$/,
  fault: 'This is not the name of an AWS Region.',
};

/** The role and provider through which a service of AWS is entered. */
export const PAIR: PresetInput = {
  name: 'pair',
  label: 'Role ARN and provider ARN',
  help: 'Both, in either order, parted by a comma, as AWS’s guides show them; brackets around them are taken off.',
  example: 'arn:aws:iam::123456789012:role/Analyst,arn:aws:iam::123456789012:saml-provider/Samlet',
  pattern: /^[\s\S]{1,2048}$/,
  fault: 'This is too long.',
};
