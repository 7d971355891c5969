/** The words of a verdict: its symbol, the sentence that answers the question, and the clock beside it. */

import { type Day, since, withdrawal } from '../../src/model/days.ts';
import type { Finding, Report, Status, Verdict } from '../../src/model/finding.ts';
import { GATEWAY_DEPENDENCIES } from '../../src/model/requirement-ids.ts';
import { retirements } from '../../src/model/retirement.ts';
import { count, say, type Text, type TextValue } from '../../src/model/text.ts';
import { statusSymbol } from './status.ts';

/** How many requirements of a report came out how. */
interface Counts {
  /** Every requirement that applies. Those that do not apply are counted in nothing but `notApplicable`. */
  readonly total: number;
  /** Nothing to do: `pass` and `warn`. */
  readonly met: number;
  /** `fail`. */
  readonly unmet: number;
  /** `unknown`. */
  readonly unseen: number;
  /** `warn`; part of `met`. */
  readonly worthALook: number;
  readonly notApplicable: number;
}

const VERDICT_SYMBOLS: Readonly<Record<Verdict, string>> = {
  'not-ready': statusSymbol('fail'),
  undecided: statusSymbol('unknown'),
  'action-needed': statusSymbol('warn'),
  ready: statusSymbol('pass'),
};

/** The symbol of a verdict. Never stands without its sentence. */
export function verdictSymbol(verdict: Verdict): string {
  return VERDICT_SYMBOLS[verdict];
}

/** How many instances have a verdict: "3 not ready". */
export function verdictCount(verdict: Verdict, number: number): Text {
  switch (verdict) {
    case 'not-ready':
      return count(number, { one: '{count} not ready', other: '{count} not ready' });
    case 'undecided':
      return count(number, { one: '{count} undecided', other: '{count} undecided' });
    case 'action-needed':
      return count(number, { one: '{count} needs action', other: '{count} need action' });
    case 'ready':
      return count(number, { one: '{count} ready', other: '{count} ready' });
  }
}

/** A verdict as the predicate of an instance: "is not ready". */
export function verdictWord(verdict: Verdict): Text {
  switch (verdict) {
    case 'not-ready':
      return say('is not ready');
    case 'undecided':
      return say('is undecided');
    case 'action-needed':
      return say('needs action');
    case 'ready':
      return say('is ready');
  }
}

/** Counts the findings of a report. */
function countsOf(findings: readonly Finding[]): Counts {
  const of = (status: Status) => findings.filter((finding) => finding.status === status).length;
  const notApplicable = of('not-applicable');
  return {
    total: findings.length - notApplicable,
    met: of('pass') + of('warn'),
    unmet: of('fail'),
    unseen: of('unknown'),
    worthALook: of('warn'),
    notApplicable,
  };
}

function countsSentence(counts: Counts): Text {
  const { total, met, unmet, unseen, worthALook } = counts;
  if (total === 0) return say('no requirement applies');
  if (unmet > 0) {
    const base = count(
      total,
      { one: '{count} requirement unmet', other: '{unmet} of {count} requirements unmet' },
      { unmet },
    );
    return unseen === 0
      ? base
      : count(
          unseen,
          { one: '{unmet}, {count} could not be seen', other: '{unmet}, {count} could not be seen' },
          { unmet: base },
        );
  }
  if (unseen > 0) {
    return count(
      total,
      { one: '{count} requirement could not be seen', other: '{unseen} of {count} requirements could not be seen' },
      { unseen },
    );
  }
  const base = count(met, { one: '{count} requirement met', other: 'all {count} requirements met' });
  return worthALook === 0
    ? base
    : count(worthALook, { one: '{met}, {count} worth a look', other: '{met}, {count} worth a look' }, { met: base });
}

function verdictText(
  verdict: Verdict,
  values: Readonly<Record<'instance' | 'what' | 'since' | 'counts', TextValue>>,
): Text {
  switch (verdict) {
    case 'not-ready':
      return say('{instance} is not ready: {what} {since}, {counts}', values);
    case 'undecided':
      return say('{instance} is undecided: {what} {since}, {counts}', values);
    case 'action-needed':
      return say('{instance} needs action: {what} {since}, {counts}', values);
    case 'ready':
      return say('{instance} is ready: {what} {since}, {counts}', values);
  }
}

/** Whether what Azure took away is why the instance is not ready: a missing role or a deleted certificate is no matter of it. */
function isForTheRetirement({ verdict, findings }: Report): boolean {
  const items = findings.flatMap((finding) => finding.items);
  if (verdict !== 'not-ready' || findings.every(({ requirement }) => requirement !== GATEWAY_DEPENDENCIES)) return true;
  return (
    items.some(({ restsOnTrustedAccess }) => restsOnTrustedAccess === true) &&
    !items.some(({ reason }) => reason === 'FLAG_ABSENT_NEW')
  );
}

/**
 * The answer in one sentence, by the clock of `today` (UTC, `YYYY-MM-DD`; docs/rules.md#statuses): "apim-prod is not ready: trusted
 * access stopped on 15 March 2026 (252 days ago), 3 of 11 requirements unmet". The retirement is named only where it is the cause.
 */
export function verdictSentence(report: Report, today: Day): Text {
  const retirement = retirements.find((one) => one.id === report.retirement);
  if (!isForTheRetirement(report)) {
    const counts = countsSentence(countsOf(report.findings));
    return say('{instance} is not ready: {counts}', { instance: report.instance.name, counts });
  }
  return verdictText(report.verdict, {
    instance: report.instance.name,
    what: retirement?.what ?? say('{retirement}', { retirement: report.retirement }),
    since: since(report.effective, today),
    counts: report.findings.length === 0 ? say('nothing could be judged') : countsSentence(countsOf(report.findings)),
  });
}

/** Since when, or until when, in a line: "Microsoft withdrew trusted access on 15 March 2026 (252 days ago)" (docs/rules.md#statuses). */
export function retirementClock({ retirement, effective }: Report, today: Day): Text {
  const what = retirements.find((one) => one.id === retirement)?.what ?? say('{retirement}', { retirement });
  return withdrawal(what, effective, today);
}
