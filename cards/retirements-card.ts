/** What Azure takes away, and when. */
import { type Day, monthInWords, since } from '../src/model/days.ts';
import type { Retirement } from '../src/model/retirement.ts';
import { say, type Text } from '../src/model/text.ts';
import { whoIsNotReadyButton } from './parts/answer-buttons.ts';
import { type CardMessage, paragraph, quiet } from './parts/elements.ts';
import { type Again, type Block, pagedCard } from './parts/pages.ts';
import { escapeMarkdown, markdownLink } from './wording/escape-markdown.ts';
import { type CardView, type Writer, writerFor } from './wording/writer.ts';

/** What the card is drawn from. */
export interface RetirementsCardOptions {
  /** Those that were asked for, next ahead first; may be empty. */
  readonly retirements: readonly Retirement[];
  /** The month that was asked for, `YYYY-MM`. */
  readonly month?: string | undefined;
  /** The year that was asked for, `YYYY`. */
  readonly year?: string | undefined;
  readonly today: Day;
  readonly again: Again;
  readonly view: CardView;
}

function titleFor({ retirements, month, year, today }: RetirementsCardOptions): Text {
  const [first] = retirements;
  if (first === undefined) {
    if (year !== undefined) return say('I know of nothing that retires in {year}', { year });
    return month === undefined
      ? say('I know of nothing that retires')
      : say('I know of nothing that retires in {month}', { month: monthInWords(month) });
  }
  const { what } = first;
  const sentence = say('{what} {since}', { what, since: since(first.effective, today) });
  if (first.effective > today) return say('Next: {sentence}', { sentence });
  return retirements.every(({ effective }) => effective <= today)
    ? say('Nothing that I know of lies ahead; {sentence}', { sentence })
    : sentence;
}

/** Retirements on a page. */
const MOST = 10;

/** Its name, which leads to what Microsoft says, then what is taken away and when. */
function element({ title, what, effective, docs }: Retirement, today: Day, writer: Writer): Block {
  return [
    paragraph(markdownLink(writer.plain(title), docs)),
    quiet(escapeMarkdown(writer.sentence(say('{what} {since}', { what, since: since(effective, today) }))), {
      spacing: 'None',
    }),
  ];
}

/** Retirements with their days, and a way to ask who is not ready. */
export function retirementsCard(options: RetirementsCardOptions): CardMessage {
  const { retirements, today, view } = options;
  const writer = writerFor(view);
  const lines = retirements.map(({ title, what, effective, docs }) =>
    say('{title}: {what} {since} ({docs})', { title, what, since: since(effective, today), docs }),
  );
  return pagedCard({
    summary: writer.sentence(titleFor(options)),
    blocks: retirements.map((retirement) => element(retirement, today, writer)),
    most: MOST,
    again: options.again,
    actions: [whoIsNotReadyButton(writer, options.month)],
    lines: lines.map((line) => writer.plain(line)),
    writer,
  });
}
