/** What a change would do, for a terminal. */

import { itemSentence } from '../../cards/wording/item.ts';
import { whatIfClock, whatIfGroups, whatIfSentence } from '../../cards/wording/what-if.ts';
import type { Day } from '../model/days.ts';
import type { Report } from '../model/finding.ts';
import { say } from '../model/text.ts';
import { whatIf } from '../readiness/what-if.ts';
import { plain, type TerminalPage, writer } from './page.ts';

/** Nothing where no change was asked about. */
export function whatIfLines(report: Report, today: Day, { lines }: TerminalPage): readonly string[] {
  if (report.tried === undefined) return [];
  const outcome = whatIf(report, report.tried);
  const sentence = say('What if: {sentence}', { sentence: whatIfSentence(outcome, report.instance.name) });
  return [
    '',
    ...lines(plain(sentence), 0, 'bold'),
    ...whatIfClock(outcome, report, today).flatMap((line) => lines(plain(line), 3)),
    ...whatIfGroups(outcome).flatMap(([title, items]) => [
      ...lines(plain(title), 3, 'bold'),
      ...items.flatMap((item) => lines(plain(itemSentence(item, writer)), 6)),
    ]),
  ];
}
