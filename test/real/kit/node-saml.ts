import { type Profile, SAML, type SamlConfig, ValidateInResponseTo } from '@node-saml/node-saml';
import { readIdp } from '../../../local/demo/idp.ts';
import { type Onward, type SamlLibrary, startApplication } from './node-application.ts';
import { keyPairText } from './processes.ts';
import type { ServiceProvider, Wish } from './provider.ts';

/** How node-saml asks. */
export interface NodeSaml {
  readonly requests: 'Redirect' | 'POST';
  readonly nameIdFormat: string;
}

/** @node-saml/node-saml in an application: it signs what it sends, decrypts, and hears of logout by POST. */
export async function startNodeSaml(
  { metadata }: { metadata: string },
  { requests, nameIdFormat }: NodeSaml,
): Promise<ServiceProvider> {
  const idp = readIdp(metadata);
  const { key, certificate } = keyPairText('node-saml');
  return startApplication<Profile>(
    ({ entityId, acsUrl, sloUrl }) => {
      const config: SamlConfig = {
        issuer: entityId,
        audience: entityId,
        callbackUrl: acsUrl,
        logoutCallbackUrl: sloUrl,
        logoutUrl: idp.logoutUrl,
        entryPoint: idp.signIn.redirect,
        idpIssuer: idp.entityId,
        idpCert: [...idp.certificates],
        privateKey: key,
        publicCert: certificate,
        decryptionPvk: key,
        signatureAlgorithm: 'sha256',
        digestAlgorithm: 'sha256',
        identifierFormat: nameIdFormat,
        disableRequestedAuthnContext: true,
        // One of the two is always demanded below, whichever Samlet is set to sign.
        wantAssertionsSigned: false,
        wantAuthnResponseSigned: false,
        validateInResponseTo: ValidateInResponseTo.ifPresent,
      };
      return libraryOf(config, { requests, certificate });
    },
    ['isPassive', 'forceAuthn', 'authnContext'],
  );
}

function libraryOf(
  config: SamlConfig,
  { requests, certificate }: { requests: NodeSaml['requests']; certificate: string },
): SamlLibrary<Profile> {
  const saml = new SAML(config);
  const shared = { ...config, cacheProvider: saml.cacheProvider };
  return {
    metadata: () => saml.generateServiceProviderMetadata(certificate, certificate),
    async ask(wish, relayState): Promise<Onward> {
      const asking = new SAML({ ...shared, ...configOf(wish), skipRequestCompression: requests === 'POST' });
      if (requests === 'POST') return { html: await asking.getAuthorizeFormAsync(relayState) };
      return { url: await asking.getAuthorizeUrlAsync(relayState, undefined, {}) };
    },
    async receive({ fields }) {
      const { profile } = await saml.validatePostResponseAsync({ ...fields });
      if (!profile) throw new Error('the response signs nobody in');
      const told = { nameId: profile.nameID, mail: profile.mail ?? '', surname: String(profile['sn']) };
      return { told, kept: profile };
    },
    askLogout: async (profile) => ({ url: await saml.getLogoutUrlAsync(profile, '', {}) }),
    async receiveLogout({ fields }) {
      if (fields['SAMLResponse'] !== undefined) {
        const { loggedOut } = await saml.validatePostResponseAsync({ ...fields });
        if (!loggedOut) throw new Error('not logged out');
        return undefined;
      }
      const { profile } = await saml.validatePostRequestAsync({ ...fields });
      if (!profile) throw new Error('a logout of nobody');
      return { url: await saml.getLogoutResponseUrlAsync(profile, fields['RelayState'] ?? '', {}, true) };
    },
  };
}

const configOf = ({ isPassive = false, forceAuthn = false, authnContext }: Wish): Partial<SamlConfig> => ({
  passive: isPassive,
  forceAuthn,
  ...(authnContext === undefined ? {} : { disableRequestedAuthnContext: false, authnContext: [authnContext] }),
});
