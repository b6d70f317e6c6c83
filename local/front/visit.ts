/** A request on its way through the distribution: what the viewer sent, then what CloudFront made of it. */
export interface Visit {
  readonly id: string;
  readonly method: string;
  /** The path as it was sent, percent-encoded. */
  readonly path: string;
  readonly rawQuery: string;
  /** Names in lower case; several of one name are joined by a comma, cookies by a semicolon. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly viewerAddress: string;
}

/** What goes back to the viewer. */
export interface FrontReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly body: Buffer;
}

/** A short answer of the infrastructure itself, as API Gateway and CloudFront write it. */
export const plain = (status: number, message: string): FrontReply => ({
  status,
  headers: { 'content-type': 'application/json' },
  cookies: [],
  body: Buffer.from(JSON.stringify({ message })),
});
