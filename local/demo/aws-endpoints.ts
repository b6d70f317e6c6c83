/** A place where AWS takes SAML responses. */
export interface AwsEndpoint {
  readonly host: string;
  /** The address that messages name, wherever they really go on this machine. */
  readonly acsUrl: string;
  readonly partition: string;
  /** The Region that signs in; the hosts without one belong to the partition's first Region. */
  readonly region: string;
  readonly audiences: readonly string[];
  /** Consoles live at this host and below it. */
  readonly consoleHost: string;
}

interface Partition {
  readonly domain: string;
  readonly partition: string;
  readonly region: string;
  readonly regions: RegExp;
  readonly audiences: readonly string[];
  readonly consoleHost: string;
}

const PARTITIONS: readonly Partition[] = [
  {
    domain: 'signin.aws.amazon.com',
    partition: 'aws',
    region: 'us-east-1',
    regions: /^(?!us-gov-|cn-)[a-z]{2}(?:-[a-z]+)+-\d$/,
    audiences: ['urn:amazon:webservices'],
    consoleHost: 'console.aws.amazon.com',
  },
  {
    domain: 'signin.amazonaws-us-gov.com',
    partition: 'aws-us-gov',
    region: 'us-gov-west-1',
    regions: /^us-gov-(?:east|west)-1$/,
    audiences: ['urn:amazon:webservices:govcloud'],
    consoleHost: 'console.amazonaws-us-gov.com',
  },
  {
    domain: 'signin.amazonaws.cn',
    partition: 'aws-cn',
    region: 'cn-north-1',
    regions: /^cn-north(?:west)?-1$/,
    audiences: ['urn:amazon:webservices:cn-north-1', 'urn:amazon:webservices:cn-northwest-1'],
    consoleHost: 'console.amazonaws.cn',
  },
];

/** The path without a provider, or with the unique ID of one that demands encrypted assertions. */
const ACS_PATH = /^\/saml(?:\/acs\/[A-Z0-9]{4,128})?$/;

/** The endpoint at a host and path of AWS's sign-in, or `undefined` where there is none. */
export function awsEndpointAt(host: string, path: string): AwsEndpoint | undefined {
  if (!ACS_PATH.test(path)) return undefined;
  for (const { domain, regions, region, ...facts } of PARTITIONS) {
    const prefix = host === domain ? region : host.endsWith(`.${domain}`) ? host.slice(0, -domain.length - 1) : '';
    if (regions.test(prefix)) return { host, acsUrl: `https://${host}${path}`, region: prefix, ...facts };
  }
  return undefined;
}

/** Tells whether an address leads to a console below this host, and to nothing else. */
export function isConsole(address: string, consoleHost: string): boolean {
  if (!URL.canParse(address) || /[\s\\]/.test(address)) return false;
  const { protocol, hostname, username, password, port } = new URL(address);
  const isPlain = protocol === 'https:' && username === '' && password === '' && port === '';
  return isPlain && (hostname === consoleHost || hostname.endsWith(`.${consoleHost}`));
}
