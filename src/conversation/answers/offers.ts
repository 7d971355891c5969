/** What a card offers, kept so that people can answer in words. */
import type { AboutVerb } from '../../../cards/actions.ts';
import type { DiscoveredInstance } from '../../readiness/assessor.ts';
import type { Offer } from '../memory.ts';
import type { Asking } from './desk.ts';

/** Each instance, to be pointed at by its name or its place. */
export function offerInstances(
  instances: readonly DiscoveredInstance[],
  month: string | undefined,
  { offer }: Asking,
  verb: AboutVerb = 'check',
): void {
  offer({ offers: instances.map((instance) => offerOf(instance, month, verb)) });
}

/** One instance, by its name and its place. */
export function offerOf(instance: DiscoveredInstance, month: string | undefined, verb: AboutVerb = 'check'): Offer {
  const { name, resourceGroup, location, sku, subscriptionName } = instance;
  return {
    words: [name, resourceGroup, location, sku, subscriptionName ?? ''].join(' '),
    action: { verb, instance: instance.id, ...(month === undefined ? {} : { month }) },
  };
}
