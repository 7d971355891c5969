/** The words of what Azure itself says: Advisor's recommendations and Service Health's events (docs/rules.md#azure-also-says). */
import type { Announcement, AnnouncementSource } from '../../src/model/announcement.ts';
import { type Day, dayInWords } from '../../src/model/days.ts';
import type { Report } from '../../src/model/finding.ts';
import { retirements } from '../../src/model/retirement.ts';
import { say, type Text } from '../../src/model/text.ts';

/** The heading above it. */
export const azureAlsoSays = say('Azure also says');

const SOURCES: Readonly<Record<AnnouncementSource, Text>> = {
  advisor: say('Azure Advisor'),
  'service-health': say('Service Health'),
};

/** Who says it and, for a support request, under which name: "Service Health 3KYM-7_G". */
export function announcer({ source, reference }: Announcement): Text {
  return source === 'advisor' ? SOURCES.advisor : say('Service Health {reference}', { reference });
}

/** What is to be known about an announcement beside its title, by the clock of `today`. */
export function announcementFacts(one: Announcement, today: Day): readonly Text[] {
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
