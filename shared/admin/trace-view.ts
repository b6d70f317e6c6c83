import type { App } from '../apps/app.ts';
import { findEntry } from '../audit/ledger.ts';
import { partitionOfAudience } from '../aws-access/partition.ts';
import { isRefusal } from '../base/refusal.ts';
import { checksOf, REDACTED } from '../explain/checks.ts';
import { decisionWords } from '../explain/decision.ts';
import { isIdentityCenter } from '../explain/identity-center-rules.ts';
import { withoutPersonal } from '../explain/mask.ts';
import { responseFacts } from '../explain/response-facts.ts';
import type { Judging, SignatureVerdict } from '../explain/rule.ts';
import { MESSAGE_LIMITS } from '../saml/limits.ts';
import { printed } from '../saml/print.ts';
import { scan } from '../saml/scanner.ts';
import type { XmlElement } from '../saml/tree.ts';
import type { Table } from '../table/table.ts';
import { renderAgain, type SignedAgain } from '../trace/rendering.ts';
import type { Received, Sent, Trace } from '../trace/trace.ts';

/** What a trace is looked at with. */
export interface Looking {
  readonly table: Table;
  /** Whether the viewer may see personal data. */
  readonly showsPersonal: boolean;
  readonly ourEntityId?: string;
  /** The app as it is registered now, if it still is. */
  readonly app?: App;
}

/** A trace as the API tells it: messages decoded and held against the rules, the decision in words. */
export async function traceView(trace: Trace, looking: Looking): Promise<object> {
  const { sent, received, user, viewer, relayState, proofs: _told, ...rest } = trace;
  const { showsPersonal } = looking;
  const hidden = (text: string): string => (showsPersonal || text === '' ? text : REDACTED);
  const looked = sent ? await lookAt(sent, trace, looking) : undefined;
  return {
    ...rest,
    ...(user ? { user: { id: user.id, userName: hidden(user.userName) } } : {}),
    viewer: { ip: hidden(viewer.ip), userAgent: hidden(viewer.userAgent) },
    ...(relayState === undefined ? {} : { relayState: hidden(relayState) }),
    decision: decisionWords(trace),
    steps: stepsOf(trace),
    ...(received ? { request: requestView(received, showsPersonal) } : {}),
    ...(looked ? { response: looked.response } : {}),
    checks: looked?.checks ?? [],
    isRedacted: !showsPersonal,
  };
}

const masked = (root: XmlElement, showsPersonal: boolean): string =>
  printed(showsPersonal ? root : withoutPersonal(root));

function requestView({ xml, ...rest }: Received, showsPersonal: boolean): object {
  const root = xml === undefined ? undefined : scanned(xml);
  return { ...rest, ...(root ? { xml: masked(root, showsPersonal) } : {}) };
}

/** A stranger's message was scanned before it was kept; one that cannot be scanned any more is not shown. */
function scanned(xml: string): XmlElement | undefined {
  try {
    return scan(xml, MESSAGE_LIMITS);
  } catch (error) {
    if (isRefusal(error)) return undefined;
    throw error;
  }
}

async function lookAt(sent: Sent, trace: Trace, looking: Looking): Promise<{ response: object; checks: object }> {
  const { xml, signed } = renderAgain(sent);
  const root = scan(xml, MESSAGE_LIMITS);
  const signatures = await Promise.all(signed.map((one) => heldAgainst(one, trace, looking.table)));
  const response = responseFacts(root);
  const [assertion] = response.assertions;
  const judging = judgingOf(sent, trace, looking);
  const isEncrypted = sent.kind === 'assertion' && sent.encryption !== undefined;
  return {
    response: {
      destination: sent.kind === 'error' ? sent.content.destination : sent.content.acsUrl,
      xml: masked(root, looking.showsPersonal),
      ...(isEncrypted ? { encryption: sent.encryption } : {}),
      signatures,
    },
    checks: checksOf(
      {
        response: isEncrypted ? { ...response, encryptedAssertions: 0 } : response,
        ...(assertion ? { assertion } : {}),
        judging: { ...judging, signatures: signatures.map(verdictOf) },
      },
      looking,
    ),
  };
}

