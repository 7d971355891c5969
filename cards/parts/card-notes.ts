/** Notes that a card gets on its way out, whatever card it is. */
import { say, type Text } from '../../src/model/text.ts';
import { linkedText } from '../wording/linked-text.ts';
import { type CardView, writerFor } from '../wording/writer.ts';
import { type CardMessage, paragraph } from './elements.ts';

/** Puts a line above everything else on a card, and into its plain text. */
export function withNote(message: CardMessage, note: Text, view: CardView): CardMessage {
  const writer = writerFor(view);
  const line = paragraph(linkedText(note, writer, 300), { size: 'Small' });
  const [first = '', ...rest] = message.text.split('\n');
  return {
    ...message,
    card: { ...message.card, body: [line, ...(message.card.body ?? [])] },
    text: [first, writer.plain(note), ...rest].join('\n'),
  };
}

/** What an old card says when one of its buttons was pressed. `drawn`: when its facts were read, ISO. */
export function staleNote(drawn: string, view: CardView): Text {
  return say('That card was from {when}. This is how it stands now.', { when: writerFor(view).instant(drawn) });
}
