import { NAME_ID_FORMATS, type App } from './app.ts';
import { isBrokenAddress } from './address.ts';
import type { Preset } from './catalogue/preset.ts';
import { profileValue, type ReleasedAttribute, type ReleasedNameId } from './release.ts';
import type { User } from '../users/user.ts';

/** Something that whoever looks at a preview should know: `error` will fail, `warning` may, `note` is as it was meant. */
export interface Finding {
  readonly level: 'error' | 'warning' | 'note';
  /** The field of the app that it is about. */
  readonly pointer: string;
  readonly detail: string;
}

/** What would be sent, and of whom. */
export interface Previewed {
  readonly app: App;
  readonly user: User;
  readonly isAssigned: boolean;
  readonly nameId: ReleasedNameId;
  readonly attributes: readonly ReleasedAttribute[];
}

/** Characters of an attribute beyond which a response grows too large for some service providers. */
const MANY_VALUES = 150;

/** What is to be said to a preview, the worst first. */
export function findingsOf(previewed: Previewed, preset: Preset | undefined): readonly Finding[] {
  const found = [
    ...ofAccess(previewed),
    ...ofNameId(previewed),
    ...ofAttributes(previewed),
    ...ofApp(previewed.app),
    ...(preset ? ofPreset(previewed, preset) : []),
  ];
  const order = ['error', 'warning', 'note'];
  return found.toSorted((a, b) => order.indexOf(a.level) - order.indexOf(b.level));
}

function ofAccess({ app, user, isAssigned }: Previewed): Finding[] {
  const finding = (pointer: string, detail: string): Finding => ({ level: 'error', pointer, detail });
  return [
    ...(app.enabled ? [] : [finding('/enabled', 'The app is disabled: nobody is let in.')]),
    ...(user.active ? [] : [finding('', 'The user is disabled, or not activated yet.')]),
    ...(isAssigned ? [] : [finding('', 'The app is assigned neither to the user nor to a group of theirs.')]),
  ];
}

function ofNameId({ app: { nameIdField, nameIdFormat }, user }: Previewed): Finding[] {
  if (nameIdField === undefined || nameIdFormat === 'transient') return [];
  if (profileValue(user, nameIdField) === undefined)
    return [
      {
        level: 'error',
        pointer: '/nameIdField',
        detail: `The user has no ${nameIdField}: the NameID is what the format usually holds, and likely somebody unknown there.`,
      },
    ];
  return [];
}

function ofAttributes({ app, attributes }: Previewed): Finding[] {
  const missing = app.attributes.flatMap(({ name }, index): Finding[] =>
    attributes.some((sent) => sent.name === name)
      ? []
      : [
          {
            level: 'note',
            pointer: `/attributes/${index}`,
            detail: `${name} has no value for this user and is not sent.`,
          },
        ],
  );
  const names = app.attributes.map(({ name }) => name);
  const twice = names.flatMap((name, index): Finding[] =>
    names.indexOf(name) === index
      ? []
      : [
          {
            level: 'warning',
            pointer: `/attributes/${index}/name`,
            detail: `${name} stands here twice: many read only one of them. Give one attribute several values.`,
          },
        ],
  );
  const many = attributes.flatMap(({ name, values }): Finding[] =>
    values.length > MANY_VALUES
      ? [
          {
            level: 'warning',
            pointer: '/attributes',
            detail: `${name} has ${values.length} values: some service providers refuse a response as large as this.`,
          },
        ]
      : [],
  );
  return [...twice, ...many, ...missing];
}

function ofApp(app: App): Finding[] {
  const warnings: [boolean, string, string][] = [
    [
      app.relayState !== undefined && isBrokenAddress(app.relayState),
      '/relayState',
      'This begins like an address, but is none.',
    ],
    [
      !app.idpInitiated && app.startUrl === undefined,
      '/startUrl',
      'Without a start address, and without IdP-initiated sign-in, the portal’s tile leads nowhere.',
    ],
    [
      app.relayState !== undefined && !app.idpInitiated && !app.overrideRelayState,
      '/relayState',
      'It is never sent: IdP-initiated sign-in and Override RelayState are both off.',
    ],
    [
      app.acs.length > 1 && !app.acs.some(({ isDefault }) => isDefault),
      '/acs',
      'None is the default: the first is taken.',
    ],
  ];
  return warnings.flatMap(([isSo, pointer, detail]): Finding[] =>
    isSo ? [{ level: 'warning', pointer, detail }] : [],
  );
}

/** What the preset's service provider insists on. */
function ofPreset({ app, nameId, attributes }: Previewed, { name, expects }: Preset): Finding[] {
  const errors: [boolean, string, string][] = [
    [
      !expects.nameIdFormats.some((format) => NAME_ID_FORMATS[format] === nameId.format),
      '/nameIdFormat',
      `${name} takes a NameID of the format ${expects.nameIdFormats.join(' or ')}.`,
    ],
    [
      expects.bothSigned === true && !(app.signAssertion && app.signResponse),
      '/signResponse',
      `${name} wants both assertion and response signed.`,
    ],
    [
      expects.takesEncrypted === false && app.encryptionCertificate !== undefined,
      '/encryptionCertificate',
      `${name} reads no encrypted assertions.`,
    ],
    [
      expects.takesUnsolicited === false && app.idpInitiated,
      '/idpInitiated',
      `${name} takes no response that it did not ask for.`,
    ],
    ...expects.attributes.map((wanted): [boolean, string, string] => [
      !attributes.some((sent) => sent.name === wanted),
      '/attributes',
      `${name} wants the attribute ${wanted}, and this user has none.`,
    ]),
  ];
  return errors.flatMap(([isSo, pointer, detail]): Finding[] => (isSo ? [{ level: 'error', pointer, detail }] : []));
}
