/** What an answer to our own question points at: "2", "the first", "the dev one", "rg-orders-dev", "yes", "next". */

import type { CardAction } from '../../../cards/parts/actions.ts';
import type { Question } from '../../model/question.ts';
import type { Pointer } from '../understanding/pointer.ts';
import { plainOf } from '../understanding/words/plain-text.ts';
import type { Offer, Remembered } from './memory.ts';

/** Kinds that short words may be taken for although something on offer is meant. */
const LOOSE: ReadonlySet<string> = new Set([
  'unclear',
  'check',
  'fleet',
  'list',
  'thanks',
  'change-reminders',
] satisfies Question['kind'][]);

/** The action of the one thing on offer that was meant; `undefined` where nothing, or more than one thing, fits. */
export function pointedAt(
  { kind }: Question,
  pointer: Pointer | undefined,
  before: Remembered | undefined,
): CardAction | undefined {
  const offered = before?.offered;
  if (pointer === undefined || offered === undefined || !LOOSE.has(kind)) return undefined;
  const { offers, next } = offered;
  switch (pointer.by) {
    case 'number':
      return offers.at(pointer.number > 0 ? pointer.number - 1 : pointer.number)?.action;
    case 'yes':
      return offers.length === 1 ? offers[0]?.action : undefined;
    case 'more':
      return next;
    case 'no':
      return undefined;
    case 'words':
      return byWords(pointer, offers)?.action;
  }
}

/** Words that name nothing. */
const EMPTY = new Set('the a an one in of with at on please der die das le la les el los o os um uma'.split(' '));

function byWords({ words }: Extract<Pointer, { by: 'words' }>, offers: readonly Offer[]): Offer | undefined {
  const said = piecesOf(words).filter((word) => !EMPTY.has(word));
  if (said.length === 0) return undefined;
  const fitting = offers.filter((offer) => {
    const known = piecesOf(offer.words);
    if (known.includes(said.join(''))) return true;
    return said.every((word) => known.some((one) => one === word || (word.length >= 3 && one.startsWith(word))));
  });
  const [only, other] = fitting;
  return other === undefined
    ? only
    : fitting.find((offer) =>
        piecesOf(offer.words)
          .join(' ')
          .startsWith(`${said.join(' ')} `),
      );
}

function piecesOf(text: string): readonly string[] {
  return plainOf(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((piece) => piece !== '');
}
