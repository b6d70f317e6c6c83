/** The words of the pages, in English. What stands in braces is filled in by the page or its script. */

/** The frame around every page. */
export const FRAME_COPY = {
  /** The name of the product: beside the mark and in every title. */
  product: 'Samlet',
  /** The first thing that the keyboard reaches; it jumps over the header. */
  skip: 'Skip to content',
  /** The mark in the top bar, for those who hear it. */
  home: '{name}, your portal',
  /** The name of the navigation at the top right. */
  nav: 'You',
  /** Read after the user's name, which leads to their own page. */
  account: ', your account',
  /** The link to the organisation's own help. */
  support: 'Help',
  /** The button that ends the session. */
  /** Leads administrators to the console. */
  console: 'Console',
  signOut: 'Sign out',
} as const;

/** What stands around the fields of forms. */
export const FIELD_COPY = {
  /** Behind the label of a field that may stay empty. */
  optional: 'optional',
  /** The button that shows the password as it was typed; it is read out as "Show password". */
  show: 'Show password',
  /** The same button while the password shows. */
  hide: 'Hide password',
  /** Under a password field while Caps Lock is on. */
  capsLock: 'Caps Lock is on.',
  /** The name with which people sign in; either is taken. */
  login: 'User name or email',
  /** The password of now, on the sign-in page. */
  password: 'Password',
  /** The password of now, where a new one is chosen, too. */
  currentPassword: 'Current password',
  /** The password to come. */
  newPassword: 'New password',
  /** The password to come, once more. */
  confirm: 'Repeat the new password',
  /** How a good password is found. The number is the shortest that is taken. */
  passwordHint: 'At least {count} characters. A few unrelated words work well.',
  /** The set-up form. */
  userName: 'User name',
  email: 'Email',
  givenName: 'First name',
  familyName: 'Last name',
} as const;

/** The sign-in page. */
export const SIGN_IN_COPY = {
  title: 'Sign in',
  /** Under the title when nobody's app sent the person here. */
  lead: 'to your AWS accounts and apps',
  /** Under the title, before the name of the app that sent the person here. */
  leadToApp: 'to continue to',
  submit: 'Sign in',
  forgot: 'Forgot your password?',
} as const;

/** Notices above forms, by what happened just before. */
export const NOTICE_COPY = {
  /** By a link from a mail. */
  PASSWORD_SET: 'Your password is set. Sign in with it now.',
  /** On one's own page; every session ends with it. */
  PASSWORD_CHANGED: 'Your password was changed, and you were signed out everywhere. Sign in with the new one.',
  SIGNED_OUT: 'You are signed out.',
  /** One session, or all others, from one's own page. */
  SESSION_ENDED: 'Done. That session has ended.',
  /** The first owner was made. */
  SET_UP: 'Samlet is set up. Sign in as its first owner.',
} as const;

/** The name of a notice. */
export type Notice = keyof typeof NOTICE_COPY;

/** The portal. */
export const PORTAL_COPY = {
  title: 'Portal',
  /** The page's heading. */
  heading: 'Your AWS accounts and apps',
  /** In the search field, and its name. */
  search: 'Search accounts, roles and apps',
  /** The button that sends the search where no script runs. */
  searchSubmit: 'Search',
  /** Read out as one types; the script fills in the number. */
  found: { one: '1 result', many: '{count} results' },
  /** When a search finds nothing. */
  notFound: { title: 'No matches', text: 'Try part of a name, or an account number.', clear: 'Show everything' },
  /** When nothing is assigned. */
  nothing: {
    title: 'Nothing here yet',
    text: 'Once an administrator gives you or one of your groups a role or an app, it shows up here.',
  },
  /** When more is assigned than one page can hold. */
  tooMany: 'You can reach more than fits on this page. Search to find the rest.',
  favourites: 'Favourites',
  recent: 'Recently used',
  accounts: 'AWS accounts',
  apps: 'Apps',
  /** Beside an account's name. */
  roles: { one: '1 role', many: '{count} roles' },
  /** How long a session of the role lasts, from 15 minutes to 12 hours. */
  duration: { hours: '{hours} h', minutes: '{minutes} min', both: '{hours} h {minutes} min' },
  /** Read before the duration. */
  lasts: 'Session of',
  /** Beside a door that is the app's own page. */
  elsewhere: 'Opens at the app',
  /** An app that has no address that we could lead to. */
  noAddress: 'Open it at its own address',
  /** The star's name; whether it is pressed is told beside it. */
  favourite: 'Favourite: {door}',
  /** The partitions of AWS other than the commercial one. */
  partitions: { 'aws-us-gov': 'GovCloud', 'aws-cn': 'China' } as Readonly<Record<string, string>>,
  /** For administrators, below the doors: what an app's owner asks for. */
  connect: {
    title: 'Connect an app',
    text: 'Give these to an app that should sign people in with Samlet.',
    /** Also called issuer or identity provider identifier; it never changes, even when the domain does. */
    entityId: 'Entity ID (issuer)',
    metadata: 'Metadata',
    signIn: 'SAML login URL',
    signOut: 'SAML logout URL',
    certificate: 'Signing certificate',
    downloadMetadata: 'Download as a file',
    download: 'Download',
    /** The certificate that will sign after the roll-over; apps that can should trust both. */
    next: 'Download the next one',
  },
} as const;

