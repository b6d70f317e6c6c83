/** What AWS's sign-in asks of a SAML response, one rule after the other. Reading is done elsewhere; here it is judged. */
import { timeOf } from './assertion.ts';
import { ATTRIBUTE_RULES } from './aws-attribute-rules.ts';
import { NAME_ID_FORMATS } from './aws-attributes.ts';
import { isConsole } from './aws-endpoints.ts';
import { type AwsRule, found, ofAssertion, ofResponse, only, toCome, told } from './aws-finding.ts';
import { ALGORITHMS } from './aws-signature.ts';

const ASSERTIONS = 'IAM User Guide: SAML assertions';
const TROUBLE = 'IAM User Guide: troubleshooting SAML';
const STS = 'STS API: AssumeRoleWithSAML';
const METADATA = 'AWS sign-in: SAML metadata';
const CORE = 'SAML 2.0 Core';

const LONGEST_MESSAGE = 100_000;
const REDEEM_SECONDS = 300;
const SUCCESS = 'urn:oasis:names:tc:SAML:2.0:status:Success';
const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';

/** The rules, in the order in which they are shown. */
export const AWS_RULES: readonly AwsRule[] = [
  {
    id: 'size',
    text: 'The encoded response has at most 100,000 characters',
    source: STS,
    check: ({ base64 }) =>
      told(base64.length >= 4 && base64.length <= LONGEST_MESSAGE, '4 to 100,000', String(base64.length)),
  },
  {
    id: 'well-formed',
    text: 'It is base64 of a well-formed XML document without a DOCTYPE',
    source: `${STS}; ${CORE}`,
    check: ({ xmlProblem }) => told(xmlProblem === undefined, 'an XML document', xmlProblem ?? 'an XML document'),
  },
  {
    id: 'response',
    text: 'The document is a SAML 2.0 response, and so is what it holds',
    source: CORE,
    check: ofResponse('a Response of version 2.0', ({ version }, { assertion }) =>
      found(
        [version, assertion?.version ?? '2.0'].every((one) => one === '2.0'),
        '“2.0”',
        [version, assertion?.version],
      ),
    ),
  },
  {
    id: 'destination',
    text: 'Destination is this endpoint',
    source: ASSERTIONS,
    check: ofResponse('this endpoint', ({ destination }, { endpoint }) => only(endpoint.acsUrl, [destination])),
  },
  {
    id: 'response-issuer',
    text: 'The response’s Issuer is the provider that AWS trusts',
    source: TROUBLE,
    check: ofResponse('the entity ID in the metadata', ({ issuers }, { idp }) => only(idp.entityId, issuers)),
  },
  {
    id: 'status',
    text: 'The status is success',
    source: CORE,
    check: ofResponse('success', ({ statusCodes }) => only(SUCCESS, statusCodes)),
  },
  {
    id: 'unsolicited',
    text: 'It answers no request: AWS sends none',
    source: 'IAM User Guide: SAML federation to the console',
    check: ofResponse('no InResponseTo', ({ inResponseTo }, { assertion }) => {
      const all = [inResponseTo, ...(assertion?.confirmations.map((one) => one.inResponseTo) ?? [])];
      const said = all.filter((one) => one !== undefined);
      return found(said.length === 0, 'no InResponseTo', said);
    }),
  },
  {
    id: 'one-assertion',
    text: 'There is exactly one assertion in the whole document, in clear',
    source: ASSERTIONS,
    check: ofResponse('one assertion', ({ assertions, encrypted }) =>
      told(
        assertions === 1 && encrypted === 0,
        '1 in clear, 0 encrypted',
        `${assertions} in clear, ${encrypted} encrypted`,
      ),
    ),
  },
  {
    id: 'signature',
    text: 'The assertion itself is signed by a key in the provider’s metadata',
    source: `${METADATA}; ${TROUBLE}`,
    check: ({ signature: { problem } }) =>
      told(problem === undefined, 'a signature over the assertion', problem ?? 'verified by xml-crypto'),
  },
  {
    id: 'algorithms',
    text: 'It is signed with RSA and SHA-256 over exclusive canonical XML',
    source: 'What all large identity providers send: AWS publishes no list',
    check: ({ signature: { algorithms } }) =>
      found(
        algorithms.length === ALGORITHMS.length && algorithms.every((one) => ALGORITHMS.includes(one)),
        ALGORITHMS.join(', '),
        algorithms,
      ),
  },
  {
    id: 'issuer',
    text: 'The assertion’s Issuer is the provider that AWS trusts',
    source: TROUBLE,
    check: ofAssertion('the entity ID in the metadata', ({ issuers }, { idp }) => only(idp.entityId, issuers)),
  },
  {
    id: 'issue-instant',
    text: 'It was issued within the last five minutes',
    source: 'STS: “Token must be redeemed within 5 minutes of issuance”',
    check: ofAssertion('a fresh assertion', ({ issueInstant }, { now }) => {
      const age = (now.getTime() - (timeOf(issueInstant)?.getTime() ?? Number.NaN)) / 1000;
      return found(age >= 0 && age <= REDEEM_SECONDS, `at most 5 min before ${now.toISOString()}`, [issueInstant]);
    }),
  },
  {
    id: 'name-id',
    text: 'The subject has a NameID',
    source: TROUBLE,
    check: ofAssertion('one NameID', ({ nameIds }) =>
      found(
        nameIds.length === 1 && nameIds[0]?.value.trim() !== '',
        'one that is not empty',
        nameIds.map(({ value }) => value),
      ),
    ),
  },
  {
    id: 'name-id-format',
    text: 'The NameID’s format is one of the eight that AWS takes',
    source: ASSERTIONS,
    check: ofAssertion('a format', ({ nameIds }) => {
      const formats = nameIds.map(({ format }) => format);
      return found(
        formats.length > 0 && formats.every((one) => NAME_ID_FORMATS.includes(one)),
        'persistent, say',
        formats,
      );
    }),
  },
  {
    id: 'confirmation',
    text: 'There is exactly one SubjectConfirmation, of the bearer method',
    source: ASSERTIONS,
    check: ofAssertion('bearer', ({ confirmations }) =>
      only(
        BEARER,
        confirmations.map(({ method }) => method),
      ),
    ),
  },
  {
    id: 'recipient',
    text: 'Recipient is this endpoint (saml:aud in trust policies)',
    source: ASSERTIONS,
    check: ofAssertion('this endpoint', ({ confirmations }, { endpoint }) =>
      only(
        endpoint.acsUrl,
        confirmations.map(({ recipient }) => recipient),
      ),
    ),
  },
  {
    id: 'confirmation-expiry',
    text: 'SubjectConfirmationData has a NotOnOrAfter that is to come',
    source: ASSERTIONS,
    check: ofAssertion('a time', ({ confirmations }, { now }) =>
      toCome(
        confirmations.map(({ notOnOrAfter }) => notOnOrAfter),
        now,
      ),
    ),
  },
  {
    id: 'conditions-expiry',
    text: 'Conditions have a NotOnOrAfter that is to come',
    source: 'IAM User Guide: creating a SAML provider',
    check: ofAssertion('a time', ({ conditions }, { now }) =>
      toCome(
        conditions.map(({ notOnOrAfter }) => notOnOrAfter),
        now,
      ),
    ),
  },
  {
    id: 'not-before',
    text: 'NotBefore, if there is one, is over',
    source: CORE,
    check: ofAssertion('a time', ({ conditions }, { now }) => {
      const starts = conditions.map(({ notBefore }) => notBefore).filter((one) => one !== undefined);
      const isOver = (one: string): boolean => (timeOf(one)?.getTime() ?? Infinity) <= now.getTime();
      return found(starts.every(isOver), `not after ${now.toISOString()}`, starts);
    }),
  },
  {
    id: 'audience',
    text: 'The audience is AWS in this partition',
    source: TROUBLE,
    check: ofAssertion('AWS', ({ audiences }, { endpoint }) => {
      const isAws = (one: readonly string[]): boolean => one.some((name) => endpoint.audiences.includes(name));
      const ok = audiences.length > 0 && audiences.every(isAws);
      return found(ok, endpoint.audiences.join(' or '), audiences.flat());
    }),
  },
  {
    id: 'authn-statement',
    text: 'An AuthnStatement says when the user signed in',
    source: ASSERTIONS,
    check: ofAssertion('an AuthnInstant', ({ statements }) => {
      const instants = statements.map(({ authnInstant }) => authnInstant);
      return found(instants.length === 1 && timeOf(instants[0]) !== undefined, 'one AuthnInstant', instants);
    }),
  },
  {
    id: 'session-expiry',
    text: 'SessionNotOnOrAfter, if there is one, is to come',
    source: ASSERTIONS,
    check: ofAssertion('a time', ({ statements }, { now }) => {
      const ends = statements.map((one) => one.sessionNotOnOrAfter).filter((one) => one !== undefined);
      return ends.length === 0 ? told(true, 'nothing, or a time', 'nothing') : toCome(ends, now);
    }),
  },
  ...ATTRIBUTE_RULES,
  {
    id: 'relay-state',
    text: 'RelayState, if there is one, leads to a console of this partition',
    source: 'AWS Security Blog: to a specific console page',
    check: ({ relayState, endpoint: { consoleHost } }) =>
      found(
        !relayState || isConsole(relayState, consoleHost),
        `https, ${consoleHost} or below, or nothing`,
        relayState ? [relayState] : [],
      ),
  },
];
