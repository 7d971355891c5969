/** The words of one item, shared by the card and the terminal. */
import { nameOf } from '../src/model/arm.ts';
import type { Evidence, Item } from '../src/model/finding.ts';
import { say, type Text } from '../src/model/text.ts';
import type { Writer } from './writer.ts';

/** What was seen, in one sentence. The subject and the location lead it, unless the message names them itself. */
export function itemSentence(item: Item, writer: Writer): Text {
  const { message, location } = item;
  const subject = nameOf(item.subject);
  const words = writer.plain(message).toLowerCase();
  const place = location === undefined || words.includes(location.toLowerCase()) ? undefined : location;
  if (words.includes(subject.toLowerCase())) {
    return place === undefined ? message : say('{place}: {message}', { place, message });
  }
  if (place === undefined) return say('{subject}: {message}', { subject, message });
  return say('{subject} in {place}: {message}', { subject, place, message });
}

/** One fact: which property of which resource, what was seen, what was needed. */
export function evidenceSentence({ resource, property, observed, expected }: Evidence): Text {
  const values = { property, resource: nameOf(resource), observed };
  return expected === undefined
    ? say('Seen: {property} of {resource} is {observed}', values)
    : say('Seen: {property} of {resource} is {observed}, needed: {expected}', { ...values, expected });
}
