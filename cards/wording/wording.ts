/** The words of an answer, shared by the card and the terminal. */
import { type Day, dayInWords, type Instant, since, withdrawal } from '../../src/model/days.ts';
import type { Finding, Impact, Item, Report, Status, Verdict } from '../../src/model/finding.ts';
import { type Requirement, titleIn } from '../../src/model/requirement.ts';
import { retirements } from '../../src/model/retirement.ts';
import { count, say, type Text, type TextValue } from '../../src/model/text.ts';
import { severity } from '../../src/readiness/assess.ts';
import type { Writer } from './writer.ts';

/** What a card needs to know of a requirement. The list of all requirements fits. */
export type RequirementTitle = Pick<Requirement, 'id' | 'title' | 'titles'>;

/** How many requirements of a report came out how. */
export interface Counts {
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

/** Each can be seen on light and on dark; none is told by its colour alone. */
const SYMBOLS: Readonly<Record<Status, string>> = {
  pass: '✅',
  warn: '⚠️',
  fail: '❌',
  unknown: '❓',
  'not-applicable': '🔵',
};

const WORDS: Readonly<Record<Status, Text>> = {
  pass: say('Met'),
  warn: say('Worth a look'),
  fail: say('Not met'),
  unknown: say('Could not see'),
  'not-applicable': say('Does not apply'),
};

const VERDICT_SYMBOLS: Readonly<Record<Verdict, string>> = {
  'not-ready': SYMBOLS.fail,
  undecided: SYMBOLS.unknown,
  'action-needed': SYMBOLS.warn,
  ready: SYMBOLS.pass,
};

/** The symbol of a status. Never stands without its word. */
export function statusSymbol(status: Status): string {
  return SYMBOLS[status];
}

/** The word of a status. */
export function statusWord(status: Status): Text {
  return WORDS[status];
}

/** The word of a status: for what is not met, what that costs. */
export function statusWithImpact(status: Status, impact: Impact | undefined): Text {
  if (status !== 'fail' || impact === undefined) return statusWord(status);
  return impact === 'outage' ? say('Outage') : say('Unsupported');
}

/** The word with its meaning, as it stands above everything of that status: so nobody has to know our words. */
export function severityHead(status: Status, impact: Impact | undefined): Text {
  switch (status) {
    case 'fail':
      return impact === 'outage'
        ? say('Outage: calls or features stop working')
        : say('Unsupported: asked for; nothing stops by it alone');
    case 'unknown':
      return say('Could not see: not decided, never counted as met');
    case 'warn':
      return say('Worth a look: changes no verdict');
    case 'pass':
    case 'not-applicable':
      return statusWord(status);
  }
}

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

/** What a list leaves out: "and 12 more". */
export function andMore(left: number): Text {
  return count(left, { one: 'and {count} more', other: 'and {count} more' });
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
export function countsOf(findings: readonly Finding[]): Counts {
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
  if (verdict !== 'not-ready' || findings.every(({ requirement }) => requirement !== 'gateway-dependencies'))
    return true;
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

/** The title of a requirement in the state that it came out in; its id where the list does not have it. */
export function titleOf(requirement: string, status: Status, titles: readonly RequirementTitle[]): Text {
  const known = titles.find((one) => one.id === requirement);
  return known === undefined ? say('{requirement}', { requirement }) : titleIn(status, known);
}

/** Findings worst first, those of one severity in the order of the report (docs/rules.md#statuses). */
export function worstFirst(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((a, b) => severity(a.status, a.impact) - severity(b.status, b.impact));
}

/** Whether a finding or item needs somebody's eyes. */
export function needsAttention(one: Pick<Item, 'status'>): boolean {
  return one.status === 'fail' || one.status === 'unknown' || one.status === 'warn';
}

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
