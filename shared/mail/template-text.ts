/** A mail as it is written: plain text with names in double braces, which are filled in for each person. */
export interface Template {
  readonly subject: string;
  /** Paragraphs, apart by empty lines; `[label]({{link}})` alone in one is a button, `{{code}}` alone a box to copy from. */
  readonly body: string;
}

/** One piece of a body. */
export type Block =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'button'; readonly label: string; readonly target: string }
  | { readonly kind: 'code'; readonly text: string };

const NAME = /\{\{([^{}]*)\}\}/g;
const BUTTON = /^\[([^[\]]+)\]\(\{\{(link|signInUrl)\}\}\)$/;

/** The pieces of a body. What is no button and no box is text, whatever else it looks like. */
export const blocksOf = (body: string): readonly Block[] =>
  body
    .split(/\n[^\S\n]*\n/)
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .map((text) => {
      const [, label, target] = BUTTON.exec(text) ?? [];
      if (label && target) return { kind: 'button', label, target };
      return text === '{{code}}' ? { kind: 'code', text } : { kind: 'text', text };
    });

/** Fills names in, once: what a value holds is never read as a name again. */
export const filled = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replaceAll(NAME, (whole, name: string) => values[name] ?? whole);

/** The names that a text bears, and whether it has braces that are none. */
function namesIn(text: string): { names: readonly string[]; isBroken: boolean } {
  const names = [...text.matchAll(NAME)].map(([, name = '']) => name);
  return { names, isBroken: /\{\{|\}\}/.test(text.replaceAll(NAME, '')) };
}

/** Which names a kind of mail knows, and which its body must bear. */
export interface TemplateNames {
  readonly inSubject: readonly string[];
  readonly inBody: readonly string[];
  readonly needed: readonly string[];
}

/** What opens an account: nothing that is written may make an address of somebody else's out of it. */
const SECRET = /(?<=^|\s)\{\{(?:link|code)\}\}(?=[.,;:!?]?(?:\s|$))/g;

/** Tells whether a link or code stands within a word, which mail programs would take for one address with it. */
function leadsElsewhere(body: string): boolean {
  const texts = blocksOf(body).map((block) => (block.kind === 'button' ? block.label : block.text));
  return texts.some((text) => /\{\{(?:link|code)\}\}/.test(text.replaceAll(SECRET, '')));
}

/** What is wrong with a template: a JSON pointer and words for each fault. */
export function templateFaults(
  { subject, body }: Template,
  { inSubject, inBody, needed }: TemplateNames,
): readonly { readonly pointer: string; readonly detail: string }[] {
  return [
    ...faultsIn(subject, inSubject).map((detail) => ({ pointer: '/subject', detail })),
    ...faultsIn(body, inBody).map((detail) => ({ pointer: '/body', detail })),
    ...(leadsElsewhere(body)
      ? [
          {
            pointer: '/body',
            detail: '{{link}} and {{code}} stand alone, with blanks around them, or as [label]({{link}}).',
          },
        ]
      : []),
    ...needed
      .filter((name) => !namesIn(body).names.includes(name))
      .map((name) => ({ pointer: '/body', detail: `Without {{${name}}} the mail is of no use.` })),
  ];
}

function faultsIn(text: string, known: readonly string[]): string[] {
  const { names, isBroken } = namesIn(text);
  const list = known.map((name) => `{{${name}}}`).join(', ');
  return [
    ...names.filter((name) => !known.includes(name)).map((name) => `There is no {{${name}}} here; there are ${list}.`),
    ...(isBroken ? ['Double braces stand around a name alone, as {{displayName}}.'] : []),
  ];
}
