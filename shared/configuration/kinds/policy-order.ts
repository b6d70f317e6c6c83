import { DEFAULT_ID, type Policies, policiesIn } from '../../policy/policies.ts';
import { plainName } from '../form.ts';
import type { Entry, Kind, Reading } from '../kind.ts';

const NAMED = { key: 'order', name: 'the order of policies' } as const;

const entryOf = (order: readonly string[]): Entry => ({ ...NAMED, value: { order } });

const orderOf = ({ policies }: Policies): string[] =>
  policies.filter(({ id }) => id !== DEFAULT_ID).map(({ name }) => plainName(name));

/** The order in which the policies of a document are asked; those that it does not have come after them. */
export const POLICY_ORDER: Kind = {
  name: 'policy-order',
  isWhole: true,
  standing: ({ policies }) => [entryOf(orderOf(policies))],
  write: (document) => document,
  said: (reading) => {
    const order = wanted(reading);
    return order === undefined ? [] : [{ ...entryOf(order), pointer: '/policies' }];
  },
  isSaid: () => false,
  async now(table, { before }) {
    const found = await policiesIn(table).find();
    const seen = (before?.['order'] ?? []) as readonly string[];
    const order = orderOf(found).filter((name) => seen.includes(name));
    return [{ ...entryOf(order), version: found.version }];
  },
  async deed({ after }, { policyId, policyOrder }) {
    const first = (after?.['order'] ?? []) as readonly string[];
    const rest = (await policyOrder()).map(plainName).filter((name) => !first.includes(name));
    const order = await Promise.all([...first, ...rest].map(policyId));
    return { route: 'PUT /admin/v1/policies/order', body: { order } };
  },
};

/** The order that is wanted, or the present one where the new policies, which come last, stand rightly by themselves. */
function wanted({ document: { policies }, inventory }: Reading): readonly string[] | undefined {
  if (policies === undefined) return undefined;
  const said = policies.map(({ name }) => plainName(name));
  const present = orderOf(inventory.policies);
  const made = said.filter((name) => !present.includes(name)).toSorted();
  const will = [...present, ...made].filter((name) => said.includes(name));
  if (will.join('\n') === said.join('\n')) return present;
  return [...said, ...present.filter((name) => !said.includes(name))];
}
