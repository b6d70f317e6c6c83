import { CONFIRMATION_BEARER, NAME_ID_FORMAT } from '../saml/names.ts';
import { failed, ofAssertion, ok, type Rule, timeIn, unknown, warning } from './rule.ts';
import { SIGNATURE_RULES } from './signature-rules.ts';
import { STATUS_WORDS } from './status-words.ts';

const CORE = 'SAML Core';
const PROFILES = 'SAML Profiles 4.1.4.2';
const SENDER = 'This is made by the identity provider that sent the message; mend it there.';

/** What SAML asks of every response for Web SSO, whoever takes it. */
export const SAML_RULES: readonly Rule[] = [
  {
    id: 'status',
    rule: 'The status is Success.',
    source: `${CORE} 3.2.2.2`,
    check: ({ response: { status, statusMessage } }) => {
      if (status[0] === 'Success') return ok(status);
      const words = status.map((code) => STATUS_WORDS[code]).findLast((one) => one !== undefined);
      return failed(
        [...status, ...(statusMessage ? [statusMessage] : [])],
        words?.cause ?? 'The identity provider gave no assertion.',
        words?.whatToDo ?? 'Look in the log of the identity provider for this response’s ID.',
      );
    },
  },
  {
    id: 'one-assertion',
    rule: 'There is exactly one assertion.',
    source: PROFILES,
    check: ({ response: { assertions, encryptedAssertions, status } }) => {
      const count = assertions.length + encryptedAssertions;
      if (status[0] !== 'Success' && count === 0) return undefined;
      if (encryptedAssertions > 0 && assertions.length === 0)
        return {
          ...unknown(
            'The assertion is encrypted: nobody but the service provider can read it, so its content is not judged.',
          ),
          found: `${encryptedAssertions} encrypted`,
        };
      return count === 1
        ? ok()
        : failed(
            [String(count)],
            'Service providers take one assertion; which of several they read is theirs to choose.',
            SENDER,
          );
    },
  },
  {
    id: 'version',
    rule: 'Response and assertion are of SAML 2.0.',
    source: `${CORE} 2.3.3, 3.2.2`,
    check: ({ response, assertion }) => {
      const versions = [response.version, ...(assertion ? [assertion.version] : [])];
      return versions.every((one) => one === '2.0')
        ? ok()
        : failed(versions, 'Another version of SAML is read by nobody.', SENDER);
    },
  },
  {
    id: 'issuer',
    rule: 'Response and assertion name the same issuer.',
    source: PROFILES,
    check: ofAssertion(({ issuer }, { response }) => {
      if (issuer === undefined) return failed([], 'An assertion must say who made it.', SENDER);
      return response.issuer === undefined || response.issuer === issuer
        ? ok([issuer])
        : failed([response.issuer, issuer], 'A service provider that knows one of them refuses the other.', SENDER);
    }),
  },
  {
    id: 'subject',
    rule: 'The subject has one NameID that is not empty.',
    source: `${CORE} 2.4.1`,
    isPersonal: true,
    check: ofAssertion(({ nameIds }) => {
      const values = nameIds.map(({ value }) => value);
      const [only] = values;
      return values.length === 1 && only !== undefined && only.trim() !== ''
        ? ok(values)
        : failed(
            values,
            'Without a NameID the service provider does not know who signs in; AWS answers AccessDenied.',
            'See to it that the attribute of which the NameID is made has a value for this user.',
          );
    }),
  },
  {
    id: 'name-id-address',
    rule: 'A NameID in the format of mail addresses is one.',
    source: `${CORE} 8.3.2`,
    isPersonal: true,
    check: ofAssertion(({ nameIds }) => {
      const [only] = nameIds.filter(({ format }) => format === NAME_ID_FORMAT.emailAddress);
      if (!only) return undefined;
      return /^[^\s@<>"]+@[^\s@<>"]+$/.test(only.value)
        ? ok([only.value])
        : failed(
            [only.value],
            'The format promises an address, and service providers look the user up by it.',
            'Choose another format, or the mail address as the source of the NameID.',
          );
    }),
  },
  {
    id: 'one-confirmation',
    rule: 'There is one SubjectConfirmation, by bearer, with a Recipient and a NotOnOrAfter, and no NotBefore.',
    source: PROFILES,
    check: ofAssertion(({ confirmations }) => {
      const [only] = confirmations;
      const isRight =
        confirmations.length === 1 &&
        only?.method === CONFIRMATION_BEARER &&
        only.recipient !== undefined &&
        only.notOnOrAfter !== undefined &&
        only.notBefore === undefined;
      return isRight
        ? ok()
        : failed(
            confirmations.map(({ method, recipient }) => `${method ?? 'no method'} at ${recipient ?? 'nobody'}`),
            'Whoever takes a bearer assertion goes by this: when it ends and to whom it may be shown.',
            SENDER,
          );
    }),
  },
  {
    id: 'recipient',
    rule: 'Recipient and Destination are one address.',
    source: `${PROFILES}; SAML Bindings 3.5.5.2`,
    check: ofAssertion(({ confirmations }, { response: { destination } }) => {
      const recipient = confirmations[0]?.recipient;
      if (recipient === undefined || destination === undefined) return undefined;
      return recipient === destination
        ? ok([recipient])
        : failed(
            [recipient, destination],
            'The service provider compares both with the address at which the message arrived.',
            'Make the ACS URL the same wherever the app is registered.',
          );
    }),
  },
  {
    id: 'in-response-to',
    rule: 'Response and assertion answer the same request, or both answer none.',
    source: PROFILES,
    check: ofAssertion(({ confirmations }, { response }) =>
      confirmations.every(({ inResponseTo }) => inResponseTo === response.inResponseTo)
        ? ok(response.inResponseTo === undefined ? undefined : [response.inResponseTo])
        : failed(
            [response.inResponseTo, ...confirmations.map((one) => one.inResponseTo)],
            'The service provider looks for the request that it sent.',
            SENDER,
          ),
    ),
  },
  {
    id: 'times',
    rule: 'Times are in UTC, in the order in which they must be.',
    source: `${CORE} 1.3.3, 2.5.1`,
    check: ofAssertion(({ issueInstant, conditions: [conditions = {}] }) => {
      const [from, at, to] = [conditions.notBefore, issueInstant, conditions.notOnOrAfter].map(timeIn);
      const isRead = at !== undefined && to !== undefined && (conditions.notBefore === undefined || from !== undefined);
      return isRead && (from ?? at) <= at && at < to
        ? ok([conditions.notBefore, issueInstant, conditions.notOnOrAfter])
        : failed(
            [conditions.notBefore, issueInstant, conditions.notOnOrAfter],
            'A time that cannot be read, or an end before the beginning, makes an assertion that is never valid.',
            SENDER,
          );
    }),
  },
  {
    id: 'not-expired',
    rule: 'The assertion is not over: NotOnOrAfter is to come.',
    source: `${CORE} 2.5.1.2`,
    check: ofAssertion(({ conditions, confirmations }, { judging: { now } }) => {
      const ends = [...conditions, ...confirmations].flatMap(({ notOnOrAfter }) => notOnOrAfter ?? []);
      const least = ends
        .map(timeIn)
        .flatMap((at) => at ?? [])
        .toSorted((a, b) => a.getTime() - b.getTime())[0];
      if (!least) return undefined;
      return least > now
        ? ok([least.toISOString()])
        : failed(
            [`${least.toISOString()}, ${ago(now, least)}`],
            'An assertion is good for minutes. Pasted later it is always over; if it was over when it was used, a clock is wrong or the way took too long.',
            'If the service provider says so, too, compare the clocks (NTP) and sign in again.',
          );
    }),
  },
  {
    id: 'not-early',
    rule: 'The assertion is valid already: NotBefore is over.',
    source: `${CORE} 2.5.1.2`,
    check: ofAssertion(({ conditions: [conditions = {}] }, { judging: { now } }) => {
      const from = timeIn(conditions.notBefore);
      if (!from) return undefined;
      return from <= now
        ? ok([conditions.notBefore])
        : failed(
            [conditions.notBefore],
            'The clock of the identity provider is ahead: even milliseconds are refused.',
            'Set the clock by NTP, and let assertions begin a minute before they are made.',
          );
    }),
  },
  {
    id: 'skew',
    rule: 'NotBefore leaves room for clocks that are behind.',
    source: 'Practice: a minute or two',
    check: ofAssertion(({ issueInstant, conditions: [conditions = {}] }) => {
      const [from, at] = [timeIn(conditions.notBefore), timeIn(issueInstant)];
      if (!from || !at) return undefined;
      return at.getTime() - from.getTime() >= 30_000
        ? ok()
        : warning(
            [conditions.notBefore, issueInstant],
            'A service provider whose clock is behind by milliseconds refuses this now and then.',
            'Let the identity provider set NotBefore a minute before IssueInstant.',
          );
    }),
  },
  {
    id: 'audience',
    rule: 'There is an audience.',
    source: PROFILES,
    check: ofAssertion(({ audiences }) =>
      audiences.length > 0
        ? ok(audiences)
        : failed([], 'Without an audience an assertion for one app would be good for every app.', SENDER),
    ),
  },
  {
    id: 'authn-statement',
    rule: 'An AuthnStatement says when and how the user signed in.',
    source: PROFILES,
    check: ofAssertion(({ statements }) =>
      statements.some(({ authnInstant }) => timeIn(authnInstant) !== undefined)
        ? ok(statements.map(({ authnInstant, context }) => `${authnInstant ?? ''} ${context ?? ''}`.trim()))
        : failed([], 'Without it the message is no sign-in.', SENDER),
    ),
  },
  ...SIGNATURE_RULES,
];

function ago(now: Date, then: Date): string {
  const seconds = Math.round((now.getTime() - then.getTime()) / 1000);
  if (seconds < 120) return `${seconds} seconds ago`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} minutes ago`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} hours ago` : `${Math.round(seconds / 86_400)} days ago`;
}
