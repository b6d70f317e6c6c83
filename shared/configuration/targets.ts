import { appIdOf } from '../apps/app.ts';
import { POLICY_TARGET, type PolicyTarget } from '../policy/policies.ts';
import type { Inventory } from './inventory.ts';

/** Names of places and of AWS: they are in a document what they are in a policy. */
const isPlace = (target: string): boolean => /^(?:portal|console|aws)\b/.test(target) && POLICY_TARGET.test(target);

/** What a policy speaks of, apps by their entity IDs; an app that is gone is told to nobody. */
export const targetNames = (
  targets: 'all' | readonly PolicyTarget[],
  { apps }: Pick<Inventory, 'apps'>,
): 'all' | readonly string[] =>
  targets === 'all'
    ? targets
    : targets.flatMap((target) => (isPlace(target) ? target : (apps.find(({ id }) => id === target)?.entityId ?? [])));

/** What a document names, as a policy keeps it; `see` is shown each entity ID. */
export const targetIds = (
  targets: readonly string[],
  see: (index: number, entityId: string) => void = () => undefined,
): readonly PolicyTarget[] =>
  targets.map((target, index) => {
    if (isPlace(target)) return target;
    see(index, target);
    return appIdOf(target);
  });
