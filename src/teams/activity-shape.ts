/**
 * Whether a body has the shape of an activity ("Bot Framework Activity schema"). botbuilder and the handler read these fields as what they
 * are declared to be; one of another type would break a turn in the middle of it.
 */
import type { Activity } from 'botbuilder';
import { at, isObject, text } from '../model/json.ts';

/** Without these there is nothing to answer to. */
const NEEDED = [
  ['from', 'id'],
  ['recipient', 'id'],
] as const;

const TEXTS = [
  ['id'],
  ['name'],
  ['action'],
  ['text'],
  ['textFormat'],
  ['locale'],
  ['localTimezone'],
  ['timestamp'],
  ['localTimestamp'],
  ['expiration'],
  ['replyToId'],
  ['callerId'],
  ['deliveryMode'],
  ['code'],
  ['from', 'name'],
  ['from', 'aadObjectId'],
  ['from', 'role'],
  ['from', 'tenantId'],
  ['recipient', 'name'],
  ['recipient', 'role'],
  ['conversation', 'name'],
  ['conversation', 'conversationType'],
  ['conversation', 'tenantId'],
  ['conversation', 'aadObjectId'],
  ['channelData', 'eventType'],
  ['channelData', 'tenant', 'id'],
  ['channelData', 'team', 'id'],
  ['channelData', 'team', 'name'],
  ['channelData', 'channel', 'id'],
  ['channelData', 'channel', 'name'],
  ['channelData', 'settings', 'selectedChannel', 'id'],
] as const;

const OBJECTS = [['from'], ['recipient'], ['conversation'], ['channelData'], ['relatesTo']] as const;

const LISTS = [
  'entities',
  'attachments',
  'membersAdded',
  'membersRemoved',
  'reactionsAdded',
  'reactionsRemoved',
] as const;

/** Whether it says at least what it is and where it belongs; who sent it, and whether it is whole, is to be seen yet. */
export function couldBeActivity(value: unknown): value is Activity {
  return isObject(value) && text(value, 'type') !== undefined && text(value, 'conversation', 'id') !== undefined;
}

/** Whether every field that is read is of its type. Absent and null are the same: a field that is not there. */
export function isWhole(activity: Activity): boolean {
  const found = (path: readonly string[]) => at(activity, ...path) ?? undefined;
  return (
    NEEDED.every((path) => text(activity, ...path) !== undefined) &&
    TEXTS.every((path) => ['undefined', 'string'].includes(typeof found(path))) &&
    OBJECTS.every((path) => found(path) === undefined || isObject(found(path))) &&
    LISTS.every((name) => isListOfObjects(found([name])))
  );
}

function isListOfObjects(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.every(isObject));
}
