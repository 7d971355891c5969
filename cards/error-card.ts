/** No answer, because something broke: what, whose fault, and what to do now. */
import { say, type Text } from '../src/model/text.ts';
import type { CardAction } from './parts/actions.ts';
import { adaptiveCard, askButton, type CardMessage, heading, paragraph, quiet } from './parts/elements.ts';
import { clipped, escapeMarkdown } from './wording/escape-markdown.ts';
import { type CardView, writerFor } from './wording/writer.ts';

/** What the card is drawn from. */
export interface ErrorCardOptions {
  /** `azure`: Azure did not answer after retries. `ours`: the bot itself broke. */
  readonly cause: 'azure' | 'ours';
  /** What was asked about, for example the name of an instance. */
  readonly about?: string | Text | undefined;
  /** What finds this failure in the log: the id of the activity. */
  readonly reference?: string | undefined;
  /** What "Try again" asks. */
  readonly retry?: CardAction | undefined;
  readonly view: CardView;
}

const CAUSES: Readonly<Record<ErrorCardOptions['cause'], readonly [title: Text, advice: Text]>> = {
  azure: [
    say('Azure did not answer'),
    say(
      'I asked several times. That says nothing about whether anything is ready. Try again in a minute; if it stays so, look at the health of Azure and at the network of the bot.',
    ),
  ],
  ours: [
    say('Something broke on my side'),
    say('That says nothing about whether anything is ready. Try again; if it stays so, tell whoever runs this bot.'),
  ],
};

/** Says what failed in plain words, and offers to try again. Never a stack, a status code or a body. */
export function errorCard({ cause, about, reference, retry, view }: ErrorCardOptions): CardMessage {
  const writer = writerFor(view);
  const [what, advice] = CAUSES[cause];
  const title = about === undefined ? what : say('{about}: {what}', { about, what });
  const summary = clipped(writer.plain(title), 200);
  const mark = reference === undefined ? [] : [say('For the log: {reference}', { reference: clipped(reference, 100) })];
  return {
    card: adaptiveCard({
      body: [
        heading(escapeMarkdown(`⚠️ ${summary}`)),
        paragraph(writer.markdown(advice)),
        ...mark.map((line) => quiet(writer.markdown(line))),
      ],
      actions: retry === undefined ? [] : [askButton(writer.plain(say('Try again')), retry)],
      speak: summary,
      writer,
    }),
    summary,
    text: [summary, ...[advice, ...mark].map((line) => writer.plain(line))].join('\n'),
  };
}
