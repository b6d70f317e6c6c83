/** What a status in a response says, and what is to be done. */
export interface StatusWords {
  readonly cause: string;
  readonly whatToDo: string;
}

/** The status codes of SAML Core 3.2.2.2 that identity providers really send, by their last word. */
export const STATUS_WORDS: Readonly<Record<string, StatusWords | undefined>> = {
  Requester: {
    cause: 'The identity provider found something wrong with the request of the app.',
    whatToDo: 'Compare what the app sends with how it is registered: entity ID, ACS URL, signature, NameID format.',
  },
  Responder: {
    cause: 'The request was in order; the identity provider, or the user, could not meet it.',
    whatToDo: 'Look at the inner status, and at the identity provider’s trace of this response.',
  },
  VersionMismatch: {
    cause: 'The message is of a version of SAML that is not spoken.',
    whatToDo: 'Switch the app to SAML 2.0.',
  },
  AuthnFailed: {
    cause: 'The user did not sign in: disabled, or the proofs did not suffice.',
    whatToDo: 'Look at the user’s timeline for the reason; enable the user or let them try again.',
  },
  InvalidNameIDPolicy: {
    cause: 'The app asks for a NameID format that it is not registered to be given.',
    whatToDo:
      'Choose the format in the app’s settings, or have the app leave NameIDPolicy out or ask for “unspecified”.',
  },
  NoAuthnContext: {
    cause: 'The app asks for a way of signing in that is not offered, or for a comparison other than “exact”.',
    whatToDo: 'Have the app leave RequestedAuthnContext out, or ask for PasswordProtectedTransport exactly.',
  },
  NoPassive: {
    cause: 'The app asked not to disturb the user (IsPassive), and nobody was signed in.',
    whatToDo: 'This is the right answer to such a question: the app must now ask without IsPassive.',
  },
  RequestDenied: {
    cause:
      'The identity provider understands the request and will not meet it: mostly, the app is not assigned to the user.',
    whatToDo: 'Assign the app to the user or to one of their groups, and see that the app is enabled.',
  },
  RequestUnsupported: {
    cause: 'The request asks for something that the identity provider does not do.',
    whatToDo: 'Look for unusual options in the app’s SAML settings.',
  },
  UnsupportedBinding: {
    cause: 'The app wants its answer by another binding than HTTP-POST.',
    whatToDo: 'Set the response binding to HTTP-POST in the app.',
  },
  UnknownPrincipal: {
    cause: 'The app named the user whom it expects, and somebody else is signed in.',
    whatToDo: 'Sign out, and sign in as the expected user.',
  },
  PartialLogout: {
    cause: 'The session ended, and not every app could be told.',
    whatToDo: 'Close the browser to end what is left.',
  },
};