/** One click before a door that another site linked to. */
export const LAUNCH_COPY = {
  title: 'Open {app}?',
  /** When the app's name is not known yet. */
  titleUnnamed: 'Open this app?',
  account: 'AWS account',
  text: 'A link on another site brought you here. Continue only if you expected it.',
  submit: 'Continue',
  /** The way out. */
  portal: 'Go to your portal instead',
} as const;

/** The moment on the way to an app. */
export const LEAVING_COPY = {
  /** While a message is posted to an app. */
  title: 'Taking you to {app}',
  /** While the browser passes by an app to sign out there. */
  signingOut: 'Signing you out of {app}',
  /** For browsers that do not go on by themselves. */
  submit: 'Continue to {app}',
} as const;

/** Asking for a link by mail. */
export const FORGOT_COPY = {
  title: 'Reset your password',
  lead: 'We send you a link with which you set a new one.',
  submit: 'Send the link',
  /** The answer, the same for every name: it must not tell whether there is such a user. */
  sentTitle: 'Check your mail',
  sent: 'If there is an account with that name, a link is on its way. It works once, within an hour.',
  sentHelp: 'Nothing came? Look in your spam folder, or ask your administrator.',
  back: 'Back to sign-in',
} as const;

/** Setting a password by a link, by the link's kind. */
export const SET_PASSWORD_COPY = {
  activation: {
    title: 'Welcome to {name}',
    lead: 'Choose a password, and your account is ready.',
    submit: 'Set password',
  },
  'password-reset': {
    title: 'Choose a new password',
    lead: 'You will be signed out everywhere else.',
    submit: 'Set password',
  },
  'set-up': {
    title: 'Set up Samlet',
    lead: 'Create the first owner. They can invite everybody else.',
    submit: 'Create owner',
  },
  recovery: {
    title: 'Come back in',
    lead: 'Choose a new password. You are an owner as before, signed out everywhere, and every owner is told.',
    submit: 'Set password',
  },
  /** The field for the link's code; it shows only where no script fills it in. */
  token: 'Code',
  tokenHint: 'The part of the link behind the # sign.',
  /** The way on when the link has ended. */
  again: 'Ask for a new link',
  /** Who holds the link in hand, but has mistyped its code. */
  retry: 'Enter the code again',
  /** The set-up's link is made by whoever has the AWS account in hand. */
  setUpGone:
    'Each link works once, within an hour, and only until there is an owner. Make a new one with npm run setup.',
  recoveryGone: 'Each link works once, within an hour. Make a new one with npm run recover.',
} as const;

/** A user's own page. */
export const ACCOUNT_COPY = {
  title: 'Your account',
  password: 'Password',
  passwordLead: 'Changing it signs you out everywhere, here too.',
  /** The current password was typed wrong. */
  currentWrong: 'The current password is wrong.',
  change: 'Change password',
  profile: 'Your profile',
  profileLead: 'Ask your administrator if something is wrong.',
  /** The fields of the profile, by the user's own. */
  fields: {
    givenName: 'First name',
    familyName: 'Last name',
    title: 'Title',
    department: 'Department',
    organization: 'Organisation',
    employeeNumber: 'Employee number',
    costCenter: 'Cost centre',
    phoneNumber: 'Telephone',
    preferredLanguage: 'Language',
  },
  sessions: 'Where you are signed in',
  sessionsLead: 'End any session that you do not recognise.',
  /** The session that looks at the page. */
  current: 'This browser',
  /** Before a session's beginning. */
  since: 'Signed in',
  /** Before the network that a session began in. */
  network: 'from network',
  /** Before the apps that were opened in a session. */
  apps: 'Apps:',
  end: 'End',
  endOne: 'End the session of {browser}',
  endOthers: 'End all other sessions',
  /** It asks once more, since it signs out here, too. */
  endAll: 'End all sessions',
  endAllText: 'This signs you out here, too.',
  endAllConfirm: 'Yes, end all sessions',
  /** A browser that does not say what it is. */
  unknownBrowser: 'Unknown browser',
  /** Between a browser and its system. */
  on: 'on',
} as const;

/** How a sign-out went. */
export const SIGNED_OUT_COPY = {
  title: 'You are signed out',
  /** Every app was told. */
  whole: 'So are the apps you used:',
  /** Some were not. */
  partial: 'Some apps you used may still have you signed in:',
  /** True of every sign-out, since AWS offers no way to end a console's session. */
  aws: 'AWS consoles you opened stay signed in until their session ends. On a shared computer, sign out there as well.',
  again: 'Sign in again',
  /** When the app that began the sign-out awaits the person. */
  goOn: 'Continue',
} as const;

/** What became of an app at sign-out. */
export const LOGOUT_COPY = {
  told: 'Signed out',
  failed: 'Could not sign you out',
  cannot: 'Cannot be signed out from here; ends by itself',
  pending: 'Did not answer',
} as const;

/** The page of a refusal. Titles and texts by code stand in `refusals.en.ts`. */
export const ERROR_COPY = {
  /** Before the HTTP status. */
  status: 'Error {status}',
  /** Before the number by which the log can be searched. */
  request: 'Request',
  /** Behind that number, for administrators alone: the trace in the console. */
  trace: 'See what happened',
  portal: 'Go to your portal',
  back: 'Go back',
} as const;

/** Puts values into the braces of a text. */
export const fill = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));

/** One of two forms of a text, by a number. */
export const counted = (forms: { readonly one: string; readonly many: string }, count: number): string =>
  count === 1 ? forms.one : fill(forms.many, { count });
