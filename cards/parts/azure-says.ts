/** "Azure also says": Advisor's recommendations and Service Health's events, beside what was judged (docs/rules.md#azure-also-says). */
import type { CardElement, IContainer } from '@microsoft/teams.cards';
import type { Announcement, AnnouncementSource } from '../../src/model/announcement.ts';
import { type Day, dayInWords } from '../../src/model/days.ts';
import type { Report } from '../../src/model/finding.ts';
import { retirements } from '../../src/model/retirement.ts';
import { say, type Text } from '../../src/model/text.ts';
import { andMore } from '../wording/answer.ts';
import { clipped, escapeMarkdown, joined, markdownLink } from '../wording/escape-markdown.ts';
import { statusSymbol } from '../wording/status.ts';
import type { Writer } from '../wording/writer.ts';
import { container, paragraph, quiet, toggleLine } from './elements.ts';

/** The heading of the part. */
export const azureAlsoSays = say('Azure also says');

const SOURCES: Readonly<Record<AnnouncementSource, Text>> = {
  advisor: say('Azure Advisor'),
  'service-health': say('Service Health'),
};

/** Who says it and, for a support request, under which name: "Service Health 3KYM-7_G". */
function announcer({ source, reference }: Announcement): Text {
  return source === 'advisor' ? SOURCES.advisor : say('Service Health {reference}', { reference });
}

/** What is to be known about an announcement beside its title, by the clock of `today`. */
function announcementFacts(one: Announcement, today: Day): readonly Text[] {
  const { kind, day, effective, dismissed } = one;
  return [
    ...(effective === undefined
      ? []
      : [
          effective > today
            ? say('takes effect on {date}', { date: dayInWords(effective) })
            : say('took effect on {date}', { date: dayInWords(effective) }),
        ]),
    ...(isNews(one) ? [say('not known here, so not judged')] : []),
    ...(day === undefined || effective !== undefined ? [] : [saidOn(kind, dayInWords(day))]),
    ...(dismissed ? [say('dismissed by somebody')] : []),
  ];
}

function saidOn(kind: Announcement['kind'], date: Text): Text {
  if (kind === 'maintenance') return say('planned for {date}', { date });
  return kind === 'incident' ? say('since {date}', { date }) : say('said on {date}', { date });
}

/** Whether it tells of a retirement that nothing else here tells of. */
export function isNews({ kind, retirement }: Announcement): boolean {
  return kind === 'retirement' && retirement === undefined;
}

/** What could not be read, and Microsoft's sentence where Advisor's silence could be taken for more than it is. */
export function aboutSilence({ retirement, verdict, azureSays }: Report): readonly Text[] {
  if (azureSays === undefined) return [];
  const { announcements, unread } = azureSays;
  const quote = retirements.find(({ id }) => id === retirement)?.ifNoRecommendation;
  const isSilent =
    !unread.includes('advisor') &&
    announcements.every((one) => one.source !== 'advisor' || one.retirement !== retirement);
  return [
    ...(quote === undefined || !isSilent || verdict === 'ready'
      ? []
      : [
          say(
            'Azure Advisor recommends nothing here. Microsoft’s page: “{quote}” What was read above goes before that.',
            {
              quote,
            },
          ),
        ]),
    ...unread.map((source) => say('What {source} says could not be read.', { source: SOURCES[source] })),
  ];
}

/** An announcement in a sentence, for a terminal and plain text. */
export function announcementSentence(one: Announcement, today: Day): Text {
  const [first, ...others] = announcementFacts(one, today);
  const facts = others.reduce((told, fact) => say('{told}, {fact}', { told, fact }), first ?? say(''));
  const values = { who: announcer(one), title: one.title, facts };
  return first === undefined ? say('{who}: {title}', values) : say('{who}: {title} ({facts})', values);
}

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
