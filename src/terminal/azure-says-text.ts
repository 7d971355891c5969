/** "Azure also says" for a terminal. */

import { aboutSilence, announcementSentence, azureAlsoSays } from '../../cards/wording/announcement.ts';
import type { Day } from '../model/days.ts';
import type { Report } from '../model/finding.ts';
import { plain, type TerminalPage } from './page.ts';

/** The part of a report; empty where Azure says nothing. */
export function azureSaysLines(report: Report, today: Day, page: TerminalPage): readonly string[] {
  const byPage = Map.groupBy(report.azureSays?.announcements ?? [], (one) => one.page);
  const lines = [
    ...[...byPage].flatMap(([address, announcements]) => [
      ...announcements.flatMap((one) => page.lines(plain(announcementSentence(one, today)), 3)),
      ...page.link(address, 5),
    ]),
    ...aboutSilence(report).flatMap((text) => page.lines(plain(text), 3, 'dim')),
  ];
  return lines.length === 0 ? [] : ['', ...page.lines(plain(azureAlsoSays), 0, 'bold'), ...lines];
}
