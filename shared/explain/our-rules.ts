import { failed, ofAssertion, ok, type Rule, unknown } from './rule.ts';

const REGISTERED = 'How the app is registered here';

/** What this Samlet can say of a response that it may have sent: whose it is, and whether it fits the app. */
export const OUR_RULES: readonly Rule[] = [
  {
    id: 'our-issuer',
    rule: 'The issuer is this Samlet.',
    source: 'Our entity ID',
    check: ({ response, assertion, judging: { ourEntityId } }) => {
      const issuer = assertion?.issuer ?? response.issuer;
      if (ourEntityId === undefined || issuer === undefined) return undefined;
      if (issuer === ourEntityId) return ok([issuer]);
      return {
        ...unknown(
          'Another identity provider made this: its settings, certificates and log are the ones to look at. Service providers compare the issuer, letter for letter, with the entity ID in the metadata they hold.',
        ),
        found: `“${issuer.slice(0, 300)}”`,
      };
    },
  },
  {
    id: 'our-app',
    rule: 'The audience is an app that is registered here.',
    source: REGISTERED,
    check: ofAssertion(({ audiences }, { judging: { app, ourEntityId }, response }) => {
      if (response.issuer !== ourEntityId) return undefined;
      return app && audiences.includes(app.entityId)
        ? { outcome: 'ok', found: app.name }
        : failed(
            audiences,
            'No app of this entity ID is registered any more: the response is of an earlier time, or was forged.',
            'Register the app, or look in the audit for who deleted it.',
          );
    }),
  },
  {
    id: 'our-acs',
    rule: 'It goes to an address of the app.',
    source: REGISTERED,
    check: ofAssertion(({ confirmations }, { judging: { app } }) => {
      const recipient = confirmations[0]?.recipient;
      if (!app || recipient === undefined) return undefined;
      return app.acsUrls.includes(recipient)
        ? ok([recipient])
        : failed(
            [recipient],
            'The address is not registered for the app, so the app will not take the message there.',
            'Compare the app’s ACS URLs here with those in its own settings.',
          );
    }),
  },
];
