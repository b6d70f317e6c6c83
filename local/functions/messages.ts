/** What a worker is made with. */
export interface WorkerData {
  readonly file: string;
  readonly export: string;
  readonly functionName: string;
  readonly arn: string;
  readonly memoryMb: number;
}

/** One event for a worker. */
export interface Task {
  readonly event: string;
  readonly requestId: string;
  /** Milliseconds since 1970. */
  readonly deadline: number;
}

/** How the handler ended. */
export type Answer =
  | { readonly result: string }
  | { readonly error: { readonly errorType: string; readonly errorMessage: string; readonly stack: string } };
