/** What is known of instances beside how they stand: owner, tier, network mode, platform, place; one by one or in groups. */

import { noticeCard } from '../../../cards/notice-card.ts';
import type { CardMessage } from '../../../cards/parts/elements.ts';
import { type Writer, writerFor } from '../../../cards/wording/writer.ts';
import type { Detail, Group } from '../../model/question.ts';
import type { Condition } from '../../model/scope.ts';
import { count, say, type Text } from '../../model/text.ts';
import type { DiscoveredInstance } from '../../readiness/assessor.ts';
import { conditionName } from '../instances/pick-scope.ts';
import type { AnswerRequest } from './answer-context.ts';

/** Tags by which people say whose something is. */
const OWNING =
  /^(?:owner|owned.?by|team|contact|responsible|business.?unit|cost.?cent(?:er|re)|department|application|service)/i;

function ownersOf({ tags }: DiscoveredInstance): readonly (readonly [string, string])[] {
  return Object.entries(tags).filter(([key]) => OWNING.test(key));
}

function told(instance: DiscoveredInstance, detail: Detail, writer: Writer): Text {
  const { name, sku, location, network, platform, resourceGroup } = instance;
  switch (detail) {
    case 'owner': {
      const owners = ownersOf(instance).map(([key, value]) => `${key}=${value}`);
      return owners.length === 0
        ? say('{name} has no tag that names an owner', { name })
        : say('{name}: {tags}', { name, tags: writer.list(owners) });
    }
    case 'platform':
      return platform === undefined
        ? say('Azure does not tell the platform of {name}', { name })
        : say('{name} runs on platform {platform}', { name, platform });
    case 'network':
      return say('{name} has the virtual network type {network}', { name, network: network ?? 'None' });
    case 'tier':
      return say('{name} is in the tier {sku}', { name, sku });
    case 'place':
      return say('{name} is in {location}, resource group {resourceGroup}, subscription {subscription}', {
        name,
        location,
        resourceGroup,
        subscription: instance.subscriptionName ?? instance.subscriptionId,
      });
  }
}

/** One property of one or a few instances, as Azure tells it. */
export function answerDetail(
  detail: Detail,
  instances: readonly DiscoveredInstance[],
  { view }: AnswerRequest,
): CardMessage {
  const [first, ...others] = instances;
  if (first === undefined) throw new Error('There is no instance to tell of.');
  const writer = writerFor(view);
  return noticeCard({
    title: told(first, detail, writer),
    lines: others.map((instance) => told(instance, detail, writer)),
    actions: [
      { title: say('Check {name}', { name: first.name }), action: { kind: 'check', instance: first.id, place: 'new' } },
    ],
    view,
  });
}

function conditionsOf(instance: DiscoveredInstance, group: Group): readonly Condition[] {
  switch (group) {
    case 'owner':
      return ownersOf(instance).map(([key, value]) => ({ by: 'tag', key, value }));
    case 'network':
      return [{ by: 'network', value: instance.network ?? 'None' }];
    case 'region':
      return [{ by: 'region', value: instance.location }];
    case 'tier':
      return [{ by: 'tier', value: instance.sku }];
  }
}

/** Instances in groups, a row each with a button that shows how the group stands. */
export function answerGroups(
  group: Group,
  instances: readonly DiscoveredInstance[],
  request: AnswerRequest,
): CardMessage {
  const writer = writerFor(request.view);
  const members = instances.flatMap((instance) =>
    conditionsOf(instance, group).map((condition) => ({ instance, condition })),
  );
  const groups = [...Map.groupBy(members, ({ condition }) => JSON.stringify(condition)).values()];
  const ungrouped = instances.filter((instance) => conditionsOf(instance, group).length === 0);
  const rows = groups.flatMap((of) => {
    const [first] = of;
    if (first === undefined) return [];
    const { condition } = first;
    return [
      {
        text: conditionName(condition),
        detail: say('{names}', { names: writer.list(of.map(({ instance }) => instance.name)) }),
        button: say('Check'),
        action: { kind: 'fleet' as const, scope: { names: [], where: [condition] }, place: 'new' as const },
      },
    ];
  });
  request.offer({
    offers: rows.map(({ action }) => ({ words: action.scope.where.map(({ value }) => value).join(' '), action })),
  });
  return noticeCard({
    title: count(rows.length, { one: '{count} group', other: '{count} groups' }),
    lines:
      ungrouped.length === 0
        ? []
        : [say('In none: {names}', { names: writer.list(ungrouped.map(({ name }) => name)) })],
    rows,
    again: request.retry,
    view: request.view,
  });
}
