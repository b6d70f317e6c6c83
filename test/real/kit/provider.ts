import type { Page } from './web-browser.ts';

/** What a service provider tells the application behind it of the person who signed in. */
export interface Told {
  readonly nameId: string;
  readonly mail: string;
  readonly surname: string;
}

/** What a service provider is to ask for, beyond what it always asks. */
export interface Wish {
  readonly isPassive?: boolean;
  readonly forceAuthn?: boolean;
  /** The one authentication context class that would do. */
  readonly authnContext?: string;
}

/** A service provider that runs, on another site than Samlet: 127.0.0.1, where Samlet is localhost. */
export interface ServiceProvider {
  readonly origin: string;
  /** Where it says of itself what it is registered by. */
  readonly metadataUrl: string;
  /** A page that only somebody who is signed in sees. */
  readonly protectedUrl: string;
  /** Where a person signs out of it, everywhere. */
  readonly logoutUrl: string;
  /** Where a sign-in begins that is wished so and leads to the protected page, if it can ask for that. */
  askUrl(wish: Wish): string | undefined;
  /** What the protected page was told, or `undefined` for any other page. */
  told(page: Page): Told | undefined;
  /** What it wrote into its logs: the reason of a refusal stands there. */
  log(): string;
  stop(): Promise<void>;
}
