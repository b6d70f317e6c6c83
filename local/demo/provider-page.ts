import { type Assertion, readAssertion } from './assertion.ts';
import { facts, folded, layout } from './layout.ts';
import { type Markup, markup, type Piece } from './markup.ts';
import { prettyXml } from './pretty-xml.ts';
import type { Provider } from './providers.ts';
import { parseXml } from './xml.ts';

/** Somebody who is signed in at a provider. */
export interface Guest {
  readonly nameId: string;
  /** The assertion, verified and decrypted, as XML. */
  readonly assertionXml: string;
  readonly relayState: string | undefined;
  readonly isEncrypted: boolean;
}

const frame = (provider: Provider, body: Piece): Markup =>
  layout({
    title: provider.name,
    theme: provider.path,
    header: markup`<a class="brand" href="/sp/${provider.path}/">${provider.name}</a><a href="/">Demo</a>`,
    body,
  });

/** The provider's page for strangers. */
export const strangerPage = (provider: Provider, notice: string | undefined): Markup =>
  frame(provider, [
    notice !== undefined && markup`<p class="banner" role="status">${notice}</p>`,
    markup`<section class="card hero">
<h1>${provider.name}</h1>
<p class="lead">${provider.tagline}</p>
<p><a class="button" href="/sp/${provider.path}/login">Sign in with Samlet</a></p>
<p class="source">${provider.shows}</p>
</section>`,
  ]);

/** The provider's page for somebody who is signed in: all that Samlet said of them. */
export function guestPage(provider: Provider, { nameId, assertionXml, relayState, isEncrypted }: Guest): Markup {
  const assertion = readAssertion(parseXml(assertionXml).documentElement);
  return frame(provider, [
    markup`<section class="card hero">
<p class="badge">Signed in</p>
<h1>Hello, <span class="wrap">${greeting(assertion) ?? nameId}</span></h1>
<p class="lead">${provider.tagline}</p>
<form method="post" action="/sp/${provider.path}/logout"><button class="button">Sign out everywhere</button></form>
</section>
<section class="card"><h2>What Samlet said</h2>${facts(said(assertion, relayState, isEncrypted))}</section>
<section class="card"><h2>Attributes</h2>${attributes(assertion)}</section>
<section class="card"><h2>The assertion</h2>${folded('As XML, verified by node-saml', prettyXml(assertionXml))}</section>`,
  ]);
}

function greeting({ attributes: all }: Assertion): string | undefined {
  const isName = /^(?:display ?name|given ?name|urn:oid:2\.16\.840\.1\.113730\.3\.1\.241|urn:oid:2\.5\.4\.42)$/i;
  return all.find(({ name, friendlyName }) => isName.test(friendlyName ?? name) || isName.test(name))?.values[0];
}

function said(assertion: Assertion, relayState: string | undefined, isEncrypted: boolean) {
  const [nameId] = assertion.nameIds;
  const [confirmation] = assertion.confirmations;
  const [conditions] = assertion.conditions;
  const [statement] = assertion.statements;
  const inResponseTo = confirmation?.inResponseTo;
  const pairs: readonly (readonly [string, string | undefined])[] = [
    ['NameID', nameId?.value],
    ['NameID format', nameId?.format],
    ['How it came', isEncrypted ? 'encrypted; decrypted with this provider’s key' : 'in clear, signed'],
    ['InResponseTo', inResponseTo ?? 'nothing: it came unasked, from the portal'],
    ['RelayState', relayState],
    ['Session index', statement?.sessionIndex],
    ['Signed in at', statement?.authnInstant],
    ['Authentication context', statement?.classRefs.join(', ')],
    ['Session ends', statement?.sessionNotOnOrAfter],
    ['Issued at', assertion.issueInstant],
    ['Valid from', conditions?.notBefore],
    ['Valid until', conditions?.notOnOrAfter],
    ['Audience', assertion.audiences.flat().join(', ')],
    ['Recipient', confirmation?.recipient],
  ];
  return pairs.map(([name, value]) => [name, value === undefined || value === '' ? 'none' : value] as const);
}

const attributes = ({ attributes: all }: Assertion): Markup =>
  all.length === 0
    ? markup`<p>Samlet released none. An administrator can add some to this app.</p>`
    : facts(all.map(({ name, friendlyName, values }) => [friendlyName ?? name, values.join('; ')] as const));

/** A form that sends an AuthnRequest by POST, by itself where there is script. */
export const postingPage = (
  provider: Provider,
  action: string,
  fields: readonly (readonly [string, string])[],
): Markup =>
  frame(
    provider,
    markup`<section class="card hero"><h1>On to Samlet …</h1>
<form method="post" action="${action}" data-auto>
${fields.map(([name, value]) => markup`<input type="hidden" name="${name}" value="${value}">`)}
<button class="button">Continue</button></form></section>`,
  );

/** What a provider shows instead of letting somebody in. */
export const refusedPage = (provider: Provider, words: string): Markup =>
  frame(
    provider,
    markup`<section class="card hero"><p class="badge bad">Not let in</p><h1>${provider.name} refused the message</h1>
<p class="wrap">${words}</p><p><a class="button" href="/sp/${provider.path}/">Try again</a></p></section>`,
  );
