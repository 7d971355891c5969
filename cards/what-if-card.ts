/** What a change that nobody has made would come to: what would stop without trusted access, what another change makes better and worse. */
import { idKey } from '../src/model/arm.ts';
import { type Day, since } from '../src/model/days.ts';
import type { Item, Report } from '../src/model/finding.ts';
import { retirements } from '../src/model/retirement.ts';
import { count, say, type Text } from '../src/model/text.ts';
import { readWhatIf } from '../src/model/what-if.ts';
import type { Assessment } from '../src/readiness/assessor.ts';
import { type Cause, causesOf } from '../src/readiness/causes.ts';
import { isFlag, type WhatIf } from '../src/readiness/what-if.ts';
import { type AboutSubject, aboutAction, aboutBelow, backButton } from './parts/answer-buttons.ts';
import { causeRow } from './parts/cause-row.ts';
import { askButton, type CardMessage, linkButton, paragraph, quiet } from './parts/elements.ts';
import { type Block, pagedCard } from './parts/pages.ts';
import { bold, clipped } from './wording/escape-markdown.ts';
import { itemSentence } from './wording/item.ts';
import { linkedText } from './wording/linked-text.ts';
import { checkedWhen, verdictWord } from './wording/wording.ts';
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

/** How many things the items are about; one called from several locations counts once. */
function targets(items: readonly Item[]): number {
  return new Set(items.map(({ subject }) => idKey(subject))).size;
}

/** A change that is no fact yet, as the beginning of a sentence. */
function supposed(change: WhatIf['change']): Text {
  const asked = readWhatIf(change);
  switch (asked?.of) {
    case 'trusted-access-on':
      return say('If the flag is taken back');
    case 'system-identity-on':
      return say('If the system-assigned identity is switched on');
    case 'private-endpoint':
      return say('If {target} gets a private endpoint', { target: asked.target });
    case 'admit-subnet':
      return say('If {target} admits the subnet', { target: asked.target });
    case 'admit':
      return say('If {target} admits {address}', { target: asked.target, address: asked.address });
    default:
      return say('If the flag is set');
  }
}

/** What any change but the flag comes to. */
function comparedSentence({ change, safe, stops, ends, verdict, untried }: WhatIf, name: string): Text {
  const values = { supposed: supposed(change), name, verdict: verdictWord(verdict) };
  if (untried !== undefined) return say('{supposed}: I could not try it. {why}.', { ...values, why: untried });
  if (safe === 'done') return say('{supposed}, nothing changes on {name}: it is so already', values);
  if (stops.length > 0) {
    return count(
      targets(stops),
      {
        one: '{supposed}, {name} {verdict}: {count} thing gets worse',
        other: '{supposed}, {name} {verdict}: {count} things get worse',
      },
      values,
    );
  }
  if (ends.length === 0) return say('{supposed}, {name} {verdict}: nothing gets better or worse', values);
  return count(
    targets(ends),
    {
      one: '{supposed}, {name} {verdict}: {count} thing gets better, none worse',
      other: '{supposed}, {name} {verdict}: {count} things get better, none worse',
    },
    values,
  );
}

/** The outcome in one sentence, for cards and the terminal. */
export function whatIfSentence(outcome: WhatIf, name: string): Text {
  const { change, safe, stops, undecided } = outcome;
  if (!isFlag(change)) return comparedSentence(outcome, name);
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
export function whatIfClock(outcome: WhatIf, report: Report, today: Day): readonly Text[] {
  if (!isFlag(outcome.change) || outcome.safe === 'done') return [];
  const what = retirements.find(({ id }) => id === report.retirement)?.what ?? say('trusted access');
  const when = say('Whatever the flag says, {what} {since}.', { what, since: since(report.effective, today) });
  const advice =
    outcome.safe === 'yes'
      ? say('Set it in a maintenance window: the whole service is updated.')
      : say('Leave the flag as it is until every call has another way: it cuts trusted access off at once.');
  return [when, advice];
}

/** The groups of items that an outcome has, each with its heading; empty ones are left out. */
export function whatIfGroups({
  change,
  stops,
  undecided,
  broken,
  ends,
}: WhatIf): readonly (readonly [Text, readonly Item[]])[] {
  const groups: readonly (readonly [Text, readonly Item[]])[] = [
    [isFlag(change) ? say('Would stop') : say('Would get worse'), stops],
    [say('Would get better'), ends],
    [say('May stop: could not be decided'), undecided],
    [say('Fails now already, with or without the flag'), broken],
  ];
  return groups.filter(([, items]) => items.length > 0);
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
    again: { ...aboutAction('what-if', subject), ...asked, ...(page === undefined ? {} : { page }) },
    closing: [quiet(writer.markdown(checkedWhen(assessment, writer)), { separator: true, spacing: 'Medium' })],
    actions: [
      ...(outcome.safe === 'done' ? [] : [aboutBelow('fix', subject, writer), aboutBelow('why', subject, writer)]),
      askButton(writer.plain(say('Check again')), { ...aboutAction('what-if', subject), ...asked }),
      backButton(subject, writer),
      ...linkButton(
        writer.plain(say('Learn more')),
        retirements.find(({ id }) => id === report.retirement)?.docs ?? '',
      ),
    ],
    lines: [...lines, ...told].map((line) => clipped(writer.plain(line), 400)),
    writer,
  });
}
