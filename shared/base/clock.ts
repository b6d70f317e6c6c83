/** Tells the time; passed in everywhere, so that tests move it. */
export type Clock = () => Date;

/** The clock of the machine. */
export const systemClock: Clock = () => new Date();

/** A time `seconds` after `at` (before it, if negative). */
export const later = (at: Date, seconds: number): Date => new Date(at.getTime() + seconds * 1000);

/** A time as whole seconds since 1970, rounded up: the form of `expiresAt`, which DynamoDB's TTL demands. */
export const epochSeconds = (at: Date): number => Math.ceil(at.getTime() / 1000);
