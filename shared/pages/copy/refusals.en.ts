import type { RefusalCode } from '../../base/refusal.ts';

interface Words {
  readonly title: string;
  readonly text: string;
}

/**
 * What people read for each refusal: what happened, and what they can do. Generic on purpose; the log knows more.
 * `INTERNAL` is our own failure, which has no code.
 */
export const REFUSAL_COPY: Readonly<Record<RefusalCode | 'INTERNAL', Words>> = {
  // A message of an app that is not admitted.
  REQUEST_MALFORMED: {
    title: 'This request cannot be read',
    text: 'The app sent something that is not a valid request. Start again from the app; if it happens again, tell your administrator.',
  },
  REQUEST_TOO_LARGE: {
    title: 'This request is too large',
    text: 'More was sent than Samlet accepts. Start again from the app.',
  },
  REQUEST_EXPIRED: {
    title: 'This request is out of date',
    text: 'It took too long to get here, or a clock is wrong. Start again from the app.',
  },
  REQUEST_REPLAYED: {
    title: 'This request was used before',
    text: 'A request works once. Start again from the app.',
  },
  REQUEST_UNSIGNED: {
    title: 'This request is not signed',
    text: 'This app has to sign its requests, so that nobody else can send them. Tell your administrator.',
  },
  SIGNATURE_INVALID: {
    title: 'The signature does not fit',
    text: 'The request was changed on its way, or the app uses a key that is not registered here. Tell your administrator.',
  },
  DESTINATION_WRONG: {
    title: 'This request was meant for another address',
    text: 'The app is set up with a different sign-in address. Tell your administrator.',
  },
  // The app itself.
  APP_UNKNOWN: {
    title: 'This app is not registered',
    text: 'Samlet does not know the app that sent you here. Tell your administrator which one it was.',
  },
  APP_DISABLED: { title: 'This app is switched off', text: 'An administrator has switched it off for now.' },
  ACS_UNKNOWN: {
    title: 'The app gave an unknown address',
    text: 'It asked for an answer at an address that is not registered. Nothing was sent there. Tell your administrator.',
  },
  IDP_INITIATED_OFF: {
    title: 'Start from the app',
    text: 'This app has to begin the sign-in itself. Open it, and sign in from there.',
  },
  // What an app may ask for and does not get.
  NAME_ID_POLICY_UNSUPPORTED: {
    title: 'The app asked for a name that we do not give',
    text: 'Tell your administrator that the app’s NameID policy does not fit.',
  },
  AUTHN_CONTEXT_UNSUPPORTED: {
    title: 'The app asks for another kind of sign-in',
    text: 'It demands a way of signing in that is not offered here. Tell your administrator.',
  },
  BINDING_UNSUPPORTED: {
    title: 'The app asked for another way of answering',
    text: 'Tell your administrator that responses go by HTTP-POST only.',
  },
  SUBJECT_UNKNOWN: {
    title: 'The app expected somebody else',
    text: 'Sign out, then sign in as the person whom the app expects.',
  },
  PASSIVE_IMPOSSIBLE: {
    title: 'You are not signed in',
    text: 'The app asked not to disturb you. Sign in, then open the app again.',
  },
  // The user.
  NOT_ASSIGNED: {
    title: 'You do not have access',
    text: 'You are signed in, but this is not assigned to you. An administrator can give it to you or to one of your groups.',
  },
  POLICY_DENIED: {
    title: 'A policy keeps you out',
    text: 'You are signed in, but your organisation does not let you in here. Ask your administrator if it should.',
  },
  USER_DISABLED: { title: 'Your account is switched off', text: 'Ask your administrator to switch it on again.' },
  /** Command-line tools know a wrong password by exactly these words: leave the title as it is. */
  CREDENTIALS_WRONG: { title: 'Invalid username or password.', text: 'Check both, then try again.' },
  TOO_MANY_ATTEMPTS: {
    title: 'Too many attempts',
    text: 'Wait fifteen minutes, then try again, or reset your password by mail.',
  },
  PASSWORD_UNSUITABLE: { title: 'This password cannot be used', text: 'Choose another one.' },
  SIGN_IN_GONE: {
    title: 'This sign-in has ended',
    text: 'It took longer than ten minutes, or went on in another window or browser. Start again. If this page comes back, your browser keeps no cookies, which signing in needs.',
  },
  TOKEN_GONE: {
    title: 'This link no longer works',
    text: 'Each link works once, and only for a while. Ask for a new one.',
  },
  SESSION_REQUIRED: { title: 'Sign in first', text: 'Your session has ended. Sign in, then try again.' },
  FORBIDDEN: { title: 'You may not do this', text: 'If you should be able to, ask your administrator.' },
  // The browser's request.
  STEP_UP_REQUIRED: { title: 'Prove again that it is you', text: 'It has been a while: sign in once more.' },
  CROSS_SITE: {
    title: 'This came from another site',
    text: 'Another site’s page tried to do something here in your name. Nothing was done.',
  },
  NOT_FOUND: { title: 'Page not found', text: 'The address may be mistyped, or what was here is gone.' },
  METHOD_NOT_ALLOWED: { title: 'This does not work here', text: 'The address does not take this kind of request.' },
  MEDIA_TYPE_UNSUPPORTED: { title: 'This cannot be read', text: 'What was sent is not a form.' },
  INPUT_INVALID: { title: 'Something is not right', text: 'Check the address or what you entered, then try again.' },
  ALREADY_EXISTS: { title: 'It exists already', text: 'Choose another name or address.' },
  CONFLICT: { title: 'Somebody else is changing this', text: 'Wait a moment, then try again.' },
  VERSION_STALE: { title: 'Somebody changed this first', text: 'Look at it again, then try again.' },
  VERSION_REQUIRED: { title: 'The version is missing', text: 'Name the version that you are changing.' },
  // Ourselves.
  NOT_READY: { title: 'Samlet is not set up yet', text: 'An administrator has to set it up first.' },
  UNAVAILABLE: {
    title: 'Samlet is not available right now',
    text: 'A service it depends on does not answer. Nothing is lost; try again in a moment.',
  },
  INTERNAL: {
    title: 'Something went wrong on our side',
    text: 'It was noted. Try again; if it happens again, give your administrator the request number below.',
  },
};
