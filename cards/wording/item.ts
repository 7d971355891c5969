/** The words of one item, shared by the card and the terminal. */
import { nameOf } from '../../src/model/arm.ts';
import type { Evidence, Item } from '../../src/model/finding.ts';
import { reasonSentence } from '../../src/model/reasons.ts';
import { say, type Text, type TextValue } from '../../src/model/text.ts';
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

/** Why something could not be decided, in general; nothing where the item's own message says it already. */
export function causeOf(item: Item, writer: Writer): readonly Text[] {
  if (item.status !== 'unknown' || item.reason === undefined) return [];
  const cause = say(reasonSentence(item.reason));
  return writer.plain(item.message).includes(writer.plain(cause)) ? [] : [cause];
}

/** What evidence says in words of our own; everything else in it is Azure's, and stays as Azure writes it. */
const OWN_WORDS: readonly Text[] = [
  say('absent'),
  say('present'),
  say('none'),
  say('undecided'),
  say('not linked'),
  say('not listed'),
  say('listed'),
  say('an answer'),
  say('holds it'),
  say('the subnet is not listed'),
  say('no recommendation'),
  say('no such recommendation'),
  say('every required port is open'),
  say('a host that can be told'),
  say('a network security group'),
  say('next hop Internet'),
  say('no gateway, or no BGP propagation'),
  say('the id of a subnet'),
];

function inWords(value: string): TextValue {
  return OWN_WORDS.find(({ template }) => template === value) ?? value;
}

/** One fact: which property of which resource, what was seen, what was needed. */
export function evidenceSentence({ resource, property, observed: seen, expected: wanted }: Evidence): Text {
  const expected = wanted === undefined ? undefined : inWords(wanted);
  const values = { property, resource: nameOf(resource), observed: inWords(seen) };
  return expected === undefined
    ? say('Seen: {property} of {resource} is {observed}', values)
    : say('Seen: {property} of {resource} is {observed}, needed: {expected}', { ...values, expected });
}
