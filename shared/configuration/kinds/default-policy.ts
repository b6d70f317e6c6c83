import { DEFAULT_ID, DEFAULT_POLICY, type Policies, policiesIn } from '../../policy/policies.ts';
import { told } from '../form.ts';
import type { Kind, Standing } from '../kind.ts';
import { takenAway } from './policies.ts';

const FIELDS = ['name', 'description', 'firstFactor', 'secondFactor', 'access', 'proofMaxMinutes'];

const standingIn = ({ policies, version }: Policies): readonly Standing[] => {
  const policy = policies.find(({ id }) => id === DEFAULT_ID) ?? DEFAULT_POLICY;
  return [{ key: DEFAULT_ID, name: 'the default policy', value: told(policy, FIELDS, { ...DEFAULT_POLICY }), version }];
};

/** The policy that holds where no other fits; it is there always. */
export const DEFAULT_POLICY_KIND: Kind = {
  name: 'default-policy',
  isWhole: true,
  standing: ({ policies }) => standingIn(policies),
  write: (document, [entry]) => ({ ...document, defaultPolicy: { ...entry?.value } }),
  said: ({ document: { defaultPolicy } }) =>
    defaultPolicy === undefined
      ? []
      : [
          {
            key: DEFAULT_ID,
            name: 'the default policy',
            value: told(defaultPolicy, FIELDS, { ...DEFAULT_POLICY }),
            pointer: '/defaultPolicy',
          },
        ],
  isSaid: () => false,
  now: async (table) => standingIn(await policiesIn(table).find()),
  deed: ({ before, after }) =>
    Promise.resolve({
      route: 'PATCH /admin/v1/policies/{policyId}',
      params: { policyId: DEFAULT_ID },
      body: { ...named(takenAway({ before, after })), ...after },
    }),
};

/** A name cannot be taken away: it goes back to what it was at first. */
const named = (fields: Readonly<Record<string, unknown>>) => ({
  ...fields,
  ...('name' in fields ? { name: DEFAULT_POLICY.name } : {}),
});
