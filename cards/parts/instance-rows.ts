/** Instances as rows with a button each, shared by every card that offers some. */

import type { CardElement } from '@microsoft/teams.cards';
import { given } from '../../src/model/given.ts';
import { say, type Text } from '../../src/model/text.ts';
import type { DiscoveredInstance } from '../../src/readiness/assessor.ts';
import { bold, clipped, escapeMarkdown } from '../wording/escape-markdown.ts';
import type { Writer } from '../wording/writer.ts';
import { askButton, paragraph, quiet, rowWithButton } from './elements.ts';

/** Where an instance lives, so that two of one name can be told apart: subscription and resource group. */
export function placeOf(instance: DiscoveredInstance): Text {
  const { resourceGroup, location, sku } = instance;
  const subscription = instance.subscriptionName ?? instance.subscriptionId;
  return say('{subscription} · {resourceGroup} · {location} · {sku}', { subscription, resourceGroup, location, sku });
}

/**
 * One instance: name, where it lives, and a button that checks it. Narrow enough for a phone. In a list that shall stay
 * what it is, the answer stands below (`new`).
 */
export function instanceRow(
  instance: DiscoveredInstance,
  month: string | undefined,
  writer: Writer,
  place?: 'new',
): CardElement {
  const title = writer.plain(say('Check'));
  const action = {
    kind: 'check',
    instance: instance.id,
    ...given({ month, place }),
  } as const;
  return rowWithButton(
    [
      paragraph(bold(clipped(instance.name, 80))),
      quiet(escapeMarkdown(clipped(writer.plain(placeOf(instance)), 200)), { spacing: 'None' }),
    ],
    { ...askButton(title, action), tooltip: writer.plain(say('Check {name}', { name: instance.name })) },
  );
}

/** The plain form of some instances, a line each. */
export function instanceLines(instances: readonly DiscoveredInstance[], writer: Writer): readonly string[] {
  return instances
    .slice(0, 10)
    .map((one) => clipped(writer.plain(say('{name} · {place}', { name: one.name, place: placeOf(one) })), 160));
}
