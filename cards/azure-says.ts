/** "Azure also says": Advisor's recommendations and Service Health's events, beside what was judged (docs/rules.md#azure-also-says). */
import type { CardElement } from '@microsoft/teams.cards';
import type { Announcement, AnnouncementSource } from '../src/model/announcement.ts';
import { dayInWords } from '../src/model/days.ts';
import type { Report } from '../src/model/finding.ts';
import { retirements } from '../src/model/retirement.ts';
import { count, say, type Text } from '../src/model/text.ts';
import { container, paragraph, quiet, toggleLine } from './elements.ts';
import { clipped, escapeMarkdown, joined, markdownLink } from './escape-markdown.ts';
import type { Writer } from './writer.ts';

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
function announcementFacts(one: Announcement, today: string): readonly Text[] {
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
    ...(day === undefined ? [] : [saidOn(kind, dayInWords(day))]),
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
export function announcementSentence(one: Announcement, today: string): Text {
  const [first, ...others] = announcementFacts(one, today);
  const facts = others.reduce((told, fact) => say('{told}, {fact}', { told, fact }), first ?? say(''));
  const values = { who: announcer(one), title: one.title, facts };
  return first === undefined ? say('{who}: {title}', values) : say('{who}: {title} ({facts})', values);
}

/** Lines that are in view at once. */
const IN_VIEW = 2;
const LINE = { spacing: 'None', size: 'Small' } as const;

/** The part of a card; empty where Azure says nothing. `id` names what unfolds, unique in the card; `length`: characters of a line. */
export function azureSaysElements(
  report: Report,
  today: string,
  id: string,
  length: number,
  writer: Writer,
): readonly CardElement[] {
  const lines = [
    ...(report.azureSays?.announcements ?? []).map((one) => announcementLine(one, today, length, writer)),
    ...aboutSilence(report).map((text) => paragraph(escapeMarkdown(clipped(writer.plain(text), 300)), LINE)),
  ];
  if (lines.length === 0) return [];
  const left = lines.slice(IN_VIEW);
  const folded = count(left.length, { one: '▾ Show {count} more', other: '▾ Show {count} more' });
  return [
    quiet(writer.markdown(azureAlsoSays), { separator: true, weight: 'Bolder' }),
    ...lines.slice(0, IN_VIEW),
    ...(left.length === 0
      ? []
      : [toggleLine(writer.plain(folded), id), container(left, { id, isVisible: false, spacing: 'None' })]),
  ];
}

function announcementLine(one: Announcement, today: string, length: number, writer: Writer): CardElement {
  const title = clipped(`${writer.plain(announcer(one))}: ${one.title}`, length);
  return paragraph(
    joined(
      [markdownLink(title, one.page), ...announcementFacts(one, today).map((fact) => writer.markdown(fact))],
      ' · ',
    ),
    LINE,
  );
}
