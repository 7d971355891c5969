/** The first reply, within a second: the question was heard, Azure is being read. */

import { count, say } from '../src/model/text.ts';
import type { Progress } from '../src/readiness/assessor.ts';
import { adaptiveCard, type CardMessage, heading, quiet } from './elements.ts';
import { type CardView, writerFor } from './writer.ts';

/** What the card is drawn from. */
export interface CheckingCardOptions {
  /** Name of the instance, as it was understood. */
  readonly name: string;
  /** How far it is; absent at the start. */
  readonly progress?: Progress | undefined;
  readonly view: CardView;
}

/** "Checking apim-prod", and how far that is. The answer replaces this card. */
export function checkingCard({ name, progress, view }: CheckingCardOptions): CardMessage {
  const writer = writerFor(view);
  const title = say('Checking {name}', { name });
  const state =
    progress === undefined || progress.known === 0
      ? say('Reading Azure. The answer will appear here.')
      : count(
          progress.known,
          {
            one: 'Scanned {scanned} of {count} policy. The answer will appear here.',
            other: 'Scanned {scanned} of {count} policies. The answer will appear here.',
          },
          { scanned: progress.scanned },
        );
  const summary = writer.plain(title);
  return {
    card: adaptiveCard({
      body: [heading(writer.markdown(say('⏳ {title}', { title }))), quiet(writer.markdown(state))],
      speak: summary,
      writer,
    }),
    summary,
    text: [summary, writer.plain(state)].join('\n'),
  };
}
