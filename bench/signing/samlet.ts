import { sign } from 'node:crypto';
import { messageId } from '../../shared/base/ids.ts';
import { writeAssertion } from '../../shared/saml/assertion.ts';
import { writeResponse } from '../../shared/saml/response.ts';
import { prepareSignature, unsigned } from '../../shared/saml/signature.ts';
import { signDigest } from '../../test/saml/out/documents.ts';
import { CERTIFICATE, JOB, KEY, type JobUser, type Peer } from './job.ts';

/** The session is there before; its ID is not drawn for a response. */
const SESSION = 'f3kq2v5ufn7m2ydzq4wbsv6iai';

type SignDigest = (digest: Uint8Array) => Uint8Array;

/** What sso does for one response, but for the table and with the key in this process. */
function respond({ email, attributes }: JobUser, signWith: SignDigest): string {
  const { issuer, audience, acsUrl, nameIdFormat, authnContext, nameFormat } = JOB;
  const issuedAt = new Date();
  const assertion = writeAssertion({
    id: messageId(),
    issuer,
    audience,
    acsUrl,
    nameId: { format: nameIdFormat, value: email },
    attributes: attributes.map(([name, values]) => ({ name, nameFormat, values })),
    issuedAt,
    authnInstant: issuedAt,
    authnContext,
    sessionIndex: SESSION,
  });
  const prepared = prepareSignature(assertion, CERTIFICATE);
  const signed = prepared.finish(signWith(prepared.digest));
  const response = writeResponse({ id: messageId(), issuer, destination: acsUrl, issuedAt }, signed);
  return Buffer.from(unsigned(response).wire, 'utf8').toString('base64');
}

/** Our own writer. */
export const samlet: Peer = (user) => respond(user, signDigest);

const constant = Buffer.alloc(256, 7);

/** The same without the key's work: what the library itself costs. Its answer proves nothing. */
export const samletWithoutKey: Peer = (user) => respond(user, () => constant);

const octets = Buffer.alloc(1024, 7);

/** The limit: one signature with the same key, of as many octets as a SignedInfo has. */
export const rawSignature: Peer = () => sign('sha256', octets, KEY).toString('base64');
