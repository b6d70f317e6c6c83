import { DIGEST, SIGNATURE, TRANSFORM } from '../saml/names.ts';
import type { SignatureFacts } from './response-facts.ts';
import { type Finding, failed, ok, type Rule, type SignatureVerdict, type Subject, unknown, warning } from './rule.ts';

const SIGNED = 'SAML Core 5; XML Signature';
const SOUND: readonly string[] = [
  SIGNATURE.rsaSha256,
  SIGNATURE.rsaSha384,
  SIGNATURE.rsaSha512,
  SIGNATURE.ecdsaSha256,
  SIGNATURE.ecdsaSha384,
];
const SOUND_DIGESTS: readonly string[] = [DIGEST.sha256, DIGEST.sha384, DIGEST.sha512];

/** What is asked of signatures. A preview has none, and these have nothing to say of it. */
export const SIGNATURE_RULES: readonly Rule[] = [
  {
    id: 'signed',
    rule: 'The assertion is signed, or the response around it.',
    source: 'SAML Profiles 4.1.3.5',
    check: (subject) => {
      const { response, assertion, judging } = subject;
      if (!judging.signatures || !assertion) return undefined;
      const parts = [
        ...(assertion.signatures.length > 0 ? ['assertion'] : []),
        ...(response.signatures.length > 0 ? ['response'] : []),
      ];
      return parts.length > 0
        ? ok(parts)
        : failed(
            [],
            'What nobody signed, anybody may have written: every service provider refuses it.',
            'Switch on “sign assertion” for the app; most service providers, AWS among them, ask for just that.',
          );
    },
  },
  {
    id: 'signature-covers',
    rule: 'Each signature covers the very element that bears it.',
    source: 'SAML Core 5.4.2',
    check: ({ response, assertion, judging }) => {
      const bearers = [response, ...(assertion ? [assertion] : [])].filter(({ signatures }) => signatures.length > 0);
      if (!judging.signatures || bearers.length === 0) return undefined;
      const wrong = bearers.filter(({ id, signatures }) => signatures.length !== 1 || !covers(signatures, id));
      return wrong.length === 0
        ? ok()
        : failed(
            wrong.flatMap(({ signatures }) => signatures.flatMap(({ references }) => references)),
            'A signature over something else proves nothing here. This is how forged messages look.',
            'Do not trust this message. If it came from your own identity provider, report it there.',
          );
    },
  },
  {
    id: 'signature-algorithm',
    rule: 'Signatures are made with SHA-256 or better.',
    source: SIGNED,
    check: (subject) => {
      const used = signaturesIn(subject).flatMap(({ algorithm, digest }) => [algorithm, digest]);
      if (!subject.judging.signatures || used.length === 0) return undefined;
      const weak = used.filter((one) => one === undefined || !(SOUND.includes(one) || SOUND_DIGESTS.includes(one)));
      return weak.length === 0
        ? ok([...new Set(used)])
        : failed(
            weak,
            'SHA-1 can be forged, and is refused by careful service providers.',
            'Choose RSA with SHA-256 where the message is signed.',
          );
    },
  },
  {
    id: 'signature-form',
    rule: 'What is signed is put into exclusive canonical form.',
    source: 'SAML Core 5.4.3',
    check: (subject) => {
      const forms = signaturesIn(subject).flatMap(({ canonicalization }) => canonicalization ?? []);
      if (!subject.judging.signatures || forms.length === 0) return undefined;
      return forms.every((form) => form === TRANSFORM.exclusive)
        ? ok()
        : warning(
            forms,
            'Another form depends on what stands around the signed part, and breaks when an assertion is cut out.',
            'Choose exclusive canonicalization where the message is signed.',
          );
    },
  },
  {
    id: 'signature-holds',
    rule: 'The signature holds by a certificate of the issuer.',
    source: SIGNED,
    check: ({ judging: { signatures } }) => {
      if (!signatures || signatures.length === 0) return undefined;
      const worst = [...signatures].toSorted((a, b) => GRAVITY.indexOf(a.outcome) - GRAVITY.indexOf(b.outcome))[0];
      return worst && findingOf(worst);
    },
  },
];

const covers = (signatures: readonly SignatureFacts[], id: string | undefined): boolean =>
  signatures.every(({ references }) => references.length === 1 && id !== undefined && references[0] === `#${id}`);

const signaturesIn = ({ response, assertion }: Subject): readonly SignatureFacts[] => [
  ...response.signatures,
  ...(assertion?.signatures ?? []),
];

const GRAVITY: readonly SignatureVerdict['outcome'][] = [
  'changed',
  'refused',
  'ledger-differs',
  'unknown',
  'shown',
  'ledger',
  'ours',
];

function findingOf({ outcome, on, why }: SignatureVerdict): Finding {
  switch (outcome) {
    case 'ours':
      return { outcome: 'ok', found: `the ${on}, by a certificate of this Samlet` };
    case 'ledger':
      return { outcome: 'ok', found: 'written again from the trace, its digest is the one in the ledger' };
    case 'ledger-differs':
      return failed(
        undefined,
        'What the trace holds does not make the digest that the ledger has: one of the two was changed afterwards.',
        'Treat it as a security incident: verify the audit chain.',
      );
    case 'shown':
      return unknown(
        `The ${on} was not changed since it was signed with the certificate that it shows. Whether that certificate is one the service provider trusts must be compared there.`,
      );
    case 'changed':
      return failed(
        [why],
        'The message was changed after it was signed, or signed with another key than the certificate’s.',
        'Upload the issuer’s present metadata at the service provider. See that nothing on the way (a proxy, a tool that indents XML, copying) rewrites the message.',
      );
    case 'refused':
      return failed(
        [why],
        'A signature of this make is not looked at.',
        'Sign with RSA and SHA-256, exclusive canonical form, enveloped.',
      );
    case 'unknown':
      return unknown(why ?? 'There is no certificate at hand by which this signature could be checked.');
  }
}
