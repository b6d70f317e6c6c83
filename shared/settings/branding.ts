import type { Section } from './section.ts';

/** How the organisation shows itself on every page and in every mail. */
export interface Branding {
  /** The name in titles, beside the logo and in mails. */
  readonly organisation: string;
  /** Colour of buttons and links on light ground, `#rrggbb`. */
  readonly accent?: string;
  /** The same on dark ground. */
  readonly accentDark?: string;
  readonly logo?: Logo;
  /** The heading of the sign-in page. */
  readonly signInTitle?: string;
  /** A sentence under the sign-in form. */
  readonly helpText?: string;
  /** Where people find help: a page or a mail address. */
  readonly supportUrl?: string;
  readonly supportMail?: string;
  /** Up to five links below every page. */
  readonly footerLinks: readonly { readonly label: string; readonly url: string }[];
}

/** A picture that was uploaded: the name by which it is served, for ever the same bytes. */
export interface Logo {
  /** The digest of its bytes, in hexadecimal. */
  readonly hash: string;
  readonly type: 'image/png' | 'image/jpeg' | 'image/webp';
}

/** The section. */
export const BRANDING: Section<Branding> = {
  name: 'branding',
  defaults: { organisation: 'Samlet', footerLinks: [] },
};
