/** One import: a file of ours, and what it imports (a file of ours, or a package). */
export interface Import {
  readonly from: string;
  readonly to: string;
}

/** A rule of the house: what must not be imported from where, and what to do instead. */
export interface Rule {
  readonly name: string;
  readonly instead: string;
  breaks(imported: Import): boolean;
}

/** The room that a file lies in: `shared/saml`, `functions`, `lib`; `undefined` for packages. */
export function roomOf(file: string): string | undefined {
  const parts = file.split('/');
  if (parts[0] === 'shared') return parts.length > 2 ? `shared/${parts[1]}` : 'shared/config';
  return ['bin', 'lib', 'functions', 'local', 'cli', 'bench', 'docs', 'test', 'web'].includes(parts[0] ?? '')
    ? parts[0]
    : undefined;
}

/** The floors of shared/, lowest first: a room may lean on lower floors only, and within its own floor on what is named. */
const FLOORS: readonly (readonly string[])[] = [
  ['base'],
  ['table', 'saml', 'outbound'],
  ['audit', 'settings'],
  ['keys', 'trace'],
  ['mail'],
  ['users'],
  ['groups', 'apps', 'sessions'],
  ['aws-access'],
  ['policy', 'explain'],
  ['sign-in'],
  ['http', 'pages', 'admin', 'provisioning', 'configuration'],
];

const floorOf = (room: string): number => FLOORS.findIndex((floor) => floor.includes(room.replace('shared/', '')));

const RULES: readonly Rule[] = [
  {
    name: 'one-direction',
    instead:
      'A room leans on lower rooms only (docs/architecture.md). Move what both need down, or name an interface in the lower room.',
    breaks: ({ from, to }) => {
      const [a, b] = [roomOf(from), roomOf(to)];
      if (!a?.startsWith('shared/') || !b || a === b) return false;
      if (a === 'shared/aws-sdk' || b === 'shared/aws-sdk' || b === 'shared/config' || a === 'shared/config')
        return false;
      if (!b.startsWith('shared/')) return true;
      return floorOf(b) > floorOf(a) || (floorOf(a) === floorOf(b) && floorOf(a) < floorOf('shared/http'));
    },
  },
  {
    name: 'every-room-has-a-floor',
    instead: 'Name the new room in FLOORS of docs/house-rules.ts, on the floor where it belongs.',
    breaks: ({ from }) => {
      const room = roomOf(from);
      return (
        room !== undefined &&
        room.startsWith('shared/') &&
        !['shared/aws-sdk', 'shared/config'].includes(room) &&
        floorOf(room) < 0
      );
    },
  },
  {
    name: 'saml-is-pure',
    instead: 'shared/saml speaks SAML and knows nothing of us: pass it what it needs as an argument.',
    breaks: ({ from, to }) =>
      roomOf(from) === 'shared/saml' && (roomOf(to) ?? 'shared/saml') !== 'shared/saml' && roomOf(to) !== 'shared/base',
  },
  {
    name: 'one-speaker-of-the-sdk',
    instead: 'Name the interface that you need in your own room; shared/aws-sdk keeps it.',
    breaks: ({ from, to }) =>
      to.startsWith('@aws-sdk/') &&
      roomOf(from) !== 'shared/aws-sdk' &&
      !['cli', 'local', 'test', 'bench'].includes(roomOf(from) ?? ''),
  },
  {
    name: 'rules-know-no-world',
    instead: 'Only functions/ wires shared/aws-sdk to the rooms; take the interface as an argument.',
    breaks: ({ from, to }) =>
      roomOf(to) === 'shared/aws-sdk' &&
      !['shared/aws-sdk', 'functions', 'test', 'bench', 'local'].includes(roomOf(from) ?? ''),
  },
  {
    name: 'nothing-imports-the-roof',
    instead: 'functions/ is the roof. Move what you need into a room of shared/.',
    breaks: ({ from, to }) =>
      roomOf(to) === 'functions' && !['functions', 'test', 'bench'].includes(roomOf(from) ?? ''),
  },
  {
    name: 'the-cloud-knows-names-only',
    instead: 'bin/, lib/ and local/ may import shared/config and route tables, and no page.',
    breaks: ({ from, to }) => ['bin', 'lib', 'local'].includes(roomOf(from) ?? '') && to.endsWith('.tsx'),
  },
  {
    name: 'the-product-needs-no-workshop',
    instead:
      'shared/, functions/, lib/ and bin/ are shipped: they import nothing of local/, test/, bench/, cli/ or docs/.',
    breaks: ({ from, to }) =>
      ['functions', 'lib', 'bin'].includes((roomOf(from) ?? '').split('/')[0] ?? '') &&
      ['local', 'test', 'bench', 'cli', 'docs'].includes(roomOf(to) ?? ''),
  },
  {
    name: 'the-console-knows-the-api-alone',
    instead: 'web/ runs in browsers: what it knows of Samlet is web/src/api/schema.ts, drawn from docs/openapi.json.',
    breaks: ({ from, to }) => roomOf(from) === 'web' && (roomOf(to) ?? 'web') !== 'web',
  },
  {
    name: 'nothing-imports-the-console',
    instead: 'web/ is a program of its own; lib/ builds it, and tests look at it through a browser.',
    breaks: ({ from, to }) => roomOf(to) === 'web' && roomOf(from) !== 'web' && roomOf(from) !== 'test',
  },
  {
    name: 'no-barrels',
    instead: 'Import the file that holds the thing; index files tie circles.',
    breaks: ({ to }) => to.startsWith('shared/') && /\/index\.tsx?$/.test(to),
  },
];

/** The imports that break a rule, with the rule. */
export const brokenRules = (imports: readonly Import[]): (Import & { rule: Rule })[] =>
  imports.flatMap((imported) => RULES.filter((rule) => rule.breaks(imported)).map((rule) => ({ ...imported, rule })));
