/** Who we are to AWS. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Of credentials that expire, as a function's are; Lambda replaces the function before they do. */
  readonly sessionToken?: string;
}

/** Where AWS is called, and as whom. */
export interface Aws {
  readonly region: string;
  readonly credentials: Credentials;
  /** The address of a service of the Region, or the one that `AWS_ENDPOINT_URL_<SERVICE>` names. */
  endpoint(service: string): URL;
}

/** What the addresses of a partition end in, by how its Regions begin; the rest are AWS's own. */
const SUFFIXES: readonly (readonly [string, string])[] = [
  ['cn-', 'amazonaws.com.cn'],
  ['eusc-', 'amazonaws.eu'],
];

/** Reads what Lambda tells every function. @throws {Error} naming what is missing */
export function awsOf(environment: Readonly<Record<string, string | undefined>>): Aws {
  const given = (name: string): string => {
    const value = environment[name];
    if (!value) throw new Error(`the environment lacks ${name}`);
    return value;
  };
  const region = given('AWS_REGION');
  const sessionToken = environment['AWS_SESSION_TOKEN'];
  const suffix = SUFFIXES.find(([beginning]) => region.startsWith(beginning))?.[1] ?? 'amazonaws.com';
  return {
    region,
    credentials: {
      accessKeyId: given('AWS_ACCESS_KEY_ID'),
      secretAccessKey: given('AWS_SECRET_ACCESS_KEY'),
      ...(sessionToken ? { sessionToken } : {}),
    },
    endpoint: (service) => {
      const named = environment[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] || environment['AWS_ENDPOINT_URL'];
      return new URL(named || `https://${service}.${region}.${suffix}`);
    },
  };
}
