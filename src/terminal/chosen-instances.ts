/** Which instances `check` is about: names and patterns, narrowed by where they are and what they carry. Pure. */
import { pickInstance } from '../conversation/instances/pick-instance.ts';
import type { DiscoveredInstance } from '../readiness/assessor.ts';
import type { CheckArguments } from './check-arguments.ts';
import { UsageError } from './command.ts';

/** No instance to check: none of that name, or none at all. Exit status 66. */
export class NoInstance extends Error {}

/** What chooses. */
export type Choice = Pick<CheckArguments, 'names' | 'subscriptions' | 'resourceGroups' | 'tags'>;

/** The instances in the order of their names, each once. Throws `NoInstance`, or `UsageError` for a name that several have. */
export function chosenInstances(
  choice: Choice,
  instances: readonly DiscoveredInstance[],
): readonly DiscoveredInstance[] {
  if (instances.length === 0) {
    throw new NoInstance(
      'No API Management instance can be seen. Does the identity have Reader on the subscriptions in scope?',
    );
  }
  const within = instances.filter((instance) => fits(choice, instance));
  if (within.length === 0) throw new NoInstance('No instance that can be seen is in that scope.');
  if (choice.names.length === 0) return within;
  const picked = new Set(choice.names.flatMap((name) => named(name, within)));
  return within.filter((instance) => picked.has(instance));
}

function fits({ subscriptions, resourceGroups, tags }: Choice, instance: DiscoveredInstance): boolean {
  const { subscriptionId, subscriptionName = '', resourceGroup } = instance;
  const among = (wanted: readonly string[], ...own: readonly string[]) =>
    wanted.length === 0 || wanted.some((one) => own.some((value) => alike(one, value)));
  const carries = ({ key, value }: Choice['tags'][number]) =>
    Object.entries(instance.tags).some(
      ([name, tagged]) => alike(name, key) && (value === undefined || alike(value, tagged)),
    );
  return (
    among(subscriptions, subscriptionId, subscriptionName) &&
    among(resourceGroups, resourceGroup) &&
    tags.every(carries)
  );
}

function alike(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function named(name: string, instances: readonly DiscoveredInstance[]): readonly DiscoveredInstance[] {
  if (/[*?]/.test(name)) return matching(name, instances);
  const pick = pickInstance(name, instances);
  if (pick.kind === 'one') return [pick.instance];
  if (pick.kind === 'several') {
    const ids = pick.instances.map((instance) => `  ${instance.id}`).join('\n');
    throw new UsageError(`There are ${pick.instances.length} instances named ${name}; give one of these ids:\n${ids}`);
  }
  const near = pick.near.map((instance) => instance.name).join(', ');
  throw new NoInstance(`No instance named ${name} can be seen.${near === '' ? '' : ` Did you mean: ${near}?`}`);
}

/** `*` stands for any characters, `?` for one; with a slash the resource group is matched too. */
function matching(pattern: string, instances: readonly DiscoveredInstance[]): readonly DiscoveredInstance[] {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const fitting = new RegExp(`^${expression}$`, 'i');
  const found = instances.filter(({ name, resourceGroup }) =>
    fitting.test(pattern.includes('/') ? `${resourceGroup}/${name}` : name),
  );
  if (found.length === 0) throw new NoInstance(`No instance that can be seen fits ${pattern}.`);
  return found;
}
