import { Refusal } from '../../shared/base/refusal.ts';
import type { FetchText } from '../../shared/outbound/fetch-text.ts';

/** What fetches nothing: the tests that use it reach no other machine. */
export const offline: FetchText = () =>
  Promise.reject(
    new Refusal('INPUT_INVALID', 'offline', { faults: [{ pointer: '/url', detail: 'It cannot be reached.' }] }),
  );
