/** How one Shibboleth SP is set up. */
export interface Shibboleth {
  readonly directory: string;
  readonly origin: string;
  readonly key: string;
  readonly certificate: string;
  /** Samlet's entity ID. */
  readonly idp: string;
  /** The binding that it asks by. */
  readonly requests: 'Redirect' | 'POST';
  /** The NameID that it asks for. */
  readonly nameIdFormat: 'persistent' | 'transient';
}

const NAME_ID = 'urn:oasis:names:tc:SAML:2.0:nameid-format';

/** Which attributes it takes, and under which names the application has them. */
export const ATTRIBUTE_MAP = `<Attributes xmlns="urn:mace:shibboleth:2.0:attribute-map" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  ${['persistent', 'transient']
    .map(
      (format) => `<Attribute name="${NAME_ID}:${format}" id="name-id">
    <AttributeDecoder xsi:type="NameIDAttributeDecoder" formatter="$Name"/>
  </Attribute>`,
    )
    .join('\n  ')}
  ${['mail', 'sn', 'givenName', 'role']
    .map(
      (name) =>
        `<Attribute name="${name}" nameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified" id="${name}"/>`,
    )
    .join('\n  ')}
</Attributes>`;

/** Says on the console what it does with each message. */
export const LOGGER = `log4j.rootCategory=INFO, console
log4j.appender.console=org.apache.log4j.ConsoleAppender
log4j.appender.console.layout=org.apache.log4j.BasicLayout
`;

/** `shibboleth2.xml`: with the protocols and the security policy that Debian ships. */
export const shibbolethConfig = (options: Shibboleth): string => {
  const { directory, origin, key, certificate, idp, requests, nameIdFormat } = options;
  return `
<SPConfig xmlns="urn:mace:shibboleth:3.0:native:sp:config" clockSkew="180" logger="${directory}/shibd.logger">
  <OutOfProcess logger="${directory}/shibd.logger"/>
  <InProcess logger="${directory}/shibd.logger"/>
  <UnixListener address="${directory}/shibd.sock"/>
  <ApplicationDefaults entityID="${origin}/shibboleth" REMOTE_USER="name-id" signing="true" signingAlg="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256" encryption="false">
    <Sessions lifetime="28800" timeout="3600" relayState="ss:mem" checkAddress="false" handlerSSL="false" cookieProps="http" redirectLimit="none">
      <SSO entityID="${idp}" NameIDFormat="${NAME_ID}:${nameIdFormat}" outgoingBindings="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-${requests}">SAML2</SSO>
      <Logout>SAML2 Local</Logout>
      <Handler type="MetadataGenerator" Location="/Metadata" signing="false"/>
    </Sessions>
    <Errors supportContact="root@localhost"/>
    <MetadataProvider type="XML" path="${directory}/idp.xml"/>
    <AttributeExtractor type="XML" path="${directory}/attribute-map.xml"/>
    <CredentialResolver type="File" use="signing" key="${key}" certificate="${certificate}"/>
    <CredentialResolver type="File" use="encryption" key="${key}" certificate="${certificate}"/>
  </ApplicationDefaults>
  <SecurityPolicyProvider type="XML" validate="true" path="/etc/shibboleth/security-policy.xml"/>
  <ProtocolProvider type="XML" validate="true" reloadChanges="false" path="/etc/shibboleth/protocols.xml"/>
</SPConfig>
`;
};
