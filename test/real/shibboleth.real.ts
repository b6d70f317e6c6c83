import { describe } from '@jest/globals';
import { asksMore, isRefused } from './kit/asks-more.ts';
import { logsOut } from './kit/logs-out.ts';
import { looksClosely } from './kit/looks-closely.ts';
import { startShibboleth } from './kit/shibboleth.ts';
import { signsIn } from './kit/signs-in.ts';
import { stageFor } from './kit/stage.ts';

/** Its words; what it cannot decrypt it takes for absent. */
const WORDS = {
  refusesSignature: /Message was signed, but signature could not be verified/,
  refusesCiphertext: /A valid authentication statement was not found/,
  hearsNoPassive: /SAML response reported an IdP error.*Sub-Status: urn:oasis:names:tc:SAML:2.0:status:NoPassive/,
};
const hearsNoAuthnContext =
  /SAML response reported an IdP error.*Sub-Status: urn:oasis:names:tc:SAML:2.0:status:NoAuthnContext/;

describe('Shibboleth SP, asking for persistent NameIDs by Redirect,', () => {
  const stage = stageFor((samlet) => startShibboleth(samlet, { requests: 'Redirect', nameIdFormat: 'persistent' }));
  signsIn(stage, { requests: 'Redirect', nameId: /^[a-z2-7]{40}$/ });
  looksClosely(stage, WORDS);
  asksMore(stage, { hearsNoAuthnContext });
  isRefused(stage);
  logsOut(stage);
});

describe('Shibboleth SP, asking for transient NameIDs by POST,', () => {
  const stage = stageFor((samlet) => startShibboleth(samlet, { requests: 'POST', nameIdFormat: 'transient' }));
  signsIn(stage, { requests: 'POST', nameId: /^_[0-9a-f]{32}$/ });
  looksClosely(stage, WORDS);
  asksMore(stage, { hearsNoAuthnContext });
  isRefused(stage);
  logsOut(stage);
});
