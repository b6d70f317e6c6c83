import { Refusal } from '../base/refusal.ts';

/** The AWS partitions that have a SAML sign-in of their own. */
export type Partition = 'aws' | 'aws-us-gov' | 'aws-cn';

interface PartitionFacts {
  /** The entity ID of AWS's sign-in: the Audience. */
  readonly audience: string;
  /** The sign-in host, without Region. */
  readonly signInHost: string;
  /** The host under which consoles live: deep links may lead to it and below it. */
  readonly consoleHost: string;
  /** Hosts of services that are entered by a role and have an address outside the console. */
  readonly serviceHosts: readonly RegExp[];
  readonly defaultRegion: string;
}

/**
 * What differs between AWS's partitions (AWS General Reference, "AWS Sign-In endpoints"; IAM User Guide, "Configure
 * SAML assertions for the authentication response").
 */
export const PARTITIONS: Readonly<Record<Partition, PartitionFacts>> = {
  aws: {
    audience: 'urn:amazon:webservices',
    signInHost: 'signin.aws.amazon.com',
    consoleHost: 'console.aws.amazon.com',
    serviceHosts: [
      /^(?:[a-z\d-]+\.)?quicksight\.aws\.amazon\.com$/,
      /^appstream2\.(?:euc-sso\.)?[a-z\d-]+\.aws\.amazon\.com$/,
      /^workspaces\.(?:euc-sso\.)?[a-z\d-]+\.aws\.amazon\.com$/,
    ],
    defaultRegion: 'us-east-1',
  },
  'aws-us-gov': {
    audience: 'urn:amazon:webservices:govcloud',
    signInHost: 'signin.amazonaws-us-gov.com',
    consoleHost: 'console.amazonaws-us-gov.com',
    serviceHosts: [/^appstream2\.(?:euc-sso\.)?[a-z\d-]+\.amazonaws-us-gov\.com$/],
    defaultRegion: 'us-gov-west-1',
  },
  'aws-cn': {
    audience: 'urn:amazon:webservices:cn-north-1',
    signInHost: 'signin.amazonaws.cn',
    consoleHost: 'console.amazonaws.cn',
    serviceHosts: [],
    defaultRegion: 'cn-north-1',
  },
};

/** The partition named by an ARN's second part, or `undefined`. */
export function partitionOf(arn: string): Partition | undefined {
  const name = arn.split(':')[1];
  return name !== undefined && name in PARTITIONS ? (name as Partition) : undefined;
}

const REGION = /^[a-z]{2}(?:-[a-z]+)+-\d$/;

/**
 * The sign-in endpoint of a partition, which is ACS and Recipient: of a Region, or the one without a Region.
 *
 * @throws {Refusal} INPUT_INVALID for what is not a Region's name
 */
export function acsUrlOf(partition: Partition, region?: string): string {
  const { signInHost } = PARTITIONS[partition];
  if (region === undefined) return `https://${signInHost}/saml`;
  if (!REGION.test(region)) {
    throw new Refusal('INPUT_INVALID', 'not a Region', {
      region,
      faults: [{ pointer: '/region', detail: 'This is not the name of an AWS Region.' }],
    });
  }
  return `https://${region}.${signInHost}/saml`;
}

/**
 * Tells whether a URL leads to a console of the partition, or to a service that a role is the way into: https, a host of
 * AWS's own that is known for it, no user info.
 */
export function isConsoleUrl(partition: Partition, text: string): boolean {
  if (text.length > 1024 || !URL.canParse(text)) return false;
  const { protocol, hostname, username, password, port } = new URL(text);
  const { consoleHost, serviceHosts } = PARTITIONS[partition];
  return (
    protocol === 'https:' && username === '' && password === '' && port === '' &&
    (hostname === consoleHost || hostname.endsWith(`.${consoleHost}`) || serviceHosts.some((form) => form.test(hostname)))
  ); // prettier-ignore
}

/** The partition whose sign-in has this entity ID, or `undefined`. */
export const partitionOfAudience = (audience: string): Partition | undefined =>
  (Object.keys(PARTITIONS) as Partition[]).find((partition) => PARTITIONS[partition].audience === audience);

/**
 * Tells whether a URL is a sign-in endpoint of the partition: of a Region or without one, and with the provider's own
 * path where AWS demands that assertions are encrypted. Nothing else may ever be sent an AWS assertion.
 */
export function isSignInUrl(partition: Partition, url: string): boolean {
  const host = PARTITIONS[partition].signInHost.replaceAll('.', String.raw`\.`);
  return new RegExp(`^https://(?:[a-z]{2}(?:-[a-z]+)+-\\d\\.)?${host}/saml(?:/acs/SAMLSP[A-Z0-9]{1,64})?$`).test(url);
}
