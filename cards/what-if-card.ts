/** What a change that nobody has made would come to: what would stop without trusted access, what another change makes better and worse. */

import type { Report } from '../src/model/finding.ts';
import { given } from '../src/model/given.ts';
import { say } from '../src/model/text.ts';
import type { Assessment } from '../src/readiness/assessor.ts';
import { type Cause, causesOf } from '../src/readiness/causes.ts';
import { isFlag, type WhatIf } from '../src/readiness/what-if.ts';
import { type AboutSubject, aboutAction, aboutBelow, backButton, learnMoreButton } from './parts/answer-buttons.ts';
import { causeRow } from './parts/cause-rows.ts';
import { askButton, type CardMessage, paragraph, quiet } from './parts/elements.ts';
import { type Block, pagedCard } from './parts/pages.ts';
import { checkedWhen } from './wording/answer.ts';
import { bold, clipped } from './wording/escape-markdown.ts';
import { itemSentence } from './wording/item.ts';
import { linkedText } from './wording/linked-text.ts';
import { whatIfClock, whatIfGroups, whatIfSentence } from './wording/what-if.ts';
import { type CardView, type Writer, writerFor } from './wording/writer.ts';

/** What the card is drawn from. */
export interface WhatIfCardOptions {
  readonly assessment: Assessment;
  /** The report that was thought through. */
  readonly report: Report;
  readonly outcome: WhatIf;
  readonly month?: string | undefined;
  /** Page to show, from 1. */
  readonly page?: number | undefined;
  readonly view: CardView;
}

/** Causes on a page. */
const MOST = 6;

/** Each group with its heading; a cause is told once, however many items it has. Its sentences are behind "Why". */
function groupBlocks(report: Report, outcome: WhatIf, writer: Writer): readonly Block[] {
  const causes = causesOf(report);
  return whatIfGroups(outcome).flatMap(([title, items]) => {
    const among = (cause: Cause) => cause.items.some(({ item }) => items.includes(item));
    const alone = items.filter((item) => !causes.some((cause) => cause.items.some((one) => one.item === item)));
    const rows: readonly Block[] = [
      ...causes.filter(among).map((cause) => causeRow(cause, report, 160, writer)),
      ...alone.map((item) => [paragraph(linkedText(itemSentence(item, writer), writer, 400), { spacing: 'Small' })]),
    ];
    const [first = [], ...rest] = rows;
    return [[paragraph(bold(writer.plain(title))), ...first], ...rest];
  });
}

/** Whether it is safe, and which calls decide that. */
export function whatIfCard({ assessment, report, outcome, month, page, view }: WhatIfCardOptions): CardMessage {
  const writer = writerFor(view);
  const summary = clipped(writer.plain(whatIfSentence(outcome, report.instance.name)), 300);
  const lines = whatIfClock(outcome, report, assessment.today);
  const subject: AboutSubject = { instance: report.instance, month, drawn: assessment.checkedAt };
  const told = whatIfGroups(outcome).flatMap(([title, items]) =>
    items.slice(0, 5).map((item) => say('{title}: {item}', { title, item: itemSentence(item, writer) })),
  );
  const asked = isFlag(outcome.change) ? {} : { change: outcome.change };
  return pagedCard({
    summary,
    lead: lines.map((line) => paragraph(writer.markdown(line), { spacing: 'Small' })),
    blocks: groupBlocks(report, outcome, writer),
    most: MOST,
    again: { ...aboutAction('what-if', subject), ...asked, ...given({ page }) },
    closing: [quiet(writer.markdown(checkedWhen(assessment, writer)), { separator: true, spacing: 'Medium' })],
    actions: [
      ...(outcome.safe === 'done' ? [] : [aboutBelow('fix', subject, writer), aboutBelow('why', subject, writer)]),
      askButton(writer.plain(say('Check again')), { ...aboutAction('what-if', subject), ...asked }),
      backButton(subject, writer),
      ...learnMoreButton(report.retirement, writer),
    ],
    lines: [...lines, ...told].map((line) => clipped(writer.plain(line), 400)),
    writer,
  });
}
