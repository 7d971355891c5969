/** What a card offers, kept so that people can answer in words. */
import { given } from '../../model/given.ts';
import type { AboutKind } from '../../model/question.ts';
import type { DiscoveredInstance } from '../../readiness/assessor.ts';
import type { Offer } from '../memory/memory.ts';
import type { AnswerRequest } from './answer-context.ts';

/** Each instance, to be pointed at by its name or its place. */
export function offerInstances(
  instances: readonly DiscoveredInstance[],
  month: string | undefined,
  { offer }: AnswerRequest,
  kind: AboutKind = 'check',
): void {
  offer({ offers: instances.map((instance) => offerOf(instance, month, kind)) });
}

/** One instance, by its name and its place. */
export function offerOf(instance: DiscoveredInstance, month: string | undefined, kind: AboutKind = 'check'): Offer {
  const { name, resourceGroup, location, sku, subscriptionName } = instance;
  return {
    words: [name, resourceGroup, location, sku, subscriptionName ?? ''].join(' '),
    action: { kind, instance: instance.id, ...given({ month }) },
  };
}
