import type { RefusalCode } from '../base/refusal.ts';
import type { Cause } from './error-row.ts';

/** What a refusal of Samlet's means for whoever has to mend it; codes that no sign-in meets are not here. */
export const SAMLET_ERRORS: Readonly<Partial<Record<RefusalCode, Cause>>> = {
  REQUEST_MALFORMED: {
    cause:
      'What the app sent is not a SAML request that can be read: cut off, not base64, not XML, or XML with parts that no SAML message has.',
    owner: 'app-administrator',
    steps: [
      'Start again from the app: a reload of an old page sends half a request.',
      'The trace’s reason names what was wrong. Compare it with the app’s SAML settings and version.',
    ],
  },
  REQUEST_TOO_LARGE: {
    cause: 'The message, or its RelayState, is larger than any app needs.',
    owner: 'app-administrator',
    steps: ['Look at what the app puts into RelayState: 1,024 bytes are taken.'],
  },
  REQUEST_EXPIRED: {
    cause: 'The request is older than five minutes, or of the future: the page was left open, or a clock is wrong.',
    owner: 'app-administrator',
    steps: ['Start again from the app.', 'If it happens at once, set the clock of the app’s server by NTP.'],
  },
  REQUEST_REPLAYED: {
    cause: 'This very request was answered before: the page was reloaded, or the back button was used.',
    owner: 'user',
    steps: ['Start again from the app.'],
  },
  REQUEST_UNSIGNED: {
    cause: 'The app is registered to sign its requests, and this one has no signature.',
    owner: 'app-administrator',
    steps: [
      'Switch signing of requests on in the app.',
      'Or, if it cannot sign, switch “Requests are signed” off for the app here.',
    ],
  },
  SIGNATURE_INVALID: {
    cause: 'The request’s signature fits no certificate that is registered for the app, or is made with SHA-1.',
    owner: 'samlet-administrator',
    steps: [
      'Import the app’s metadata anew: its certificate was probably renewed.',
      'Have the app sign with RSA and SHA-256.',
    ],
  },
  DESTINATION_WRONG: {
    cause:
      'The app sends its request for another address than this Samlet’s sign-in URL, or signs it without a Destination.',
    owner: 'app-administrator',
    steps: ['Set the sign-in URL in the app to the one that Apps ▸ the app ▸ Setup shows, letter for letter.'],
  },
  APP_UNKNOWN: {
    cause: 'No app has the entity ID (Issuer) of the request.',
    owner: 'samlet-administrator',
    steps: [
      'Compare the Issuer in the trace with the entity IDs under Apps: they differ in a letter, a slash or http for https.',
      'Register the app, best by its metadata.',
    ],
  },
  APP_DISABLED: {
    cause: 'The app is switched off here.',
    owner: 'samlet-administrator',
    steps: ['Enable it under Apps ▸ the app.'],
  },
  ACS_UNKNOWN: {
    cause: 'The app wants its answer at an address that is not registered for it.',
    owner: 'samlet-administrator',
    steps: [
      'Compare AssertionConsumerServiceURL in the trace with the app’s ACS URLs.',
      'If it is the app’s own, add it.',
    ],
  },
  IDP_INITIATED_OFF: {
    cause:
      'The app takes no sign-in that it did not ask for: IdP-initiated sign-in is off, or the app signs its requests.',
    owner: 'samlet-administrator',
    steps: [
      'Give the app a start URL, so that its tile begins at the app.',
      'Or switch IdP-initiated sign-in on, if the app takes unsolicited responses.',
    ],
  },
  NAME_ID_POLICY_UNSUPPORTED: {
    cause: 'The app asks for a NameID format that it is not registered to be given.',
    owner: 'samlet-administrator',
    steps: [
      'Choose that format for the app; for emailAddress it must be registered to learn the address.',
      'Or have the app ask for “unspecified”.',
    ],
  },
  AUTHN_CONTEXT_UNSUPPORTED: {
    cause: 'The app asks for a way of signing in that is not offered.',
    owner: 'app-administrator',
    steps: [
      'Have the app leave RequestedAuthnContext out, or ask for PasswordProtectedTransport with Comparison “exact”.',
    ],
  },
  BINDING_UNSUPPORTED: {
    cause: 'The app asks for its answer by another binding than HTTP-POST.',
    owner: 'app-administrator',
    steps: ['Set the response binding to HTTP-POST in the app.'],
  },
  SUBJECT_UNKNOWN: {
    cause: 'The app named the user whom it expects, and somebody else signed in.',
    owner: 'user',
    steps: ['Sign out, and sign in as the expected user.'],
  },
  PASSIVE_IMPOSSIBLE: {
    cause: 'The app asked not to disturb the user (IsPassive), and a proof would have been needed.',
    owner: 'app-administrator',
    steps: ['Nothing is broken: the app must now ask without IsPassive.'],
  },
  NOT_ASSIGNED: {
    cause: 'The app or role is not assigned to the user, nor to one of their groups; or there is no such role.',
    owner: 'samlet-administrator',
    steps: [
      'Assign it under Apps ▸ the app ▸ Assignments, or AWS ▸ the role ▸ Assignments.',
      'For a role, compare the address with the role’s name.',
    ],
  },
  USER_DISABLED: {
    cause: 'The user is disabled, or was changed at this very moment.',
    owner: 'samlet-administrator',
    steps: ['Enable the user under Users, if they should sign in.'],
  },
  CREDENTIALS_WRONG: {
    cause:
      'The password was wrong, nobody bears the name, or the user is disabled. The reason in the trace tells which; the page does not.',
    owner: 'user',
    steps: [
      'Try again, or reset the password by mail.',
      'Reason “unknown”: the name is mistyped, or the user does not exist here.',
      'Reason “disabled”: enable the user.',
    ],
  },
  TOO_MANY_ATTEMPTS: {
    cause: 'Too many passwords were tried from this network.',
    owner: 'user',
    steps: ['Wait a quarter of an hour, or reset the password by mail.'],
  },
  SIGN_IN_GONE: {
    cause: 'The sign-in took longer than ten minutes, went on in another window, or the browser keeps no cookies.',
    owner: 'user',
    steps: ['Start again.', 'If it comes back at once, allow cookies for this site.'],
  },
  SESSION_REQUIRED: {
    cause: 'The session had ended.',
    owner: 'user',
    steps: ['Sign in again.'],
  },
  INPUT_INVALID: {
    cause:
      'The address holds something that is not allowed there: mostly a deep link (to=) to a host that is not on the app’s list, or that is no AWS console.',
    owner: 'samlet-administrator',
    steps: ['Correct the link, or add its host to the hosts that the app may be led to.'],
  },
  NOT_FOUND: {
    cause: 'The address names nothing here: AWS, for one, is entered by a role.',
    owner: 'user',
    steps: ['Go by the portal.'],
  },
};
