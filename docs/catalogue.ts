/** Writes docs/catalogue.md out of the catalogue itself. */
import { PRESETS } from '../shared/apps/catalogue/catalogue.ts';
import { type AppTemplate, CATEGORIES, type Preset } from '../shared/apps/catalogue/preset.ts';
import type { AttributeRule } from '../shared/apps/app.ts';
import { row, writeOrCheck } from './generated.ts';

const code = (text: string): string => `\`${text}\``;

function sourceOf({ source }: AttributeRule): string {
  switch (source.from) {
    case 'profile':
      return source.field;
    case 'custom':
      return `own field ${source.name}`;
    case 'groups':
      return 'names of groups';
    case 'constant':
      return source.values.join(', ');
  }
}

const signed = ({ signAssertion = true, signResponse = false }: AppTemplate): string =>
  [...(signAssertion ? ['assertion'] : []), ...(signResponse ? ['response'] : [])].join(' and ');

function nameIdOf({ nameIdFormat, nameIdField }: AppTemplate): string {
  if (nameIdFormat === undefined) return 'persistent, or as the metadata says';
  return nameIdField ? `${nameIdFormat}, of ${nameIdField}` : nameIdFormat;
}

function factsOf({ registration }: Preset): readonly (readonly [string, string])[] {
  if (registration.as === 'aws-account') return [['becomes', 'an AWS account']];
  if (registration.as === 'aws-role') {
    const { relayState, tags = {} } = registration.assignment;
    return [
      ['becomes', 'a role of an AWS account, and how it is assigned'],
      ['lands on', code(relayState)],
      ...Object.entries(tags).map(([key, value]) => ['session tag', `${code(key)}: ${code(value)}`] as const),
    ];
  }
  const { app } = registration;
  const { attributes = [] } = app;
  return [
    ['becomes', 'an app'],
    ['entity ID', code(app.entityId)],
    ['ACS', app.acs.map(({ url }) => code(url)).join(', ')],
    ['NameID', nameIdOf(app)],
    ['signed', signed(app)],
    ...(attributes.length === 0
      ? []
      : [['attributes', attributes.map((rule) => `${code(rule.name)} (${sourceOf(rule)})`).join(', ')] as const]),
    ...(app.startUrl ? [['start', code(app.startUrl)] as const] : []),
    ...(app.logout ? [['logout', `${app.logout.binding}, ${code(app.logout.url)}`] as const] : []),
  ];
}

const METADATA = {
  best: 'Its metadata is to be preferred to what is typed.',
  may: 'Its metadata may take the place of what is typed.',
};

const numbered = (lines: readonly string[]): string => lines.map((line, index) => `${index + 1}. ${line}`).join('\n');
const listed = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n');

function chapterOf(preset: Preset): string {
  const { id, name, description, inputs, metadata, steps, limits, links, unverified } = preset;
  return [
    `### ${name}`,
    `${description} ${code(id)}`,
    [row(['field', 'value']), row(['---', '---']), ...factsOf(preset).map((fact) => row(fact))].join('\n'),
    ...(inputs.length === 0
      ? []
      : [
          `Asks for:\n\n${listed(inputs.map((input) => `**${input.label}**: ${input.help} For example ${code(input.example)}.`))}`,
        ]),
    ...(metadata ? [METADATA[metadata]] : []),
    `On its side:\n\n${numbered(steps)}`,
    ...(limits.length === 0 ? [] : [`To know:\n\n${listed(limits)}`]),
    ...(unverified ? [`**Not verified**: ${unverified} Compare before you rely on it.`] : []),
    ...(links.length === 0 ? [] : [links.map((link) => `<${link}>`).join(', ')]),
  ].join('\n\n');
}

const chapters = CATEGORIES.flatMap((category) => {
  const presets = PRESETS.filter((preset) => preset.category === category);
  return presets.length === 0 ? [] : [`## ${category}`, ...presets.map(chapterOf)];
});

writeOrCheck(
  'docs/catalogue.md',
  `# The catalogue

<!-- prettier-ignore-start -->
<!-- Written by \`npm run docs\` from shared/apps/catalogue/. -->

What Samlet knows of service providers, so that nobody has to copy values by hand. A preset and a few inputs make a draft,
which is shown, may be changed, and is sent on: \`POST /admin/v1/catalogue/{presetId}/draft\`. \`{idp.…}\` are Samlet's own
values, as \`GET /admin/v1/apps/{appId}/idp\` gives them. Service providers change; what was not found in a document of their
own says so.

${chapters.join('\n\n')}

<!-- prettier-ignore-end -->
`,
);
