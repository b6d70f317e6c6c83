import { describe } from '@jest/globals';
import { asksAgain, isRefused } from './kit/asks-more.ts';
import { logsOut } from './kit/logs-out.ts';
import { looksClosely } from './kit/looks-closely.ts';
import { startSamlify } from './kit/samlify.ts';
import { signsIn } from './kit/signs-in.ts';
import { stageFor } from './kit/stage.ts';

const WORDS = {
  refusesSignature: /refused: (?:FAILED_TO_VERIFY_SIGNATURE|invalid signature: the signature value)/,
  refusesCiphertext: /refused: ERR_EXCEPTION_OF_ASSERTION_DECRYPTION/,
};

describe.each(['Redirect', 'POST'] as const)('samlify, asking by %s,', (requests) => {
  const stage = stageFor((samlet) => startSamlify(samlet, requests));
  signsIn(stage, { requests, nameId: /^admin@orchard\.example$/ });
  looksClosely(stage, WORDS);
  asksAgain(stage);
  isRefused(stage);
  logsOut(stage);
});
