import { Refusal } from '../base/refusal.ts';
import { SETTINGS_KEY } from '../settings/section.ts';
import { done } from './answers.ts';
import { checkVersion, commitOr, eventOf } from './change.ts';
import type { Answered, Call, Operation } from './operation.ts';
import { readSettings } from './settings.ts';

/**
 * Ends every session at once, the caller's own as well, by raising the epoch that all of them are held against. The
 * version of the settings is asked for: nobody does this without having looked.
 */
async function endAll(call: Call<never>): Promise<Answered> {
  const kept = await readSettings(call);
  checkVersion(call.versions, kept);
  const raise = { do: 'change', key: SETTINGS_KEY, add: { epoch: 1 } } as const;
  await commitOr(
    call.ports.table,
    [raise, eventOf(call, 'session.end-all', 'SETTINGS')],
    () => new Refusal('NOT_READY', 'nobody has ever signed in'),
  );
  return {};
}

/** The operation on everybody's sessions. */
export const ALL_SESSIONS_OPERATIONS: readonly Operation[] = [
  {
    route: 'DELETE /admin/v1/sessions',
    summary: 'Ends every session of everybody at once, also that of whoever asks; the version is that of the settings.',
    permission: 'settings.write',
    isSensitive: true,
    needsVersion: true,
    answers: done,
    run: endAll,
  },
];
