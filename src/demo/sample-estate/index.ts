/** The sample estate of the demo: Northwind, a logistics company with 15 instances in three subscriptions. */
import { addDays, type Day } from '../../model/days.ts';
import { isObject, list, same, text } from '../../model/json.ts';
import type { ActivityEvent, MetricCount } from '../../simulator/estate.ts';
import { group, type Resource, SUBSCRIPTIONS, TENANT } from './azure.ts';
import { azureSays } from './azure-says.ts';
import { ADDED_RULE, activity, changed } from './changed.ts';
import { counted } from './counted.ts';
import { development } from './development.ts';
import { otherRetirements } from './other-retirements.ts';
import { platform } from './platform.ts';
import { production } from './production.ts';

/** An estate file's content (docs/rules.md#estate-file). */
export interface SampleEstate {
  readonly tenantId: string;
  readonly resources: readonly Resource[];
  readonly denied: readonly string[];
  /** What Azure Monitor counted, by resource. */
  readonly metrics: Readonly<Record<string, readonly MetricCount[]>>;
  /** The Activity Log. */
  readonly activity: readonly ActivityEvent[];
}

/** Makes the sample estate anew, as it stands on a UTC day (`YYYY-MM-DD`): what Azure renews was last renewed the day before. */
export function sampleEstate(today: Day): SampleEstate {
  const day = addDays(today, -1);
  const hub = group(SUBSCRIPTIONS.platform, 'rg-hub')('').replace(/\/providers\/$/, '');
  const own = [...production(day), ...development(day), ...platform()];
  const resources = otherRetirements([...own, ...azureSays(own, day)], today);
  return {
    tenantId: TENANT,
    resources: [...resources, ...changed(today)],
    denied: [hub],
    metrics: counted(),
    activity: activity(today),
  };
}

/** The same before the latest change: without the rule that was added three days ago. */
export function sampleEstateBefore(today: Day): SampleEstate {
  const estate = sampleEstate(today);
  const undone = (resource: Resource): Resource => {
    const { name, properties } = resource;
    if (name !== ADDED_RULE.group || !isObject(properties)) return resource;
    const rules = list(properties, 'securityRules').filter((rule) => !same(text(rule, 'name'), ADDED_RULE.rule));
    return { ...resource, properties: { ...properties, securityRules: rules } };
  };
  return { ...estate, resources: estate.resources.map(undone) };
}
