import { LOOPBACK_SWITCH } from '../shared/config.ts';
import type { FetchText } from '../shared/outbound/fetch-text.ts';

/**
 * What fetches from public addresses; from this machine only where the local run says so, and is itself on plain http.
 * It is loaded by the first fetch, and with it Node's own client, which costs a start more than all that is ours.
 */
export const fetchTextOf =
  (baseUrl: string, environment: NodeJS.ProcessEnv): FetchText =>
  async (url, options) => {
    const { textFetcher } = await import('../shared/outbound/fetch-text.ts');
    const allowsLoopback = baseUrl.startsWith('http:') && environment[LOOPBACK_SWITCH] === 'allowed';
    return textFetcher({ allowsLoopback })(url, options);
  };
