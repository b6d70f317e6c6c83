import { LOOPBACK_SWITCH } from '../shared/config.ts';
import { type FetchText, textFetcher } from '../shared/outbound/fetch-text.ts';

/** What fetches from public addresses; from this machine only where the local run says so, and is itself on plain http. */
export const fetchTextOf = (baseUrl: string, environment: NodeJS.ProcessEnv): FetchText =>
  textFetcher({ allowsLoopback: baseUrl.startsWith('http:') && environment[LOOPBACK_SWITCH] === 'allowed' });
