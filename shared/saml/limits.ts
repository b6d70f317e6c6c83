/** What a document may be at the most. All of them stand before any reader of another make sees the text. */
export interface Limits {
  /** In UTF-8. */
  readonly bytes: number;
  readonly elements: number;
  /** Of elements in one another, the root included. */
  readonly depth: number;
  /** Attributes and namespace declarations of one element. */
  readonly attributes: number;
  /** Attributes and namespace declarations of the whole document. */
  readonly attributesInAll: number;
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
  attributesInAll: 20_000,
  declarations: 256,
  allowsComments: false,
};

/**
 * The limits of a message whose signature stands inside: it is read again by a DOM, searched by XPath and put into
 * canonical form before the signature itself is looked at, so a stranger can have that done, and each attribute costs
 * thirty times what the scan does. Apps send a few dozen elements.
 */
export const SIGNED_LIMITS: Limits = {
  ...MESSAGE_LIMITS,
  bytes: 64 * 1024,
  elements: 256,
  attributesInAll: 512,
  declarations: 64,
};

/** The limits of metadata, which is larger and may be annotated. */
export const METADATA_LIMITS: Limits = {
  bytes: 2 * 1024 * 1024,
  elements: 20_000,
  depth: 32,
  attributes: 64,
  attributesInAll: 200_000,
  declarations: 20_000,
  allowsComments: true,
};

/** A deflated message is this large at the most when it is inflated, in bytes. */
export const INFLATED_BYTES = 64 * 1024;

/** RelayState as others send it, in bytes; the specification says 80 (Bindings 3.4.3), and few keep to it. */
export const RELAY_STATE_BYTES = 1024;
