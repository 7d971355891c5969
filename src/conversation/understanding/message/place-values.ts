/** What the instances in a message have in common: where they are, a tag, their tier, their platform. */

import { looksLikeName, type Word } from '../words/words.ts';
import { longestRun, type MessageReading } from './message-reading.ts';
import { conditionOf, kindOfPlaceAt, PLACING, placeIn, SOURCES, strangeName, written } from './places.ts';

export function readKindOfPlace({ words, names, lexicon, places, tokens }: MessageReading, at: number): number {
  const found = kindOfPlaceAt(words, at, names, lexicon);
  if (found === undefined) return 0;
  // "Where tag team is integration" asks for no place.
  if (found.condition.by === 'tag' && tokens.at(-1) === 'where') tokens.pop();
  places.push(found.condition);
  tokens.push('@place');
  return found.count;
}

export function readPlace(reading: MessageReading, at: number): number {
  const { words, names, lexicon, places, tokens, context } = reading;
  const found = longestRun(reading, at, 4, (part) => placeIn(part, names, lexicon));
  if (found === undefined) return 0;
  places.push(conditionOf(found.value, tokens, words[at + found.count]?.plain, context.instances ?? []));
  tokens.push('@place');
  return found.count;
}

export function readTag({ places, tokens }: MessageReading, _: number, { raw }: Word): number {
  const [, key, value] = /^([^=:/\d][^=:/]{0,127})[=:]([^=/]{1,256})$/.exec(raw.replace(/^tags?:/i, '')) ?? [];
  if (key === undefined || value === undefined) return 0;
  places.push({ by: 'tag', key, value });
  tokens.push('@place');
  return 1;
}

export function readTier({ words, places, tokens }: MessageReading, at: number, { plain }: Word): number {
  if (!/^(?:consumption|developer|basic|standard|premium|isolated)(?:-?v2)?$/.test(plain)) return 0;
  const isV2 = words[at + 1]?.plain === 'v2';
  places.push({ by: 'tier', value: `${plain.replace('-', '')}${isV2 ? 'v2' : ''}` });
  tokens.push('@place');
  return isV2 ? 2 : 1;
}

export function readPlatform({ places, tokens }: MessageReading, _: number, { plain }: Word): number {
  if (!/^(?:stv1|stv2|mtv1)$/.test(plain)) return 0;
  places.push({ by: 'platform', value: plain });
  tokens.push(plain);
  return 1;
}

export function readUnknownPlace(reading: MessageReading, at: number, word: Word): number {
  const { words, lexicon, tokens } = reading;
  if (!lexicon.spaced || word.plain.length < 2 || reading.unknownPlace !== undefined || looksLikeName(word)) return 0;
  const said = (words[at - 1]?.plain === 'the' ? words[at - 2]?.plain : tokens.at(-1)) ?? '';
  if (!PLACING.has(said) || SOURCES.has(said)) return 0;
  const stranger = strangeName(words, at, lexicon);
  if (stranger.length === 0) return 0;
  reading.unknownPlace = written(stranger);
  tokens.push('@elsewhere');
  return stranger.length;
}
