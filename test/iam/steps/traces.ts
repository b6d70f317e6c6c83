import { call, expectStatus, type Step } from '../scene.ts';

interface Listed {
  readonly items: readonly { readonly id: string; readonly outcome: string; readonly userId?: string }[];
}

/** Traces, as the help desk reads them. */
export const TRACE_STEPS: readonly Step[] = [
  {
    name: 'a number from an error page leads to its trace, and what somebody pastes is explained',
    run: async (scene) => {
      const page = await fetch(`${scene.house.baseUrl}/saml/sso?SAMLRequest=cut`);
      await expectStatus(Promise.resolve(page), 400, 'a request that cannot be read');
      const number = page.headers.get('x-request-id') ?? '';
      const { items } = await call<Listed>(scene, `GET /traces?requestId=${number}`, 200);
      if (items[0]?.outcome !== 'shown') throw new Error(`no trace of ${number}`);
      await call(scene, `GET /traces/${number}`, 200);
      const issued = await call<Listed>(scene, 'GET /traces?outcome=issued', 200);
      const [one] = issued.items;
      if (!one) throw new Error('no sign-in was traced');
      await call(scene, `GET /traces/${one.id}`, 200);
      await call(scene, `GET /traces?userId=${one.userId}`, 200);
      await call(scene, 'POST /explanations', 200, { body: { text: `Request number ${number}` } });
    },
  },
];
