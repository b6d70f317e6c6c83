import { authnRequest, logoutRequest, signed } from '../saml/in/app.ts';
import type { Attack } from './corpus.ts';

const SIGNATURE = /<ds:Signature .*<\/ds:Signature>/s;

/** The eight ways of signature wrapping (XSW), told of a request: the signed original is kept, an evil one is read. */
const wrappings: readonly (readonly [expect: string, wrap: (good: Parts, evil: Evil) => string])[] = [
  ['SIGNATURE_INVALID', ({ bare, signature }, evil) => evil(signature.replace('</ds:Signature>', object(bare)))],
  ['SIGNATURE_INVALID', ({ bare, signature }, evil) => evil(bare + signature)],
  ['SIGNATURE_INVALID', ({ whole }, evil) => evil(extensions(whole))],
  ['SIGNATURE_INVALID', ({ whole }, evil) => evil(whole)],
  ['SIGNATURE_INVALID', ({ bare, signature }, evil) => evil(signature + bare)],
  ['SIGNATURE_INVALID', ({ bare, signature }, evil) => evil(signature.replace('<ds:SignedInfo>', `${bare}$&`))],
  ['REQUEST_MALFORMED', ({ whole, id }, evil) => evil(extensions(whole), id)],
  ['REQUEST_MALFORMED', ({ bare, signature, id }, evil) => evil(signature.replace('</ds:Signature>', object(bare)), id)],
];

interface Parts {
  readonly id: string;
  readonly whole: string;
  readonly bare: string;
  readonly signature: string;
}

type Evil = (inside: string, id?: string) => string;

const object = (xml: string): string => `<ds:Object>${xml}</ds:Object></ds:Signature>`;
const extensions = (xml: string): string => `<samlp:Extensions>${xml}</samlp:Extensions>`;

function partsOf(id: string, xml: string): Parts {
  const whole = signed(xml);
  return { id, whole, bare: xml, signature: SIGNATURE.exec(whole)?.[0] ?? '' };
}

const KINDS = [
  {
    kind: 'authn-request',
    good: partsOf('_good', authnRequest({ id: '_good' })),
    evil: ((inside, id = '_evil') =>
      authnRequest({ id, attributes: ' AssertionConsumerServiceURL="https://evil.example.org"', inside })) as Evil,
  },
  {
    kind: 'logout-request',
    good: partsOf('_good', logoutRequest({ id: '_good' })),
    evil: ((inside, id = '_evil') => logoutRequest({ id, nameId: 'victim@example.org', inside })) as Evil,
  },
];

/** XSW 1 to 8 for both kinds of request. */
export const wrapping: readonly Attack[] = KINDS.flatMap(({ kind, good, evil }) =>
  wrappings.map(([expect, wrap], at) => ({
    name: `xsw-${at + 1}-${kind}`,
    expect,
    by: 'post' as const,
    isSigner: true,
    payload: wrap(good, evil),
  })),
);
