import { type Day, isDay } from '../../src/model/days.ts';
import type { Report, Status, Verdict } from '../../src/model/finding.ts';
import type { Retirement } from '../../src/model/retirement.ts';
import { besides, candidates, isMonth, judgedFor, selectReports } from '../../src/readiness/which-retirements.ts';
import { finding, item, report as reportOf } from '../support/report.ts';

/** A report about the retirement of a day; that it concerns the instance unless `statuses` say otherwise. */
function report(effective: Day, verdict: Verdict, ...statuses: readonly Status[]): Report {
  const findings = statuses.map((status) => finding(status, item(status)));
  return { ...reportOf(findings), retirement: effective, effective, verdict };
}

const chosen = (reports: readonly Report[], today: Day, month?: string) =>
  selectReports(reports, today, month).map((one) => one.effective);

describe('selectReports for a month', () => {
  it("gives the month's own first, then earlier ones that are not ready, newest first", () => {
    const reports = [
      report('2025-01-01', 'not-ready'),
      report('2026-03-15', 'ready'),
      report('2025-09-30', 'undecided'),
    ];

    expect(chosen(reports, '2026-11-22', '2026-03')).toEqual(['2026-03-15', '2025-09-30', '2025-01-01']);
  });

  it.each([
    ['2026-06-13', ['2026-03-15']],
    ['2026-06-14', []],
  ] as const)('names an earlier one that is met for 90 days: on %s', (today, expected) => {
    expect(chosen([report('2026-03-15', 'ready')], today, '2026-06')).toEqual(expected);
  });

  it('names one of the first of the month once', () => {
    expect(chosen([report('2026-03-01', 'not-ready')], '2026-11-22', '2026-03')).toEqual(['2026-03-01']);
  });

  it('never names a later one', () => {
    expect(chosen([report('2027-03-15', 'not-ready')], '2026-11-22', '2026-03')).toEqual([]);
  });

  it('names one that is ahead of today when a later month is asked for', () => {
    expect(chosen([report('2026-03-15', 'ready')], '2026-01-01', '2026-05')).toEqual(['2026-03-15']);
  });
});

describe('selectReports without a month', () => {
  it.each([
    [
      'the nearest past one that needs work',
      [report('2025-09-30', 'action-needed'), report('2026-03-15', 'not-ready'), report('2027-03-15', 'not-ready')],
      '2026-03-15',
    ],
    [
      'an older one that needs work before one that is ahead',
      [report('2025-09-30', 'not-ready'), report('2026-03-15', 'ready'), report('2027-03-15', 'ready')],
      '2025-09-30',
    ],
    [
      'else the next ahead, also when something past is undecided',
      [report('2026-03-15', 'undecided'), report('2028-01-01', 'ready'), report('2027-03-15', 'ready')],
      '2027-03-15',
    ],
    ['else the latest past one', [report('2025-09-30', 'ready'), report('2026-03-15', 'undecided')], '2026-03-15'],
    [
      'the next ahead before one that is met and whose day is today',
      [report('2026-11-22', 'ready'), report('2027-03-15', 'ready')],
      '2027-03-15',
    ],
    [
      'one whose day is today counts as past',
      [report('2026-11-22', 'not-ready'), report('2027-03-15', 'ready')],
      '2026-11-22',
    ],
  ])('chooses %s', (_, reports, expected) => {
    expect(chosen(reports, '2026-11-22')).toEqual([expected]);
  });

  it('chooses nothing among nothing', () => {
    expect(chosen([], '2026-11-22')).toEqual([]);
  });
});

describe('days and months as they are typed', () => {
  it.each([
    ['2026-03', true],
    ['2026-13', false],
    ['2026-00', false],
    ['2026-3', false],
    ['03-2026', false],
    ['', false],
  ])('month %s: %s', (value, expected) => {
    expect(isMonth(value)).toBe(expected);
  });

  it.each([
    ['2026-03-15', true],
    ['2026-02-29', false],
    ['2024-02-29', true],
    ['2026-3-15', false],
    ['2026-03-15T00:00', false],
    ['', false],
  ])('day %s: %s', (value, expected) => {
    expect(isDay(value)).toBe(expected);
  });
});

const retirement = (effective: Day, judged: Retirement['judged']) =>
  ({ id: effective, effective, judged }) as Retirement;
const catalogue = [
  retirement('2026-03-15', 'main'),
  retirement('2025-10-31', 'beside'),
  retirement('2025-10-01', 'asked'),
  retirement('2027-03-15', 'asked'),
];

describe('which retirements are judged', () => {
  it.each([
    [undefined, ['2026-03-15', '2025-10-31']],
    ['2025-10', ['2026-03-15', '2025-10-31', '2025-10-01']],
    ['2027-03', ['2026-03-15', '2025-10-31', '2027-03-15']],
  ])('for the month %s: those that take no reads of their own, and its own', (month, expected) => {
    expect(judgedFor(month, catalogue).map(({ id }) => id)).toEqual(expected);
  });
});

describe('which reports an answer is chosen from', () => {
  const from = (month: string | undefined, ...reports: readonly Report[]) =>
    candidates(reports, catalogue, month).map(({ effective }) => effective);
  const main = report('2026-03-15', 'undecided', 'unknown');

  it('without a month is the main one alone, whatever else is unmet', () => {
    expect(from(undefined, main, report('2025-10-31', 'not-ready', 'fail'))).toEqual(['2026-03-15']);
  });

  it.each<[string, readonly Report[], readonly Day[]]>([
    [
      'those of the month, also where they are undecided',
      [report('2025-10-31', 'undecided', 'unknown')],
      ['2025-10-31'],
    ],
    [
      'of the month only those that have to do with the instance',
      [report('2025-10-31', 'ready', 'not-applicable', 'pass'), report('2025-10-01', 'ready', 'not-applicable')],
      ['2025-10-31'],
    ],
    [
      'all of the month where none has to do with the instance, though another month’s has',
      [
        report('2025-10-31', 'ready', 'not-applicable'),
        report('2025-10-01', 'ready', 'not-applicable'),
        report('2025-09-30', 'ready', 'pass'),
      ],
      ['2025-10-31', '2025-10-01', '2025-09-30'],
    ],
    [
      'of other months what is proven, and nothing that is merely not known',
      [report('2025-09-30', 'action-needed', 'fail'), report('2025-08-31', 'undecided', 'unknown')],
      ['2025-09-30'],
    ],
  ])('with a month are, beside the main one, %s', (_, others, expected) => {
    expect(from('2025-10', main, ...others)).toEqual(['2026-03-15', ...expected]);
  });
});

describe('what an answer leaves out', () => {
  it('is what is proven unmet and in force, newest first', () => {
    const reports = [
      report('2025-09-30', 'action-needed'),
      report('2025-10-31', 'not-ready'),
      report('2025-08-31', 'undecided'),
      report('2025-07-31', 'ready'),
      report('2026-11-22', 'not-ready'),
      report('2026-11-23', 'not-ready'),
    ];
    expect(besides(reports, [], '2026-11-22').map(({ effective }) => effective)).toEqual([
      '2026-11-22',
      '2025-10-31',
      '2025-09-30',
    ]);
  });

  it('is never what it tells, though that has gained a note since', () => {
    const told = report('2026-03-15', 'not-ready');
    const other = report('2025-10-31', 'action-needed');
    expect(besides([told, other], [{ ...told, notes: [] }], '2026-11-22')).toEqual([other]);
  });
});
