import type { ComponentType } from 'react';

/** The sections of the side navigation, in order. */
export const SECTIONS = ['Overview', 'People', 'Access', 'Security', 'Samlet'] as const;

/** One of {@link SECTIONS}. */
export type Section = (typeof SECTIONS)[number];

/** One page of the console. */
export interface PageDefinition {
  /** The path below `/console`, without a slash at its ends, with parameters as in `users/:userId`. */
  readonly path: string;
  /** What it is called in breadcrumbs, navigation and the browser's tab. */
  readonly title: string;
  /** Whoever lacks this permission is neither offered nor shown it. */
  readonly permission: string;
  /** Where the side navigation names it; absent for pages that others lead to. */
  readonly section?: Section;
  /** What the help panel says of it: a few plain sentences. */
  readonly help?: string;
  /** Which of docs/ explains it. @default console.md */
  readonly document?: string;
  /** Loads the page's file, when it is first opened. */
  readonly load: () => Promise<{ readonly Page: ComponentType }>;
}
