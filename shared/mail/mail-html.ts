import type { Branding } from '../settings/branding.ts';
import type { Block } from './template-text.ts';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Our own colour of buttons, on light ground. */
const ACCENT = '#0b5fff';

/** Mail programs that know no style sheet show the colours that stand with each piece; those that do darken them. */
const DARK = [
  '@media (prefers-color-scheme:dark){',
  '.ground{background:#0c0e14!important}',
  '.card{background:#151821!important;color:#e9ebf2!important}',
  '.soft{color:#9ca4b6!important}',
  '.code{background:#262b37!important;color:#e9ebf2!important}',
  '}',
].join('');

const PIECE = 'margin:0 0 16px;';

/** What comes after the button only helps with it, and stands back. */
function pieceOf(block: Block, isAfterButton: boolean, accent: string): string {
  if (block.kind === 'button') {
    const style = `display:inline-block;padding:12px 20px;background:${accent};color:#ffffff;text-decoration:none;border-radius:8px;font-weight:600`;
    return `<p style="${PIECE}"><a href="${escaped(block.target)}" style="${style}">${escaped(block.label)}</a></p>`;
  }
  if (block.kind === 'code') {
    const style = `${PIECE}padding:12px;background:#f4f5f7;border-radius:8px;font:14px ui-monospace,monospace;word-break:break-all`;
    return `<p class="code" style="${style}">${escaped(block.text)}</p>`;
  }
  const lines = escaped(block.text).replaceAll('\n', '<br>');
  return isAfterButton
    ? `<p class="soft" style="${PIECE}color:#4a5160">${lines}</p>`
    : `<p style="${PIECE}">${lines}</p>`;
}

/** A whole mail. Everything that is filled in is escaped; there is neither picture nor script, nor anything to load. */
export function mailHtml({
  subject,
  blocks,
  branding,
}: {
  subject: string;
  blocks: readonly Block[];
  branding: Branding;
}): string {
  const button = blocks.findIndex(({ kind }) => kind === 'button');
  const accent = branding.accent ?? ACCENT;
  const font = 'font:16px/1.5 system-ui,-apple-system,Segoe UI,Roboto,sans-serif';
  return [
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
    '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">',
    `<title>${escaped(subject)}</title><style>${DARK}</style></head>`,
    `<body class="ground" style="margin:0;padding:24px;background:#f4f5f7;${font};color:#1b1f27">`,
    '<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center">',
    `<div class="card" style="max-width:480px;margin:0 auto;padding:32px;background:#ffffff;color:#1b1f27;border-radius:12px;text-align:left;${font}">`,
    `<p class="soft" style="${PIECE}color:#4a5160;font-weight:600">${escaped(branding.organisation)}</p>`,
    `<h1 style="margin:0 0 16px;font-size:20px;line-height:1.3">${escaped(subject)}</h1>`,
    ...blocks.map((block, index) => pieceOf(block, button >= 0 && index > button, accent)),
    '</div></td></tr></table></body></html>',
  ].join('\n');
}
