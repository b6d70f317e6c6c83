/**
 * cli/ holds programs that an administrator runs on their own machine. They come in by IAM rights and never by a route:
 * whoever may invoke the function `admin` may do so. CloudTrail tells who did where it records data events of Lambda.
 */
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { Failure, sentenceOf } from './failure.ts';

/** What was answered: the function's own result, or its refusal by code. */
export type Answer = Readonly<Record<string, unknown>> & { readonly refused?: string };

/**
 * Invokes the function `admin` of a stack with the caller's own AWS credentials and Region. No log is asked for, so
 * that the answer, which may be a secret, is in this process alone.
 *
 * @throws {Failure} in one sentence, whatever is wrong
 */
export async function invokeAdmin(stackName: string, event: Readonly<Record<string, unknown>>): Promise<Answer> {
  const functionName = `${stackName}-admin`;
  const client = new LambdaClient({
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 5000, requestTimeout: 30_000 },
  });
  const { payload, failed } = await send(client, functionName, event);
  if (failed) {
    throw new Failure(`the function ${functionName} failed: its log group /aws/lambda/${functionName} says why`);
  }
  return JSON.parse(payload) as Answer;
}

async function send(
  client: LambdaClient,
  functionName: string,
  event: Readonly<Record<string, unknown>>,
): Promise<{ payload: string; failed: boolean }> {
  try {
    const command = new InvokeCommand({ FunctionName: functionName, Payload: Buffer.from(JSON.stringify(event)) });
    const { Payload: payload, FunctionError: failure } = await client.send(command);
    return { payload: Buffer.from(payload ?? []).toString('utf8'), failed: failure !== undefined };
  } catch (cause) {
    const region = await client.config.region().catch(() => undefined);
    throw new Failure(sentenceOf(cause, { functionName, region }), { cause });
  } finally {
    client.destroy();
  }
}
