import type { AwsSignIn } from './aws-sign-in.ts';
import { layout } from './layout.ts';
import { type Markup, markup } from './markup.ts';
import { type Provider, PROVIDERS } from './providers.ts';

/** The demo's front page: who is here, and what for. */
export const frontPage = (samletUrl: string, latest: ReturnType<AwsSignIn['latest']>): Markup =>
  layout({
    title: 'Samlet demo',
    theme: 'plain',
    header: markup`<a class="brand" href="/">Samlet demo</a><a href="${samletUrl}">Samlet</a>`,
    body: markup`<section class="intro"><h1>Somewhere to sign in to</h1>
<p class="lead">Three small service providers and a stand-in for AWS’s sign-in, so that Samlet’s answers meet somebody who checks them.</p></section>
<div class="tiles">${PROVIDERS.map(tile)}</div>
<section class="card"><h2>AWS sign-in stand-in</h2>
<p>Open an AWS role in <a href="${samletUrl}">Samlet’s portal</a>: what would go to AWS comes here, is held against every rule that AWS is known to have, and is shown with a green or a red line for each.</p>
${latest.length === 0 ? markup`<p class="source">Nobody has been here yet.</p>` : markup`<ul class="latest">${latest.slice(0, 5).map(visited)}</ul>`}
</section>`,
  });

const tile = ({ path, name, tagline, shows }: Provider): Markup =>
  markup`<a class="card tile ${path}" href="/sp/${path}/"><h2>${name}</h2><p>${tagline}</p><p class="source">${shows}</p></a>`;

const visited = ({ path, verdict }: ReturnType<AwsSignIn['latest']>[number]): Markup =>
  markup`<li><a href="${path}"><span class="sign ${verdict.ok ? 'kept' : 'broken'}">${verdict.ok ? 'Let in' : 'Refused'}</span> ${verdict.role ?? 'no role'} <span class="source">in ${verdict.account ?? 'no account'}, ${verdict.message.now.toISOString().slice(11, 19)} UTC</span></a></li>`;
