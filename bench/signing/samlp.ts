import { createRequire } from 'node:module';
import { CERTIFICATE_PEM, JOB, type JobUser, KEY_PEM, type Peer } from './job.ts';

interface Samlp {
  getSamlResponse(config: object, user: JobUser, done: (error: Error | null, xml: string) => void): void;
}

/** The package has no types. */
const { getSamlResponse } = createRequire(import.meta.url)('samlp') as Samlp;

const config = {
  issuer: JOB.issuer,
  audience: JOB.audience,
  recipient: JOB.acsUrl,
  destination: JOB.acsUrl,
  cert: CERTIFICATE_PEM,
  key: KEY_PEM,
  signatureAlgorithm: 'rsa-sha256',
  digestAlgorithm: 'sha256',
  lifetimeInSeconds: 300,
  typedAttributes: false,
  authnContextClassRef: JOB.authnContext,
  nameIdentifierFormat: JOB.nameIdFormat,
  profileMapper: ({ email, attributes }: JobUser) => ({
    getClaims: () => Object.fromEntries(attributes.map(([name, values]) => [name, values])),
    getNameIdentifier: () => ({ nameIdentifier: email }),
  }),
};

/** samlp, as Auth0 publishes it. */
export const samlp: Peer = (user) =>
  new Promise((resolve, reject) =>
    getSamlResponse(config, user, (error, xml) =>
      error ? reject(error) : resolve(Buffer.from(xml, 'utf8').toString('base64')),
    ),
  );
