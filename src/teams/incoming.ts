/** What Teams delivers, as the conversation sees it. */
import type { Activity } from 'botbuilder';
import type { Incoming } from '../conversation/ports/channel-port.ts';
import type { Delivery } from '../model/channel.ts';
import { at, list, same, text } from '../model/json.ts';
import { clientInfoOf } from './client.ts';

/** The parts that every delivery has. Ids and names come from the activity as they are. */
export function deliveryOf(activity: Activity): Delivery {
  const client = clientInfoOf(activity);
  return {
    activityId: activity.id ?? '',
    locale: text(activity, 'locale') ?? text(client, 'locale'),
    timeZone: text(activity, 'localTimezone') ?? text(client, 'timezone'),
    asker: {
      id: activity.from?.id ?? '',
      name: text(activity, 'from', 'name'),
      objectId: text(activity, 'from', 'aadObjectId'),
    },
    kind: kindOf(text(activity, 'conversation', 'conversationType')),
    address: {
      tenantId: text(activity, 'conversation', 'tenantId') ?? text(activity, 'channelData', 'tenant', 'id'),
      conversationId: activity.conversation.id,
      serviceUrl: activity.serviceUrl,
    },
  };
}

/** A typed message, without the mention of the bot. */
export function incomingOf(activity: Activity, delivery: Delivery): Incoming {
  return { ...delivery, text: withoutMention(activity) };
}

/** Mentions of the bot are found by its id in the entities, since anybody may be called what the bot is called. */
function withoutMention(activity: Activity): string {
  const mentions = list(activity, 'entities').filter(
    (entity) => same(text(entity, 'type'), 'mention') && at(entity, 'mentioned', 'id') === activity.recipient?.id,
  );
  return mentions
    .map((mention) => text(mention, 'text'))
    .reduce<string>((left, spoken) => (spoken === undefined ? left : left.replaceAll(spoken, ' ')), activity.text ?? '')
    .trim();
}

function kindOf(type: string | undefined): Delivery['kind'] {
  return type === 'channel' || type === 'groupChat' ? type : 'personal';
}
