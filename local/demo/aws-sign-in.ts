import { randomBytes } from 'node:crypto';
import { awsEndpointAt } from './aws-endpoints.ts';
import { verdictPage } from './aws-page.ts';
import { judge, type Verdict } from './aws-verdict.ts';
import type { Idp } from './idp.ts';
import { troublePage } from './layout.ts';
import { page, plain, type Reply, type Visit } from './visit.ts';

/** The stand-in for AWS's sign-in: everything below `/aws/`. */
export interface AwsSignIn {
  serve(visit: Visit): Promise<Reply>;
  /** The latest verdicts, newest first, for the front page. */
  latest(): readonly { readonly path: string; readonly verdict: Verdict }[];
}

const KEPT = 200;
const REPLAY_MS = 5 * 60_000;
const RESULT = /^\/aws\/result\/([a-f0-9]{32})(\.json)?$/;
const POSTED = /^\/aws\/([a-z0-9.-]+)(\/.*)$/;

/** Opens the stand-in. Verdicts are kept in memory, the last 200. */
export function openAwsSignIn(
  idp: () => Promise<Idp>,
  port: () => number,
  now: () => Date = () => new Date(),
): AwsSignIn {
  const verdicts = new Map<string, Verdict>();
  const seen = new Map<string, Date>();
  const keep = (verdict: Verdict): string => {
    const id = randomBytes(16).toString('hex');
    verdicts.set(id, verdict);
    const [oldest] = verdicts.keys();
    if (oldest !== undefined && verdicts.size > KEPT) verdicts.delete(oldest);
    return id;
  };
  return {
    latest: () => [...verdicts].toReversed().map(([id, verdict]) => ({ path: `/aws/result/${id}`, verdict })),
    async serve(visit) {
      const [, id, json] = RESULT.exec(visit.path) ?? [];
      if (id !== undefined) return show(verdicts.get(id), json !== undefined);
      const posted = await receive(visit, { idp, now, seen });
      if (!('ok' in posted)) return posted;
      return { status: 302, location: `http://${otherName(visit.hostname)}:${port()}/aws/result/${keep(posted)}` };
    },
  };
}

/** AWS leads on to another origin, and so does this: a Content-Security-Policy that forbids it must be seen to. */
const otherName = (hostname: string): string => (hostname === 'localhost' ? '127.0.0.1' : 'localhost');

interface Around {
  readonly idp: () => Promise<Idp>;
  readonly now: () => Date;
  readonly seen: Map<string, Date>;
}

async function receive(visit: Visit, { idp, now, seen }: Around): Promise<Verdict | Reply> {
  const [, host = '', path = ''] = POSTED.exec(visit.path) ?? [];
  const endpoint = awsEndpointAt(host, path);
  if (!endpoint) return page(troublePage('No such endpoint', 'AWS has no SAML sign-in at this host and path.'), 404);
  if (visit.method !== 'POST')
    return page(troublePage('Only by POST', 'AWS takes SAML responses by HTTP-POST alone.'), 405);
  const [base64 = '', ...more] = visit.form.getAll('SAMLResponse');
  const [relayState, ...moreStates] = visit.form.getAll('RelayState');
  if (more.length + moreStates.length > 0) return page(troublePage('Twice', 'A field of the form came twice.'), 400);
  const at = now();
  const verdict = judge({ endpoint, base64, relayState, now: at, idp: await idp() });
  return { ...verdict, notes: replayed(verdict, { at, seen }) };
}

/** AWS does not say what it makes of an assertion that comes again, so it is told and not refused. */
function replayed({ message }: Verdict, { at, seen }: { at: Date; seen: Map<string, Date> }): readonly string[] {
  for (const [id, before] of seen) if (at.getTime() - before.getTime() > REPLAY_MS) seen.delete(id);
  const id = message.signature.signed?.id;
  if (id === undefined) return [];
  const before = seen.get(id);
  seen.set(id, before ?? at);
  return before ? [`This very assertion (${id}) was posted before, at ${before.toISOString()}: a replay.`] : [];
}

function show(verdict: Verdict | undefined, asJson: boolean): Reply {
  if (!verdict)
    return asJson ? plain(404, '{}') : page(troublePage('Gone', 'This sign-in is not kept any longer.'), 404);
  if (!asJson) return page(verdictPage(verdict));
  const { message, ...rest } = verdict;
  const body = JSON.stringify({ ...rest, relayState: message.relayState, xml: message.xml });
  return { status: 200, type: 'application/json', body };
}
