/** What would stop if trusted access were switched off in the gateway. */
import type { CardElement } from '@microsoft/teams.cards';
import { idKey } from '../src/model/arm.ts';
import { since } from '../src/model/days.ts';
import type { Item, Report } from '../src/model/finding.ts';
import { retirements } from '../src/model/retirement.ts';
import { count, say, type Text } from '../src/model/text.ts';
import type { Assessment } from '../src/readiness/assessor.ts';
import type { WhatIf } from '../src/readiness/what-if.ts';
import { type AboutSubject, aboutButton, backButton } from './about-actions.ts';
import { firstThatFits } from './card-size.ts';
import { adaptiveCard, type CardMessage, container, heading, linkButton, paragraph, quiet } from './elements.ts';
import { bold, clipped, escapeMarkdown } from './escape-markdown.ts';
import { itemSentence } from './item-wording.ts';
import { linkedText } from './linked-text.ts';
import { andMore } from './wording.ts';
import { type CardView, type Writer, writerFor } from './writer.ts';

/** What the card is drawn from. */
export interface WhatIfCardOptions {
  readonly assessment: Assessment;
  /** The report that was thought through. */
  readonly report: Report;
  readonly outcome: WhatIf;
  readonly month?: string | undefined;
  readonly view: CardView;
}

/** How many things the items are about; one called from several locations counts once. */
function targets(items: readonly Item[]): number {
  return new Set(items.map(({ subject }) => idKey(subject))).size;
}

/** The outcome in one sentence, for cards and the terminal. */
export function whatIfSentence({ safe, stops, undecided }: WhatIf, name: string): Text {
  switch (safe) {
    case 'done':
      return say('Trusted access is already off in {name}: setting the flag changes nothing', { name });
    case 'yes':
      return say('Setting the flag on {name} is safe: nothing depends on trusted access', { name });
    case 'no':
      return count(
        targets(stops),
        {
          one: 'Setting the flag on {name} is not safe: {count} dependency has no other way',
          other: 'Setting the flag on {name} is not safe: {count} dependencies have no other way',
        },
        { name },
      );
    case 'unknown':
      if (undecided.length === 0) {
        return say('Whether setting the flag on {name} is safe is unknown: its dependencies were not judged', { name });
      }
      return count(
        targets(undecided),
        {
          one: 'Whether setting the flag on {name} is safe is unknown: {count} dependency could not be decided',
          other: 'Whether setting the flag on {name} is safe is unknown: {count} dependencies could not be decided',
        },
        { name },
      );
  }
}

/** What the clock has to say to it: from the day on, the flag takes away what should be gone already. */
export function whatIfClock(outcome: WhatIf, report: Report, today: string): readonly Text[] {
  if (outcome.safe === 'done') return [];
  const what = retirements.find(({ id }) => id === report.retirement)?.what ?? say('trusted access');
  const when = say('Whatever the flag says, {what} {since}.', { what, since: since(report.effective, today) });
  const advice =
    outcome.safe === 'yes'
      ? say('Set it in a maintenance window: the whole service is updated.')
      : say('Leave the flag as it is until every call has another way: it cuts trusted access off at once.');
  return [when, advice];
}

/** The groups of items that an outcome has, each with its heading; empty ones are left out. */
export function whatIfGroups({ stops, undecided, broken }: WhatIf): readonly (readonly [Text, readonly Item[]])[] {
  const groups: readonly (readonly [Text, readonly Item[]])[] = [
    [say('Would stop'), stops],
    [say('May stop: could not be decided'), undecided],
    [say('Fails now already, with or without the flag'), broken],
  ];
  return groups.filter(([, items]) => items.length > 0);
}

interface Way {
  readonly items: number;
  readonly length: number;
}

const ways: readonly [Way, ...Way[]] = [
  { items: 6, length: 500 },
  { items: 6, length: 300 },
  { items: 5, length: 200 },
  { items: 3, length: 120 },
];

function group([title, items]: readonly [Text, readonly Item[]], way: Way, writer: Writer): CardElement {
  const left = items.length - way.items;
  return container(
    [
      paragraph(bold(writer.plain(title))),
      ...items
        .slice(0, way.items)
        .map((item) => paragraph(linkedText(itemSentence(item, writer), writer, way.length), { spacing: 'Small' })),
      ...(left > 0 ? [quiet(writer.markdown(andMore(left)))] : []),
    ],
    { separator: true, spacing: 'Medium' },
  );
}

/** Whether it is safe, and which calls decide that. */
export function whatIfCard({ assessment, report, outcome, month, view }: WhatIfCardOptions): CardMessage {
  const writer = writerFor(view);
  const summary = clipped(writer.plain(whatIfSentence(outcome, report.instance.name)), 300);
  const lines = whatIfClock(outcome, report, assessment.today);
  const groups = whatIfGroups(outcome);
  const subject: AboutSubject = { instance: report.instance, month, drawn: assessment.checkedAt };
  const told = groups.flatMap(([title, items]) =>
    items.slice(0, 5).map((item) => say('{title}: {item}', { title, item: itemSentence(item, writer) })),
  );
  return firstThatFits(ways, (way) => ({
    card: adaptiveCard({
      body: [
        heading(escapeMarkdown(summary)),
        ...lines.map((line) => paragraph(writer.markdown(line), { spacing: 'Small' })),
        ...groups.map((one) => group(one, way, writer)),
        quiet(
          writer.markdown(
            say('Checked {when} as {who}', { when: writer.instant(assessment.checkedAt), who: assessment.checkedAs }),
          ),
          { separator: true, spacing: 'Medium' },
        ),
      ],
      actions: [
        ...(outcome.safe === 'done' ? [] : [aboutButton('fix', subject, writer)]),
        aboutButton('what-if', subject, writer, say('Check again')),
        backButton(subject, writer),
        ...linkButton(
          writer.plain(say('Learn more')),
          retirements.find(({ id }) => id === report.retirement)?.docs ?? '',
        ),
      ],
      speak: summary,
      writer,
    }),
    summary,
    text: [summary, ...[...lines, ...told].map((line) => clipped(writer.plain(line), 400))].join('\n'),
  }));
}
