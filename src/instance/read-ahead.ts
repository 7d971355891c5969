/** What is asked about every instance, so that all of it is read at once with the instance itself. */
import type { EstateQuestion } from '../model/estate.ts';
import type { Instance } from '../model/finding.ts';
import { mayHaveWorkspaces } from './tier.ts';

/** Lists that every tier has. */
const LISTS = ['allPolicies', 'apis', 'backends', 'certificates', 'loggers', 'namedValues'] as const;

/** The questions whose answers an assessment needs whatever the instance is like. */
export function readAhead({
  id,
  sku,
  subscriptionId,
}: Pick<Instance, 'id' | 'sku' | 'subscriptionId'>): readonly EstateQuestion[] {
  const lists = mayHaveWorkspaces(sku) ? [...LISTS, 'workspaces'] : LISTS;
  return [
    ...lists.map((collection) => ({ kind: 'children', parentId: id, collection }) as const),
    { kind: 'recommendations', subject: id },
    { kind: 'healthEvents', subject: `/subscriptions/${subscriptionId}` },
  ];
}
