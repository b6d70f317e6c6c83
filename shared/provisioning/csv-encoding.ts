/** Encodings that a file may be declared to have; UTF-8 is what every program can write. */
export const ENCODINGS = ['utf-8', 'windows-1252'] as const;

/** One of {@link ENCODINGS}. */
export type Encoding = (typeof ENCODINGS)[number];
