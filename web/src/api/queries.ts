import { QueryClient } from '@tanstack/react-query';
import { Problem } from './problem.ts';

/** What was read is shown at once when it is asked for again, and read anew behind that after this time. */
const FRESH_MS = 5_000;

/** The cache of what was read. A refusal is an answer and is not asked for again; what never came is, twice. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: FRESH_MS,
      retry: (failures, error) => failures < 2 && !(error instanceof Problem && error.status < 500),
    },
  },
});
