/** "Azure also says": Advisor's recommendations and Service Health's events, beside what was judged (docs/rules.md#azure-also-says). */
import type { CardElement, IContainer } from '@microsoft/teams.cards';
import type { Announcement } from '../../src/model/announcement.ts';
import type { Day } from '../../src/model/days.ts';
import type { Report } from '../../src/model/finding.ts';
import { say, type Text } from '../../src/model/text.ts';
import { aboutSilence, announcementFacts, announcer, isNews } from '../wording/announcement.ts';
import { andMore } from '../wording/answer.ts';
import { clipped, escapeMarkdown, joined, markdownLink } from '../wording/escape-markdown.ts';
import { statusSymbol } from '../wording/status.ts';
import type { Writer } from '../wording/writer.ts';
import { container, paragraph, quiet, toggleLine } from './elements.ts';

const LINE = { spacing: 'None', size: 'Small' } as const;

/** The part of a card: a line, and what it unfolds. */
interface AzureSaysPart {
  readonly line: IContainer;
  readonly folded: IContainer;
}

/** The part of a card; undefined where Azure says nothing. `id`: unique in the card; `says`: announcements that are drawn; `length`: characters of a line. */
export function azureSaysPart(
  report: Report,
  today: Day,
  id: string,
  { says, length }: { readonly says: number; readonly length: number },
  writer: Writer,
): AzureSaysPart | undefined {
  const announcements = report.azureSays?.announcements ?? [];
  const silence = aboutSilence(report);
  if (announcements.length + silence.length === 0) return undefined;
  const lines = [
    ...announcements
      .slice(0, says)
      .map((one, at) => announcementLine(one, announcements.slice(0, at), today, length, writer)),
    ...(announcements.length > says ? [quiet(writer.markdown(andMore(announcements.length - says)))] : []),
    ...silence.map((text) => paragraph(escapeMarkdown(clipped(writer.plain(text), 300)), LINE)),
  ];
  return {
    line: toggleLine(writer.plain(inALine(announcements, silence)), id),
    folded: container(lines, { id, isVisible: false, spacing: 'None' }),
  };
}

/** That there is something, and by its symbol whether it tells of a retirement that is not known here. */
function inALine(announcements: readonly Announcement[], silence: readonly Text[]): Text {
  const number = announcements.length + silence.length;
  return announcements.some(isNews)
    ? say('▾ {symbol} Azure also says: {number}', { symbol: statusSymbol('unknown'), number })
    : say('▾ Azure also says: {number}', { number });
}

/** The first of a page leads there; further ones of the same page need no link of their own. */
function announcementLine(
  one: Announcement,
  before: readonly Announcement[],
  today: Day,
  length: number,
  writer: Writer,
): CardElement {
  const title = clipped(`${writer.plain(announcer(one))}: ${one.title}`, length);
  const isLinked = before.every(({ page }) => page !== one.page);
  return paragraph(
    joined(
      [
        isLinked ? markdownLink(title, one.page) : escapeMarkdown(title),
        ...announcementFacts(one, today).map((fact) => writer.markdown(fact)),
      ],
      ' · ',
    ),
    LINE,
  );
}
