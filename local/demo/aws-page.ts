import type { Line, Verdict } from './aws-verdict.ts';
import { facts, folded, layout } from './layout.ts';
import { type Markup, markup } from './markup.ts';
import { prettyXml } from './pretty-xml.ts';

/** What a person sees who was sent to AWS: whether AWS would let them in, and why. */
export const verdictPage = (verdict: Verdict): Markup =>
  layout({
    title: `${verdict.ok ? 'Signed in' : 'Not signed in'} · AWS sign-in stand-in`,
    theme: 'aws',
    header: markup`<span class="brand">AWS sign-in <small>stand-in</small></span><a href="/">Demo</a>`,
    body: [verdict.ok ? welcome(verdict) : refusal(verdict), notes(verdict), table(verdict), documents(verdict)],
  });

/** A time as people read it. */
const clock = (time: string | undefined): string => (time ? `${time.slice(0, 16).replace('T', ' ')} UTC` : 'unknown');

const welcome = ({ sessionName, role, account, until, tags, sourceIdentity, rules, message }: Verdict): Markup =>
  markup`<section class="card verdict good">
<p class="badge">AWS would let you in</p>
<h1>You are signed in as <b>${sessionName}</b></h1>
<p class="lead">with the role <b>${role}</b> in the account <b>${account}</b> until <b>${clock(until)}</b>.</p>
${facts([
  ['Rules', `all ${rules.length} kept`],
  ['Region', `${message.endpoint.region} (${message.endpoint.partition})`],
  ['You would land on', message.relayState ? message.relayState : 'the console’s home'],
  ['Session tags', tags.length > 0 ? tags.join('; ') : 'none'],
  ['Source identity', sourceIdentity ?? 'none'],
])}
</section>`;

function refusal({ rules, message }: Verdict): Markup {
  const broken = rules.filter(({ ok }) => !ok);
  return markup`<section class="card verdict bad">
<p class="badge">AWS would refuse this</p>
<h1>You are not signed in</h1>
<p class="lead">${broken.length === 1 ? 'One rule is' : `${broken.length} rules are`} broken, of ${rules.length}.</p>
<ul>${broken.slice(0, 5).map(({ id, text }) => markup`<li><a href="#${id}">${text}</a></li>`)}</ul>
${broken.length > 5 && markup`<p>And ${broken.length - 5} more below.</p>`}
${facts([['Endpoint', message.endpoint.acsUrl]])}
</section>`;
}

const notes = ({ notes: all }: Verdict): Markup | false =>
  all.length > 0 &&
  markup`<section class="card note"><h2>Worth knowing</h2><ul>${all.map((one) => markup`<li>${one}</li>`)}</ul></section>`;

const table = ({ rules }: Verdict): Markup => markup`<section class="card">
<h2>What AWS asks, line by line</h2>
<ul class="rules">${rules.map(line)}</ul>
</section>`;

const line = ({ id, ok, text, source, expected, found }: Line): Markup =>
  markup`<li id="${id}" class="${ok ? 'kept' : 'broken'}">
<p class="rule"><span class="sign">${ok ? 'Kept' : 'Broken'}</span> ${text}</p>
<dl><div><dt>Found</dt><dd>${found}</dd></div><div><dt>Expected</dt><dd>${expected}</dd></div></dl>
<p class="source">${source}</p>
</li>`;

const documents = ({ message: { xml, base64, relayState } }: Verdict): Markup => markup`<section class="card">
<h2>What came</h2>
${xml === undefined ? markup`<p>It could not be decoded.</p>` : folded('The response, decoded', prettyXml(xml))}
${folded('SAMLResponse, as it was posted', base64)}
${folded('RelayState', relayState === undefined ? '(none)' : relayState)}
</section>`;
