import { describe } from '@jest/globals';
import { asksMore, isRefused } from './kit/asks-more.ts';
import { logsOut } from './kit/logs-out.ts';
import { looksClosely } from './kit/looks-closely.ts';
import { startSimpleSamlPhp } from './kit/simplesamlphp.ts';
import { signsIn } from './kit/signs-in.ts';
import { stageFor } from './kit/stage.ts';

/** Its words; a signature of the response that does not hold it takes for none. */
const WORDS = {
  refusesSignature:
    /Caused by: (?:Exception: (?:Reference validation failed|Unable to validate Signature)|SimpleSAML\\Error\\Exception: Neither the assertion nor the response was signed)/,
  refusesCiphertext: /Caused by: Exception: Failed to decrypt XML element/,
  hearsNoPassive: /Caused by: SimpleSAML\\Module\\saml\\Error\\NoPassive: Responder\/NoPassive/,
};
const hearsNoAuthnContext = /Caused by: SimpleSAML\\Module\\saml\\Error: Responder\/NoAuthnContext/;

describe('SimpleSAMLphp, asking for persistent NameIDs by Redirect,', () => {
  const stage = stageFor((samlet) => startSimpleSamlPhp(samlet, { requests: 'Redirect', nameIdFormat: 'persistent' }));
  signsIn(stage, { requests: 'Redirect', nameId: /^[a-z2-7]{40}$/ });
  looksClosely(stage, WORDS);
  asksMore(stage, { hearsNoAuthnContext });
  isRefused(stage);
  logsOut(stage);
});

describe('SimpleSAMLphp, asking for transient NameIDs by POST,', () => {
  const stage = stageFor((samlet) => startSimpleSamlPhp(samlet, { requests: 'POST', nameIdFormat: 'transient' }));
  signsIn(stage, { requests: 'POST', nameId: /^_[0-9a-f]{32}$/ });
  looksClosely(stage, WORDS);
  asksMore(stage, { hearsNoAuthnContext });
  isRefused(stage);
  logsOut(stage);
});
