/**
 * endpoints/ stands in for the services of AWS that the functions call, on one loopback port with a path for each. The
 * AWS SDK speaks to it unmodified. Every call is attributed to the function that made it, held against the policies of
 * the template as IAM would, recorded, and may be disturbed by tests.
 */
import type { Attempt } from '../iam/evaluate.ts';

/** Who calls, by the access key that each worker is given. */
export interface Caller {
  readonly function: string;
  readonly roleArn: string;
  readonly worker: number;
}

/** What an attempt is, but for who makes it. */
export type Access = Omit<Attempt, 'role'>;

/** A call as it came: the operation's name and its input (JSON, or the form of the Query protocol). */
export interface ServiceRequest {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What is sent back. */
export interface ServiceReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** One service. */
export interface Service {
  /** The path under which it listens, and its name in actions. */
  readonly name: 'dynamodb' | 'kms' | 'sqs' | 'ses' | 'events';
  /** The rights that a call needs. @throws {ServiceError} for what is not served */
  accesses(request: ServiceRequest): readonly Access[];
  /** Does what is asked. @throws {ServiceError} */
  serve(request: ServiceRequest): Promise<ServiceReply>;
  /** An error in the service's own notation. */
  failure(error: ServiceError): ServiceReply;
}

/** An error that the service answers, named as AWS names it. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly code: string;
  readonly status: number;
  /** More fields of the answer, such as the reasons of a cancelled transaction. */
  readonly more: Readonly<Record<string, unknown>>;

  constructor(
    code: string,
    message: string,
    { status = 400, more = {} }: { status?: number; more?: Readonly<Record<string, unknown>> } = {},
  ) {
    super(message);
    this.code = code;
    this.status = status;
    this.more = more;
  }
}

const JSON_TYPE = 'application/x-amz-json-1.0';

/** A result of the JSON protocols. */
export const jsonReply = (value: unknown): ServiceReply => ({
  status: 200,
  headers: { 'content-type': JSON_TYPE },
  body: JSON.stringify(value),
});

/** An error of the JSON protocols. */
export const jsonFailure = ({ code, message, status, more }: ServiceError): ServiceReply => ({
  status,
  headers: { 'content-type': JSON_TYPE, 'x-amzn-errortype': code },
  body: JSON.stringify({ __type: code, message, Message: message, ...more }),
});
