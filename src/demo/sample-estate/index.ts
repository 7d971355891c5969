/** The sample estate of the demo: Northwind, a logistics company with 12 instances in three subscriptions. */
import { group, type Resource, SUBSCRIPTIONS, TENANT } from './azure.ts';
import { development } from './development.ts';
import { platform } from './platform.ts';
import { production } from './production.ts';

/** An estate file's content (docs/rules.md#estate-file). */
export interface SampleEstate {
  readonly tenantId: string;
  readonly resources: readonly Resource[];
  readonly denied: readonly string[];
}

/** Makes the sample estate anew. */
export function sampleEstate(): SampleEstate {
  const hub = group(SUBSCRIPTIONS.platform, 'rg-hub')('').replace(/\/providers\/$/, '');
  return { tenantId: TENANT, resources: [...production(), ...development(), ...platform()], denied: [hub] };
}
