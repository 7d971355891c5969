/** One instance, not judged yet: what a search or a link in a message turns into. */
import { say, type Text } from '../src/model/text.ts';
import type { DiscoveredInstance, KnownVerdict } from '../src/readiness/assessor.ts';
import type { CardAction } from './parts/actions.ts';
import { adaptiveCard, askButton, buttons, type CardMessage, heading, paragraph, quiet } from './parts/elements.ts';
import { placeOf } from './parts/instance-rows.ts';
import { clipped, escapeMarkdown } from './wording/escape-markdown.ts';
import { verdictSymbol, verdictWord } from './wording/verdict.ts';
import { type CardView, type Writer, writerFor } from './wording/writer.ts';

/** What the card is drawn from. */
export interface InstanceCardOptions {
  readonly instance: DiscoveredInstance;
  /** What was found when it was last looked at; nothing was where it is absent. */
  readonly known?: KnownVerdict | undefined;
  readonly view: CardView;
}

/** Name, place, the last verdict with its instant, since the card may stand in a conversation for years, and a button. */
export function instanceCard({ instance, known, view }: InstanceCardOptions): CardMessage {
  const writer = writerFor(view);
  const name = clipped(instance.name, 80);
  const summary = writer.plain(say('API Management instance {name}', { name }));
  const place = clipped(writer.plain(placeOf(instance)), 200);
  const check = askButton(writer.plain(say('Check')), { kind: 'check', instance: instance.id }, 'positive');
  return {
    card: adaptiveCard({
      body: [
        heading(escapeMarkdown(name)),
        quiet(escapeMarkdown(place), { spacing: 'None' }),
        paragraph(writer.markdown(lastVerdict(known, writer)), { spacing: 'Small' }),
        buttons([{ ...check, tooltip: writer.plain(say('Check {name}', { name })) }]),
      ],
      speak: summary,
      writer,
    }),
    summary,
    text: [summary, place, writer.plain(lastVerdict(known, writer))].join('\n'),
  };
}

/** "❌ is not ready, checked 28 November 2026 at 18:40 CET", or that nobody has looked yet. */
export function lastVerdict(known: KnownVerdict | undefined, writer: Writer): Text {
  return known === undefined
    ? say('Not checked yet')
    : say('{symbol} {verdict}, checked {when}', {
        symbol: verdictSymbol(known.verdict),
        verdict: verdictWord(known.verdict),
        when: writer.instant(known.checkedAt),
      });
}

/** What the card is drawn from when an answer is late. */
export interface LateCardOptions {
  /** What was asked; the button asks it again. */
  readonly action: CardAction;
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
