/**
 * admin/ owns the admin API: its operations, each with its permission, its schemas and its deed in one row of one table.
 * Whoever calls is known before a row is looked at; a row without a permission does not compile.
 */
import type { ZodMiniType } from 'zod/mini';
import type { Actor } from '../audit/event.ts';
import type { Clock } from '../base/clock.ts';
import type { Ids } from '../base/ids.ts';
import { Refusal } from '../base/refusal.ts';
import type { Secrets } from '../keys/key-ring.ts';
import type { Nudge } from '../mail/mail.ts';
import type { FetchText } from '../outbound/fetch-text.ts';
import type { JobQueue } from '../provisioning/job.ts';
import type { UploadForms } from '../provisioning/objects.ts';
import type { Table } from '../table/table.ts';
import type { Answers } from './answers.ts';
import type { ConsoleSession } from '../sessions/console-session.ts';
import type { AdminRole } from '../users/administrators.ts';
import type { Scope } from './api-token.ts';
import type { Permission } from './permission.ts';

/** What the admin API needs of the world; it neither signs nor reads a secret back. */
export interface AdminPorts {
  readonly table: Table;
  readonly secrets: Pick<Secrets, 'seal'>;
  readonly nudge: Nudge;
  /** Says which job is to go on. */
  readonly jobs: JobQueue;
  /** Makes forms by which files are uploaded. */
  readonly uploads: UploadForms;
  readonly ids: Ids;
  readonly now: Clock;
  readonly baseUrl: string;
  /** Fetches what an administrator names by its public address. */
  readonly fetchText: FetchText;
}

/** Who calls, and what their token or role is good for. */
export interface Caller {
  readonly actor: Actor;
  /** The role of the user on whom the call rests; whoever has rights in the AWS account counts as an owner. */
  readonly role: AdminRole;
  /** What that role allows by way of what was brought, at this moment. */
  readonly permissions: ReadonlySet<Permission>;
  /** The apps that they are confined to, by ID; without it, to none. */
  readonly apps?: ReadonlySet<string>;
  /** What the credential that was brought is good for: a session for everything, a token for what it says. */
  readonly scopes: readonly Scope[];
  /** The console's session, for a call from the browser. */
  readonly session?: ConsoleSession;
  /** Whose rights a token rests on in the end: the user who made it, or `iam`. */
  readonly root: string;
}

/** One call of an operation, its input checked. */
export interface Call<Body = unknown> {
  readonly ports: AdminPorts;
  readonly caller: Caller;
  readonly requestId: string;
  readonly ip: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Body;
  /** The versions that the caller knows (If-Match); `undefined` for any. */
  readonly versions: readonly number[] | undefined;
  /** What every event of the call says beside its own: the plan that it carries out. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** What an operation answers; `version` becomes the ETag. */
export interface Answered {
  readonly body?: unknown;
  readonly version?: number;
  readonly location?: string;
  /** Where the next part of a file is, as a path with its query. */
  readonly next?: string;
  /** The name under which a browser keeps a file. */
  readonly fileName?: string;
}

/** A parameter of the query, beside those of paging. */
export interface QueryParameter {
  readonly description: string;
  readonly schema: ZodMiniType;
  readonly isRequired?: boolean;
}

/** One operation of the API. */
export interface Operation {
  readonly route: string;
  readonly summary: string;
  /** What the caller must hold; `public` is for the API's own description alone. */
  readonly permission: Permission | 'public';
  /**
   * Whether somebody in a browser must have proved themselves in the last minutes: for what gives rights, ends things or
   * opens doors. A list names the fields of the body that make it so.
   */
  readonly isSensitive?: true | readonly string[];
  /** The request's body, if it has one. */
  readonly body?: ZodMiniType;
  /** A body as somebody would send it. */
  readonly example?: unknown;
  /** Whether SAML metadata may be sent as it is, for the field `xml`. */
  readonly takesXml?: boolean;
  /** Whether body and answer may be YAML (RFC 9512), too. */
  readonly speaksYaml?: boolean;
  /** The parameters of the query; others are refused. */
  readonly query?: Readonly<Record<string, QueryParameter>>;
  /** Whether the version that is changed must be named. */
  readonly needsVersion?: boolean;
  /** Whether the answer holds a secret that is shown once and kept nowhere. */
  readonly isSecret?: boolean;
  /** What it answers when it succeeds. */
  readonly answers: Answers;
  readonly run: (call: Call<never>) => Promise<Answered>;
}

/** The thing, or NOT_FOUND. */
export function foundOr404<T>(thing: T | undefined): T {
  if (thing === undefined) throw new Refusal('NOT_FOUND', 'no such thing');
  return thing;
}

/** A value of the path; the route has it, and its form was checked. */
export const param = ({ params }: Call<never> | Call, name: string): string => params[name] ?? '';
