/** Which retirements an answer is about. Rules: docs/rules.md#which-retirement. Days are UTC and compare as text. */
import { compareText } from '../model/compare-text.ts';
import { type Day, daysBetween } from '../model/days.ts';
import type { Report } from '../model/finding.ts';
import { isIn, type Retirement } from '../model/retirement.ts';

/** How long a retirement that is met stays worth naming after its day. */
const RECENT_DAYS = 90;

const newestFirst = (a: Report, b: Report) => compareText(b.effective, a.effective);

/**
 * The reports of one instance that answer "for this month": the month's own first, then earlier ones that are not ready
 * or at most 90 days old, newest first. Without a month: the one retirement nearest to today among those past or today
 * that need work, else the next ahead, else the latest past one. Empty when nothing fits.
 */
export function selectReports(reports: readonly Report[], today: Day, month?: string): readonly Report[] {
  if (month !== undefined) {
    const own = reports.filter((report) => report.effective.startsWith(`${month}-`));
    const earlier = reports.filter(
      (report) =>
        report.effective < `${month}-01` &&
        (report.verdict !== 'ready' || daysBetween(report.effective, today) <= RECENT_DAYS),
    );
    return [...own, ...earlier.toSorted(newestFirst)];
  }
  const past = reports.filter((report) => report.effective <= today).toSorted(newestFirst);
  const ahead = reports.filter((report) => report.effective > today).toSorted((a, b) => newestFirst(b, a));
  const pressing = past.find(needsWork);
  const chosen = pressing ?? ahead[0] ?? past[0];
  return chosen === undefined ? [] : [chosen];
}

/** Which retirements are judged for a question: all that take no reads of their own, and those of the month. */
export function judgedFor(month: string | undefined, retirements: readonly Retirement[]): readonly Retirement[] {
  return retirements.filter((one) => one.judged !== 'asked' || (month !== undefined && isIn(month, one)));
}

/** Whether an instance has anything to do with a retirement. */
function isConcerned({ findings }: Report): boolean {
  return findings.some(({ status }) => status !== 'not-applicable');
}

function needsWork({ verdict }: Report): boolean {
  return verdict === 'not-ready' || verdict === 'action-needed';
}

/**
 * The reports that an answer may be chosen from. Without a month: the main retirement alone. With one: it, those of the month that
 * concern the instance (all of them where none does), and the others that are proven unmet or long met; what is merely not known
 * about another month's is no part of an answer.
 */
export function candidates(
  reports: readonly Report[],
  retirements: readonly Retirement[],
  month: string | undefined,
): readonly Report[] {
  const isMain = ({ retirement }: Report) =>
    retirements.some(({ id, judged }) => id === retirement && judged === 'main');
  if (month === undefined) return reports.filter(isMain);
  const concerned = reports.some((report) => isIn(month, report) && isConcerned(report));
  return reports.filter((report) => {
    if (isMain(report)) return true;
    return isIn(month, report) ? !concerned || isConcerned(report) : report.verdict !== 'undecided';
  });
}

/** What an answer about other reports leaves out although it is proven unmet, and in force on a day; newest first. */
export function besides(reports: readonly Report[], told: readonly Report[], today: Day): readonly Report[] {
  return reports
    .filter(
      (report) =>
        told.every(({ retirement }) => retirement !== report.retirement) &&
        needsWork(report) &&
        report.effective <= today,
    )
    .toSorted(newestFirst);
}

/** Whether text is a month: `YYYY-MM`, 01 to 12. */
export function isMonth(value: string): boolean {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(value);
}
