import type { Branding } from '../settings/branding.ts';
import { KINDS_OF_MAIL } from './kinds.ts';
import type { OutboxMail } from './mail.ts';
import { mailHtml } from './mail-html.ts';
import { type Block, blocksOf, filled, type Template } from './template-text.ts';

/** What a mail is rendered with, beside the person's own. */
export interface Rendering {
  readonly baseUrl: string;
  readonly template: Template;
  readonly branding: Branding;
  /** The link's secret, for the kinds that have a link. */
  readonly token?: string;
}

/** A name as a greeting may bear it: one short line, without anything that a mail program would make a link of. */
const greetable = (name: string, length = 64): string =>
  name
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, ' ')
    .replaceAll(/(?:https?:|www\.|[/\\<>@])\S*/gi, '')
    .replaceAll(/(\w)\.(\w)/g, '$1 $2')
    .trim()
    .slice(0, length);

/**
 * Renders a mail as text and as HTML that reads well without pictures, both from the one template. A link carries its
 * secret in the fragment, which no server sees and no log keeps; whoever has no script pastes the code.
 */
export function renderMail(
  { kind, name, facts = [], linkExpiresAt }: Pick<OutboxMail, 'kind' | 'name' | 'facts' | 'linkExpiresAt'>,
  { baseUrl, template, branding, token = '' }: Rendering,
): { subject: string; text: string; html: string } {
  const { path } = KINDS_OF_MAIL[kind];
  const values = {
    displayName: greetable(name) || 'there',
    organisation: branding.organisation,
    signInUrl: `${baseUrl}/`,
    support: branding.supportMail ?? branding.supportUrl ?? 'your administrator',
    facts: facts.map((fact) => greetable(fact, 200)).join('\n'),
    ...(path ? { link: `${baseUrl}${path}#${token}`, code: token, until: untilOf(linkExpiresAt) } : {}),
  };
  const blocks = blocksOf(template.body).map((block) => filledBlock(block, values));
  const subject = filled(template.subject, values).replaceAll(/\s+/g, ' ');
  return { subject, text: blocks.map(textOf).join('\n\n'), html: mailHtml({ subject, blocks, branding }) };
}

const untilOf = (at = ''): string => (at === '' ? '' : `${at.slice(0, 16).replace('T', ' ')} UTC`);

function filledBlock(block: Block, values: Readonly<Record<string, string>>): Block {
  if (block.kind !== 'button') return { ...block, text: filled(block.text, values) };
  return { ...block, label: filled(block.label, values), target: values[block.target] ?? '' };
}

const textOf = (block: Block): string => (block.kind === 'button' ? `${block.label}: ${block.target}` : block.text);
