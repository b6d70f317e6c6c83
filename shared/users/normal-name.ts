/**
 * The form in which names and addresses are compared: NFKC, trimmed, lower case. Every counter and every uniqueness
 * goes by it, so that 50 spellings of one user are one user.
 */
export const normalName = (name: string): string => name.normalize('NFKC').trim().toLowerCase();
