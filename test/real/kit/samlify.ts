import * as samlify from 'samlify';
import { BINDING } from '../../../shared/saml/names.ts';
import { type Onward, postingPage, type SamlLibrary, startApplication } from './node-application.ts';
import { keyPairText } from './processes.ts';
import type { ServiceProvider } from './provider.ts';
import { schemaFaults } from './schemas.ts';

type Extract = Awaited<ReturnType<ReturnType<typeof samlify.ServiceProvider>['parseLoginResponse']>>['extract'];

/**
 * samlify in an application: it validates against the OASIS schemas, signs and decrypts. It hears of logout by
 * POST: in a query it can verify only a provider that has a single certificate, and Samlet has the next one, too.
 */
export async function startSamlify(
  { metadata }: { metadata: string },
  requests: 'Redirect' | 'POST',
): Promise<ServiceProvider> {
  samlify.setSchemaValidator({ validate: (xml: string) => validated(xml) });
  const { key, certificate } = keyPairText('samlify');
  return startApplication<Extract>(
    ({ entityId, acsUrl, sloUrl }) => {
      const sp = samlify.ServiceProvider({
        entityID: entityId,
        authnRequestsSigned: true,
        wantAssertionsSigned: true,
        wantLogoutRequestSigned: true,
        wantLogoutResponseSigned: true,
        privateKey: key,
        encPrivateKey: key,
        signingCert: certificate,
        encryptCert: certificate,
        requestSignatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
        signatureConfig: { prefix: 'ds', location: { reference: "/*/*[local-name(.)='Issuer']", action: 'after' } },
        nameIDFormat: ['urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'],
        assertionConsumerService: [{ Binding: BINDING.post, Location: acsUrl, isDefault: true }],
        singleLogoutService: [{ Binding: BINDING.post, Location: sloUrl }],
      });
      return libraryOf(sp, {
        metadata: metadata.replace('WantAuthnRequestsSigned="false"', 'WantAuthnRequestsSigned="true"'),
        requests,
      });
    },
    ['forceAuthn'],
  );
}

async function validated(xml: string): Promise<string> {
  const faults = schemaFaults([xml]);
  if (faults !== '') throw new Error(`not valid: ${faults}`);
  return 'valid';
}

function libraryOf(
  sp: ReturnType<typeof samlify.ServiceProvider>,
  { metadata, requests }: { metadata: string; requests: 'Redirect' | 'POST' },
): SamlLibrary<Extract> {
  const idpFor = (isAssertionEncrypted: boolean) =>
    samlify.IdentityProvider({
      metadata,
      isAssertionEncrypted,
      wantLogoutRequestSigned: true,
      wantLogoutResponseSigned: true,
    });
  const idp = idpFor(false);
  const onward = ({ context }: { context: string }): Onward => ({ url: context });
  return {
    metadata: () => sp.getMetadata(),
    ask({ forceAuthn = false }, relayState) {
      const asked = sp.createLoginRequest(idp, requests.toLowerCase(), { relayState, forceAuthn });
      if (!('entityEndpoint' in asked)) return Promise.resolve(onward(asked));
      const fields = { SAMLRequest: asked.context, RelayState: relayState };
      return Promise.resolve(postingPage(asked.entityEndpoint, fields));
    },
    async receive({ fields }) {
      const isEncrypted = Buffer.from(fields['SAMLResponse'] ?? '', 'base64').includes('EncryptedAssertion');
      const { extract } = await sp.parseLoginResponse(idpFor(isEncrypted), 'post', { body: { ...fields } });
      const { mail, sn } = extract.attributes ?? {};
      return { told: { nameId: extract.nameID ?? '', mail: String(mail), surname: String(sn) }, kept: extract };
    },
    askLogout: (extract) => {
      const sessionIndex = String(extract.sessionIndex?.['sessionIndex']);
      return Promise.resolve(
        onward(sp.createLogoutRequest(idp, 'redirect', { logoutNameID: extract.nameID ?? '', sessionIndex })),
      );
    },
    async receiveLogout({ fields }) {
      const request = { body: { ...fields } };
      if (fields['SAMLResponse'] !== undefined) {
        await sp.parseLogoutResponse(idp, 'post', request);
        return undefined;
      }
      const asked = await sp.parseLogoutRequest(idp, 'post', request);
      return onward(sp.createLogoutResponse(idp, { extract: asked.extract }, 'redirect', fields['RelayState'] ?? ''));
    },
  };
}
