import { IdentityProvider, SamlLib, ServiceProvider, setSchemaValidator } from 'samlify';
import { messageId } from '../../shared/base/ids.ts';
import { CERTIFICATE_PEM, JOB, KEY_PEM, type Peer } from './job.ts';
import { tagsOf, TEMPLATE } from './template.ts';

const POST = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST';

setSchemaValidator({ validate: () => Promise.resolve('not part of the job') });
const idp = IdentityProvider({
  entityID: JOB.issuer,
  privateKey: KEY_PEM,
  signingCert: CERTIFICATE_PEM,
  requestSignatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  singleSignOnService: [{ Binding: POST, Location: 'https://sso.example.org/saml/sso' }],
  loginResponseTemplate: { context: TEMPLATE, attributes: [] },
});
const sp = ServiceProvider({
  entityID: JOB.audience,
  wantAssertionsSigned: true,
  assertionConsumerService: [{ Binding: POST, Location: JOB.acsUrl }],
});

/** samlify, with a template of its own for five values in one attribute; its schema validator is off. */
export const samlify: Peer = async (user) => {
  const fill = (template: string) => {
    const id = messageId();
    const tags = tagsOf(user, { response: id, assertion: messageId() });
    return { id, context: SamlLib.replaceTagsByValue(template, tags) };
  };
  const { context } = await idp.createLoginResponse(sp, { extract: {} }, 'post', { email: user.email }, fill);
  return context;
};
