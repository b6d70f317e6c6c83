import { describe, expect, it } from '@jest/globals';
import { NAME_ID_FORMAT } from '../../shared/saml/names.ts';
import { asksMore, isRefused } from './kit/asks-more.ts';
import { logsOut } from './kit/logs-out.ts';
import { looksClosely } from './kit/looks-closely.ts';
import { startNodeSaml } from './kit/node-saml.ts';
import { signsIn } from './kit/signs-in.ts';
import { stageFor } from './kit/stage.ts';
import { webBrowser } from './kit/web-browser.ts';

const WORDS = {
  refusesSignature: /refused: Invalid signature/,
  refusesCiphertext: /refused: Unsupported state or unable to authenticate data/,
  hearsNoPassive: /refused: the response signs nobody in/,
};
const hearsNoAuthnContext = /refused: SAML provider returned Responder error: NoAuthnContext/;

describe.each([
  ['Redirect', 'emailAddress', /^admin@orchard\.example$/],
  ['POST', 'persistent', /^[a-z2-7]{40}$/],
] as const)('node-saml, asking by %s for a NameID that is %s,', (requests, format, nameId) => {
  const stage = stageFor((samlet) => startNodeSaml(samlet, { requests, nameIdFormat: NAME_ID_FORMAT[format] }));
  signsIn(stage, { requests, nameId });
  looksClosely(stage, WORDS);
  asksMore(stage, { hearsNoAuthnContext });
  isRefused(stage);
  logsOut(stage);

  // No spaces: in a query it signs them as %20 and sends them as +.
  it.each([
    ['outside of ASCII', '/über?a=ü&b=狼+%2F'],
    ['of markup', `"><b>&amp;\u00a0\u2028`],
    ['of 1,000 characters', 'x'.repeat(1000)],
  ])('has a RelayState %s back as it was', async (_what, relayState) => {
    await stage().set({});
    const browser = webBrowser();
    const query = new URLSearchParams({ relay: relayState }).toString();
    const asked = await browser.open(`${stage().provider.protectedUrl}?${query}`);
    await stage().samlet.signIn(browser, asked);
    expect(browser.passed.map(({ fields }) => fields['RelayState'])).toEqual([relayState, relayState]);
  });
});
