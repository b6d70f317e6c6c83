/** What stops a program, in one sentence that says what to do. */
export class Failure extends Error {
  override readonly name = 'Failure';
}

/** Where a call went. */
interface Called {
  readonly functionName: string;
  /** The Region, if one is configured. */
  readonly region: string | undefined;
}

type Words = (called: Called) => string;

const notAccepted: Words = () =>
  'AWS does not accept your credentials: they are wrong or have ended, so sign in anew, as with `aws login`';

const noCredentials: Words = () =>
  'there are no AWS credentials: sign in, as with `aws login`, or set AWS_PROFILE, and try again';

/** What AWS and its SDK call an error, and what it means to whoever runs the program. */
const MEANINGS: Readonly<Record<string, Words>> = {
  CredentialsProviderError: noCredentials,
  TokenProviderError: noCredentials,
  UnrecognizedClientException: notAccepted,
  InvalidClientTokenId: notAccepted,
  InvalidSignatureException: notAccepted,
  ExpiredTokenException: notAccepted,
  ExpiredToken: notAccepted,
  AccessDeniedException: ({ functionName }) =>
    `your credentials have no right to lambda:InvokeFunction on ${functionName}: ask whoever runs the AWS account`,
  ResourceNotFoundException: ({ functionName, region }) =>
    `there is no function ${functionName} in ${region}: name the stack by --stack and the Region by AWS_REGION, or deploy it first`,
};

/** Says what went wrong when a function was invoked. */
export function sentenceOf(error: unknown, called: Called): string {
  const { name, message } = error as Error;
  if (called.region === undefined) return 'no AWS Region is chosen: set AWS_REGION to the Region of the stack';
  const words = Object.hasOwn(MEANINGS, name) ? MEANINGS[name] : undefined;
  if (words) return words(called);
  return `the function ${called.functionName} could not be invoked in ${called.region} (${name}: ${message})`;
}

/** Runs a program: what stops it is told in one sentence that begins with `words`; anything else is our own bug. */
export async function runProgram(words: string, program: () => Promise<void>): Promise<void> {
  try {
    await program();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    console.error(`${words}: ${error.message}.`);
    process.exitCode = 1;
  }
}
