import { SAML } from '@node-saml/node-saml';
import { accept } from '../../test/kit/accept.ts';
import { CERTIFICATE, JOB } from './job.ts';

const ROLE = 'https://aws.amazon.com/SAML/Attributes/Role';

/**
 * Holds a response against two service providers that nobody here wrote: xml-crypto's verifier and node-saml.
 *
 * @throws {Error} unless both accept it and read five roles and eight attributes
 */
export async function verifyResponse(response: string): Promise<void> {
  const { audience, attributes } = accept(response, CERTIFICATE);
  const counted = [Object.keys(attributes).length, attributes[ROLE]?.length].join();
  if (audience !== JOB.audience || counted !== '8,5') throw new Error(`xml-crypto reads ${audience} and ${counted}`);
  const provider = new SAML({
    callbackUrl: JOB.acsUrl,
    issuer: JOB.audience,
    audience: JOB.audience,
    idpCert: CERTIFICATE,
    wantAssertionsSigned: true,
    wantAuthnResponseSigned: false,
  });
  const { profile } = await provider.validatePostResponseAsync({ SAMLResponse: response });
  const roles = (profile as Record<string, unknown> | null)?.[ROLE];
  if (!Array.isArray(roles) || roles.length !== 5) throw new Error('node-saml does not read five roles');
}
