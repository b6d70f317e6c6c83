import { type Markup, markup, type Piece } from './markup.ts';

/** The frame of every page of the demo, which says on each of them that it is one. */
export const layout = ({
  title,
  theme,
  header,
  body,
}: {
  title: string;
  /** Whose colours the page has. */
  theme: string;
  header: Piece;
  body: Piece;
}): Markup => markup`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="stylesheet" href="/demo.css">
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<script src="/demo.js" type="module"></script>
</head>
<body class="${theme}">
<p class="demo-strip">Demo. It runs on this machine only, and is never deployed.</p>
<header class="top">${header}</header>
<main>${body}</main>
</body>
</html>`;

/** A list of names and values. */
export const facts = (pairs: readonly (readonly [name: string, value: Piece])[]): Markup =>
  markup`<dl class="facts">${pairs.map(([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;

/** Text that one may want to look at, or not. */
export const folded = (summary: string, text: string): Markup =>
  markup`<details><summary>${summary}</summary><pre tabindex="0">${text}</pre></details>`;

/** A page that says what went wrong. */
export const troublePage = (title: string, words: string): Markup =>
  layout({
    title,
    theme: 'plain',
    header: markup`<a class="brand" href="/">Samlet demo</a>`,
    body: markup`<section class="card"><h1>${title}</h1><p class="wrap">${words}</p><p><a href="/">Back to the demo</a></p></section>`,
  });