function judgingOf(sent: Sent, { at, relayState }: Trace, { app, ourEntityId }: Looking): Judging {
  const audience = sent.kind === 'assertion' ? sent.content.audience : undefined;
  const partition = audience === undefined ? undefined : partitionOfAudience(audience);
  const acsUrl = sent.kind === 'assertion' ? sent.content.acsUrl : '';
  return {
    now: new Date(at),
    ...(ourEntityId === undefined ? {} : { ourEntityId }),
    ...(app ? { app: { name: app.name, entityId: app.entityId, acsUrls: app.acs.map(({ url }) => url) } } : {}),
    ...(partition ? { partition } : {}),
    isIdentityCenter: isIdentityCenter(acsUrl),
    ...(relayState === undefined ? {} : { relayState }),
  };
}

interface Held {
  readonly kind: SignedAgain['kind'];
  readonly id: string;
  readonly digest?: string;
  readonly ledger: 'equal' | 'different' | 'missing' | 'not-comparable';
  readonly explanation: string;
}

const EXPLAINED: Readonly<Record<Held['ledger'], string>> = {
  equal: 'What is shown here is what was signed: its digest is the one in the ledger.',
  different: 'What is shown here is not what was signed: the ledger holds another digest. One of the two was changed.',
  missing: 'The ledger has no entry for this signature. One of the two was changed.',
  'not-comparable': '',
};

const WHY: Readonly<Record<NonNullable<SignedAgain['why']>, string>> = {
  'covers-signature':
    'The response’s signature covers the assertion’s, whose value is kept by nobody. The assertion proves itself; its digest is in the ledger, and so is this one’s.',
  'covers-encryption':
    'The response’s signature covers the encrypted assertion, which only the app can read. Its digest is in the ledger.',
};

/** What can be computed again is held against the ledger. */
async function heldAgainst({ kind, id, digest, why }: SignedAgain, { at }: Trace, table: Table): Promise<Held> {
  const entry = await findEntry(table, { at, id, kind });
  if (!entry) return { kind, id, ...(digest ? { digest } : {}), ledger: 'missing', explanation: EXPLAINED.missing };
  if (digest === undefined) {
    return { kind, id, digest: entry.digest, ledger: 'not-comparable', explanation: why ? WHY[why] : '' };
  }
  const ledger = entry.digest === digest ? 'equal' : 'different';
  return { kind, id, digest, ledger, explanation: EXPLAINED[ledger] };
}

const verdictOf = ({ kind, ledger, explanation }: Held): SignatureVerdict => ({
  on: kind === 'assertion' ? 'assertion' : 'response',
  outcome: ledger === 'equal' ? 'ledger' : ledger === 'not-comparable' ? 'unknown' : 'ledger-differs',
  why: explanation,
});

/** The steps of a sign-in in their order, each with its time. */
function stepsOf({ received, begunAt, proofs, at, outcome, reason }: Trace): readonly { at: string; what: string }[] {
  const steps = [
    ...(received ? [{ at: received.at, what: `The app’s request came in by ${BINDINGS[received.binding]}.` }] : []),
    ...proofs.map(({ method, at: provedAt }) => ({ at: provedAt, what: `The user proved who they are: ${method}.` })),
    ...(received?.at === begunAt ? [] : [{ at: begunAt, what: received ? CAME_BACK : OPENED }]),
  ].toSorted((a, b) => (a.at < b.at ? -1 : 1));
  return [...steps, { at, what: `${ENDED[outcome]} (${reason})` }];
}

const CAME_BACK = 'The browser went on.';
const OPENED = 'The person opened the app or role.';
const BINDINGS = { redirect: 'HTTP-Redirect', post: 'HTTP-POST' } as const;
const ENDED = {
  issued: 'An assertion was signed and sent to the app',
  told: 'An error was signed and sent to the app',
  shown: 'A page was shown to the person',
} as const;
