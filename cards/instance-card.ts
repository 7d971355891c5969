/** One instance, not judged yet: what a search or a link in a message turns into. */
import { say } from '../src/model/text.ts';
import type { DiscoveredInstance } from '../src/readiness/assessor.ts';
import type { CardAction } from './actions.ts';
import { adaptiveCard, askButton, buttons, type CardMessage, heading, paragraph, quiet } from './elements.ts';
import { clipped, escapeMarkdown } from './escape-markdown.ts';
import { placeOf } from './instance-rows.ts';
import type { ReminderAction } from './reminder-actions.ts';
import { type CardView, writerFor } from './writer.ts';

/** What the card is drawn from. */
export interface InstanceCardOptions {
  readonly instance: DiscoveredInstance;
  readonly view: CardView;
}

/** Name, place and a button. It holds no verdict, since it may stand in a conversation for years. */
export function instanceCard({ instance, view }: InstanceCardOptions): CardMessage {
  const writer = writerFor(view);
  const name = clipped(instance.name, 80);
  const summary = writer.plain(say('API Management instance {name}', { name }));
  const place = clipped(writer.plain(placeOf(instance)), 200);
  const check = askButton(writer.plain(say('Check')), { verb: 'check', instance: instance.id }, 'positive');
  return {
    card: adaptiveCard({
      body: [
        heading(escapeMarkdown(name)),
        quiet(escapeMarkdown(place), { spacing: 'None' }),
        buttons([{ ...check, tooltip: writer.plain(say('Check {name}', { name })) }]),
      ],
      speak: summary,
      writer,
    }),
    summary,
    text: [summary, place].join('\n'),
  };
}

/** What the card is drawn from when an answer is late. */
export interface LateCardOptions {
  /** What was asked; the button asks it again. */
  readonly action: CardAction | ReminderAction;
  readonly view: CardView;
}

/** Says that the answer is on its way, on a card that nobody but the one who presses can renew. */
export function lateCard({ action, view }: LateCardOptions): CardMessage {
  const writer = writerFor(view);
  const summary = writer.plain(say('Still reading Azure'));
  const hint = say('This takes longer than Teams waits for a card. Press the button in a moment: I go on reading.');
  return {
    card: adaptiveCard({
      body: [
        heading(writer.markdown(say('⏳ {title}', { title: summary }))),
        paragraph(writer.markdown(hint)),
        buttons([askButton(writer.plain(say('Show the answer')), action, 'positive')]),
      ],
      speak: summary,
      writer,
    }),
    summary,
    text: [summary, writer.plain(hint)].join('\n'),
  };
}
