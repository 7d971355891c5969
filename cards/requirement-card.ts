/** One requirement explained: what passes, why, since when, and who asks for it. */
import { type Day, since } from '../src/model/days.ts';
import type { Retirement } from '../src/model/retirement.ts';
import { everything } from '../src/model/scope.ts';
import { say } from '../src/model/text.ts';
import { adaptiveCard, askButton, type CardMessage, heading, linkButton, paragraph, quiet } from './parts/elements.ts';
import { escapeMarkdown } from './wording/escape-markdown.ts';
import { linkedText } from './wording/linked-text.ts';
import type { RequirementFacts } from './wording/status.ts';
import { type CardView, writerFor } from './wording/writer.ts';

/** What the card is drawn from. */
export interface RequirementCardOptions {
  readonly requirement: RequirementFacts;
  /** The retirement that it belongs to, where it is known. */
  readonly retirement?: Pick<Retirement, 'title' | 'what' | 'effective'> | undefined;
  /** The UTC day by which it is worded. */
  readonly today: Day;
  readonly view: CardView;
}

/** What it asks for and why. The source is linked, so that nobody has to believe the bot. */
export function requirementCard({ requirement, retirement, today, view }: RequirementCardOptions): CardMessage {
  const writer = writerFor(view);
  const { id, title, why, source } = requirement;
  const summary = writer.plain(say('{id}: {title}', { id, title }));
  const lines = [
    say('It passes when this is true: {title}.', { title }),
    say('Why: {why}', { why }),
    ...(retirement === undefined
      ? []
      : [
          say('Since when: it belongs to {name}; {what} {since}.', {
            name: retirement.title,
            what: retirement.what,
            since: since(retirement.effective, today),
          }),
        ]),
  ];
  const origin = say('Source: {title}, section "{section}"', { title: source.title, section: source.section });
  return {
    card: adaptiveCard({
      body: [
        heading(escapeMarkdown(writer.plain(title))),
        quiet(escapeMarkdown(id), { spacing: 'None' }),
        ...lines.map((line) => paragraph(linkedText(line, writer, 600))),
        quiet(writer.markdown(origin)),
      ],
      actions: [
        askButton(writer.plain(say('Who does not meet it?')), {
          kind: 'fleet',
          scope: everything,
          only: 'unmet',
          place: 'new',
        }),
        ...linkButton(writer.plain(say('Open the source')), source.url),
      ],
      speak: summary,
      writer,
    }),
    summary,
    text: [summary, ...[...lines, origin].map((line) => writer.plain(line)), source.url].join('\n'),
  };
}
