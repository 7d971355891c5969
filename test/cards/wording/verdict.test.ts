import { verdictSentence } from '../../../cards/wording/verdict.ts';
import type { Status, Verdict } from '../../../src/model/finding.ts';
import { render } from '../../../src/model/text.ts';
import { finding, item, oneOfEach, report } from '../../support/report.ts';

/** Findings of the given statuses. */
const findings = (...statuses: readonly Status[]) =>
  statuses.map((status, index) => finding(`r${index}`, item(status)));
const times = (count: number, status: Status): readonly Status[] => Array.from({ length: count }, () => status);

describe('verdictSentence', () => {
  it('says the verdict, since when, and how many requirements are unmet', () => {
    const judged = report(findings(...times(3, 'fail'), ...times(8, 'pass')));

    expect(render(verdictSentence(judged, '2026-11-22'))).toBe(
      'apim-prod is not ready: trusted access stopped on 15 March 2026 (252 days ago), 3 of 11 requirements unmet',
    );
  });

  it.each([
    ['2026-02-03', 'will stop on 15 March 2026 (in 40 days)'],
    ['2026-03-14', 'will stop on 15 March 2026 (in 1 day)'],
    ['2026-03-15', 'stopped on 15 March 2026 (today)'],
    ['2026-03-16', 'stopped on 15 March 2026 (1 day ago)'],
  ] as const)('follows the clock on %s', (today, expected) => {
    expect(render(verdictSentence(report(findings('fail')), today))).toContain(expected);
  });

  it.each<[Verdict, readonly Status[], RegExp]>([
    [
      'not-ready',
      ['fail', 'unknown', 'pass'],
      /^apim-prod is not ready: .*, 1 of 3 requirements unmet, 1 could not be seen$/,
    ],
    [
      'undecided',
      ['unknown', 'unknown', 'pass'],
      /^apim-prod is undecided: .*, 2 of 3 requirements could not be seen$/,
    ],
    ['undecided', [], /^apim-prod is undecided: .*, nothing could be judged$/],
    ['action-needed', ['fail', 'pass', 'warn'], /^apim-prod needs action: .*, 1 of 3 requirements unmet$/],
    ['ready', ['pass', 'pass'], /^apim-prod is ready: .*, all 2 requirements met$/],
    ['ready', ['pass', 'warn'], /^apim-prod is ready: .*, all 2 requirements met, 1 worth a look$/],
    ['ready', ['pass', 'not-applicable'], /^apim-prod is ready: .*, 1 requirement met$/],
    ['ready', ['not-applicable'], /^apim-prod is ready: .*, no requirement applies$/],
    ['not-ready', ['fail'], /, 1 requirement unmet$/],
    ['undecided', ['unknown'], /, 1 requirement could not be seen$/],
  ])('says %s of %j', (verdict, statuses, expected) => {
    expect(render(verdictSentence(report(findings(...statuses), { verdict }), '2026-11-22'))).toMatch(expected);
  });

  it('never says "is ready" of an instance that is not', () => {
    for (const verdict of ['not-ready', 'undecided', 'action-needed'] as const) {
      expect(render(verdictSentence(report(findings('fail'), { verdict }), '2026-11-22'))).not.toContain('is ready');
    }
  });

  it('leaves what does not apply out of the total, and counts unseen apart from unmet', () => {
    const judged = report(oneOfEach.findings, { verdict: 'not-ready' });

    expect(render(verdictSentence(judged, '2026-11-22'))).toMatch(/, 2 of 5 requirements unmet, 1 could not be seen$/);
  });

  it('names a retirement that it does not know by its id', () => {
    const judged = report(findings('pass'), { retirement: 'something-new', verdict: 'ready' });

    expect(render(verdictSentence(judged, '2026-11-22'))).toContain('something-new stopped on');
  });
});
