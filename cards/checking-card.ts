/** The first reply, within a second: the question was heard, Azure is being read. */

import { count, say, type Text } from '../src/model/text.ts';
import type { Progress } from '../src/readiness/assessor.ts';
import type { FleetProgress } from '../src/readiness/fleet.ts';
import { adaptiveCard, type CardMessage, heading, quiet } from './parts/elements.ts';
import { type CardView, writerFor } from './wording/writer.ts';

/** What the card is drawn from. */
export interface CheckingCardOptions {
  /** Name of the instance, as it was understood, or what is checked in words. */
  readonly name: string | Text;
  /** How far it is; absent at the start. */
  readonly progress?: Progress | undefined;
  /** How many of several instances are done. */
  readonly fleet?: FleetProgress | undefined;
  readonly view: CardView;
}

/** "Checking apim-prod", and how far that is. The answer replaces this card. */
export function checkingCard({ name, progress, fleet, view }: CheckingCardOptions): CardMessage {
  const writer = writerFor(view);
  const title = say('Checking {name}', { name });
  const state = fleet === undefined ? scanned(progress) : assessed(fleet);
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

function scanned(progress: Progress | undefined): Text {
  if (progress === undefined || progress.known === 0) return say('Reading Azure. The answer will appear here.');
  return count(
    progress.known,
    {
      one: 'Scanned {scanned} of {count} policy. The answer will appear here.',
      other: 'Scanned {scanned} of {count} policies. The answer will appear here.',
    },
    { scanned: progress.scanned },
  );
}

function assessed({ done, total, secondsLeft }: FleetProgress): Text {
  const checked = count(
    total,
    { one: 'Checked {done} of {count} instance.', other: 'Checked {done} of {count} instances.' },
    { done },
  );
  return say('{checked} {left}', { checked, left: leftInWords(secondsLeft) });
}

/** A number of seconds jumps about; whole minutes do not. */
function leftInWords(seconds: number | undefined): Text {
  if (seconds === undefined) return say('The answer will appear here.');
  if (seconds < 60) return say('The answer will appear here in less than a minute.');
  return count(Math.ceil(seconds / 60), {
    one: 'The answer will appear here in about {count} minute.',
    other: 'The answer will appear here in about {count} minutes.',
  });
}
