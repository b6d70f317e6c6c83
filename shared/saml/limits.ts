/** What a document may be at the most. All of them stand before any reader of another make sees the text. */
export interface Limits {
  /** In UTF-8. */
  readonly bytes: number;
  readonly elements: number;
  /** Of elements in one another, the root included. */
  readonly depth: number;
  /** Attributes and namespace declarations of one element. */
  readonly attributes: number;
  /** Namespace declarations of the whole document: some DOMs copy what is in scope for each element that declares. */
  readonly declarations: number;
  /** Whether comments are dropped (metadata) instead of refused (messages). */
  readonly allowsComments: boolean;
}

/** The limits of a protocol message. */
export const MESSAGE_LIMITS: Limits = {
  bytes: 128 * 1024,
  elements: 2000,
  depth: 32,
  attributes: 64,
  declarations: 256,
  allowsComments: false,
};

/** The limits of metadata, which is larger and may be annotated. */
export const METADATA_LIMITS: Limits = {
  bytes: 2 * 1024 * 1024,
  elements: 20_000,
  depth: 32,
  attributes: 64,
  declarations: 20_000,
  allowsComments: true,
};

/** A deflated message is this large at the most when it is inflated, in bytes. */
export const INFLATED_BYTES = 64 * 1024;

/** RelayState as others send it, in bytes; the specification says 80 (Bindings 3.4.3), and few keep to it. */
export const RELAY_STATE_BYTES = 1024;
