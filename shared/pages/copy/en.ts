import type { RefusalCode } from '../../base/refusal.ts';

/** What people read for each refusal: what happened, and what they can do. Generic on purpose; the log knows more. */
export const REFUSAL_COPY: Readonly<Record<RefusalCode | 'INTERNAL', { readonly title: string; readonly text: string }>> = {
  REQUEST_MALFORMED: { title: 'This request cannot be read', text: 'The app sent something that is not a valid sign-in request. Start again from the app; if it happens again, tell your administrator.' },
  REQUEST_TOO_LARGE: { title: 'This request is too large', text: 'What was sent is larger than Samlet accepts. Start again from the app.' },
  REQUEST_EXPIRED: { title: 'This request is too old', text: 'It took too long to get here, or a clock is wrong. Start again from the app.' },
  REQUEST_REPLAYED: { title: 'This request was already answered', text: 'A sign-in request can be used once. Start again from the app.' },
  REQUEST_UNSIGNED: { title: 'This app must sign its requests', text: 'The request came without a signature, so nobody can be sure who sent it. Tell your administrator.' },
  SIGNATURE_INVALID: { title: 'The app’s signature does not fit', text: 'The request was changed on its way, or the app uses a new key that is not registered here. Tell your administrator.' },
  DESTINATION_WRONG: { title: 'This request was meant for another address', text: 'The app is set up with a different address for sign-in. Tell your administrator.' },
  APP_UNKNOWN: { title: 'This app is not registered', text: 'Samlet does not know the app that sent you here. Tell your administrator which app it was.' },
  APP_DISABLED: { title: 'This app is switched off', text: 'An administrator has switched this app off for now.' },
  ACS_UNKNOWN: { title: 'This address is not registered', text: 'The app asked for an answer at an address that is not on its list. Nothing was sent there. Tell your administrator.' },
  IDP_INITIATED_OFF: { title: 'Start from the app', text: 'This app must start the sign-in itself. Open the app and sign in from there.' },
  NAME_ID_POLICY_UNSUPPORTED: { title: 'The app asked for a name in a form we do not have', text: 'Tell your administrator that the app’s NameID policy does not fit.' },
  AUTHN_CONTEXT_UNSUPPORTED: { title: 'The app asks for a different kind of sign-in', text: 'The way of signing in that the app demands is not offered here. Tell your administrator.' },
  BINDING_UNSUPPORTED: { title: 'The app asked for a binding we do not offer', text: 'Tell your administrator that responses go by HTTP-POST.' },
  SUBJECT_UNKNOWN: { title: 'The app expected somebody else', text: 'Sign out, and sign in as the person the app expects.' },
  PASSIVE_IMPOSSIBLE: { title: 'You are not signed in', text: 'The app asked without wanting to disturb you. Sign in, and open the app again.' },
  NOT_ASSIGNED: { title: 'This is not assigned to you', text: 'You are signed in, but you have no access to what you asked for. An administrator can assign it to you or to one of your groups.' },
  USER_DISABLED: { title: 'Your account is switched off', text: 'Ask your administrator to switch it on again.' },
  CREDENTIALS_WRONG: { title: 'Invalid username or password.', text: 'Check both and try again.' },
  TOO_MANY_ATTEMPTS: { title: 'Too many attempts', text: 'Wait a quarter of an hour and try again, or set a new password by mail.' },
  PASSWORD_UNSUITABLE: { title: 'This password cannot be used', text: 'Choose another one.' },
  SIGN_IN_GONE: { title: 'This sign-in has ended', text: 'It took longer than ten minutes, went on in another window, or belongs to another browser. Start again.' },
  TOKEN_GONE: { title: 'This link has ended', text: 'A link works once and not for ever. Ask for a new one.' },
  SESSION_REQUIRED: { title: 'Sign in first', text: 'Your session has ended. Sign in and try again.' },
  FORBIDDEN: { title: 'This is not allowed', text: 'You have no right to do this.' },
  CROSS_SITE: { title: 'This came from another site', text: 'A page of another site tried to do something here in your name. Nothing was done.' },
  NOT_FOUND: { title: 'There is no such page', text: 'The address may be mistyped, or what stood here is gone.' },
  METHOD_NOT_ALLOWED: { title: 'This is not possible here', text: 'The address does not take this kind of request.' },
  MEDIA_TYPE_UNSUPPORTED: { title: 'This form cannot be read', text: 'What was sent is not a form.' },
  INPUT_INVALID: { title: 'Something in the request is not right', text: 'Check the address or what you entered and try again.' },
  ALREADY_EXISTS: { title: 'It exists already', text: 'Choose another name or address.' },
  CONFLICT: { title: 'This cannot be done now', text: 'Somebody else is changing the same thing. Try again.' },
  VERSION_STALE: { title: 'Somebody was faster', text: 'It was changed meanwhile. Look again, then try again.' },
  VERSION_REQUIRED: { title: 'A version is missing', text: 'Name the version that you are changing.' },
  NOT_READY: { title: 'Samlet is not set up yet', text: 'An administrator must set it up first.' },
  UNAVAILABLE: { title: 'Samlet cannot be reached right now', text: 'A service that it needs does not answer. Nothing is lost; try again in a moment.' },
  INTERNAL: { title: 'Something failed on our side', text: 'It was noted, and nothing was changed that you did not see. Try again; if it happens again, tell your administrator the number below.' },
}; // prettier-ignore

/** Notices above the sign-in form, by what happened before. */
export const NOTICE_COPY = {
  PASSWORD_SET: 'Your password is set. Sign in with it.',
  PASSWORD_CHANGED: 'Your password was changed and every session ended. Sign in again.',
  SIGNED_OUT: 'You are signed out.',
  SESSION_ENDED: 'The session was ended.',
  SET_UP: 'Samlet is set up. Sign in as its first owner.',
} as const;

/** The name of a notice. */
export type Notice = keyof typeof NOTICE_COPY;

/** What became of an app at sign-out. */
export const LOGOUT_COPY = {
  told: 'signed out',
  failed: 'could not sign you out',
  cannot: 'cannot be signed out from here; its session ends by itself',
  pending: 'did not answer',
} as const;
