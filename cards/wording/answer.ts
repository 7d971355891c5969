/** The words around every answer: what was read and when, and what a list leaves out. */
import { type Day, dayInWords, type Instant } from '../../src/model/days.ts';
import type { Report } from '../../src/model/finding.ts';
import { count, say, type Text } from '../../src/model/text.ts';
import type { Writer } from './writer.ts';

/** What was read of an instance, a piece for each list: "12 policies", "loggers not read". */
export function scannedPieces(report: Report): readonly Text[] {
  const { policies, backends, loggers, namedValues, certificates } = report.scanned;
  return [
    policies === null
      ? say('policies not read')
      : count(policies, { one: '{count} policy', other: '{count} policies' }),
    backends === null
      ? say('backends not read')
      : count(backends, { one: '{count} backend', other: '{count} backends' }),
    loggers === null ? say('loggers not read') : count(loggers, { one: '{count} logger', other: '{count} loggers' }),
    namedValues === null
      ? say('named values not read')
      : count(namedValues, { one: '{count} named value', other: '{count} named values' }),
    certificates === null
      ? say('certificates not read')
      : count(certificates, { one: '{count} certificate', other: '{count} certificates' }),
  ];
}

/** When Azure was read for an answer, and in whose name. */
export function checkedWhen(
  { checkedAt, checkedAs }: { readonly checkedAt: Instant; readonly checkedAs: Text | string },
  writer: Writer,
): Text {
  return say('Checked {when} as {who}', { when: writer.instant(checkedAt), who: checkedAs });
}

/** The same, and the day (UTC, `YYYY-MM-DD`) by which it was judged where that is not the day of the reading. */
export function checkedLines(
  checked: { readonly checkedAt: Instant; readonly checkedAs: Text | string; readonly today: Day },
  writer: Writer,
): readonly Text[] {
  const { checkedAt, today } = checked;
  return [
    checkedWhen(checked, writer),
    ...(checkedAt.startsWith(today)
      ? []
      : [say('Judged as if today were {today} (UTC)', { today: dayInWords(today) })]),
  ];
}

/** What a list leaves out: "and 12 more". */
export function andMore(left: number): Text {
  return count(left, { one: 'and {count} more', other: 'and {count} more' });
}
