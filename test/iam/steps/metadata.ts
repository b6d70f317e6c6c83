import { register } from '../apps.ts';
import { expectStatus, type Step } from '../scene.ts';

/** What apps and their administrators fetch. */
export const METADATA_STEPS: readonly Step[] = [
  {
    name: 'an app reads the metadata and the certificates, and somebody goes astray',
    run: async (scene) => {
      const { id } = await register(scene, 'reader');
      const paths = ['/saml/metadata', `/saml/metadata/${id}`, '/saml/certificate', '/saml/certificate/next'];
      for (const path of paths) await expectStatus(fetch(`${scene.house.baseUrl}${path}`), 200, path);
      await expectStatus(fetch(`${scene.house.baseUrl}/nowhere`), 404, '/nowhere');
    },
  },
];
