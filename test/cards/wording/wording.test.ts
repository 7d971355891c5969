import {
  countsOf,
  needsAttention,
  scannedPieces,
  statusWithImpact,
  titleOf,
  verdictSentence,
  worstFirst,
} from '../../../cards/wording/wording.ts';
import type { Status, Verdict } from '../../../src/model/finding.ts';
import { render, say } from '../../../src/model/text.ts';
import { finding, item, oneOfEach, report, titles } from '../../support/report.ts';

/** Findings of the given statuses. */
const findings = (...statuses: readonly Status[]) =>
  statuses.map((status, index) => finding(`r${index}`, item(status)));
const times = (count: number, status: Status): readonly Status[] => Array.from({ length: count }, () => status);

describe('verdictSentence', () => {
  it('is the sentence of the contract', () => {
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

  it('names a retirement that it does not know by its id', () => {
    const judged = report(findings('pass'), { retirement: 'something-new', verdict: 'ready' });

    expect(render(verdictSentence(judged, '2026-11-22'))).toContain('something-new stopped on');
  });
});

describe('countsOf', () => {
  it('leaves what does not apply out of the total, and counts unseen apart from unmet', () => {
    expect(countsOf(oneOfEach.findings)).toEqual({
      total: 5,
      met: 2,
      unmet: 2,
      unseen: 1,
      worthALook: 1,
      notApplicable: 1,
    });
  });
});

describe('worstFirst', () => {
  it('is the order of the contract', () => {
    expect(worstFirst(oneOfEach.findings).map((one) => one.requirement)).toEqual([
      'outage',
      'unseen',
      'unsupported',
      'worth-a-look',
      'met',
      'not-applicable',
    ]);
  });

  it('keeps the order of the report among equals', () => {
    expect(worstFirst(findings('pass', 'pass', 'fail', 'fail')).map((one) => one.requirement)).toEqual([
      'r2',
      'r3',
      'r0',
      'r1',
    ]);
  });
});

describe('the words of a status', () => {
  it.each<[Status, 'outage' | 'unsupported' | undefined, string]>([
    ['pass', undefined, 'Met'],
    ['warn', undefined, 'Worth a look'],
    ['fail', 'outage', 'Outage'],
    ['fail', 'unsupported', 'Unsupported'],
    ['fail', undefined, 'Not met'],
    ['unknown', undefined, 'Could not see'],
    ['not-applicable', undefined, 'Does not apply'],
  ])('of %s with impact %s are "%s"', (status, impact, expected) => {
    expect(render(statusWithImpact(status, impact))).toBe(expected);
  });

  it('call for attention when there is something to do or to find out', () => {
    expect(oneOfEach.findings.filter(needsAttention).map((one) => one.status)).toEqual([
      'warn',
      'fail',
      'unknown',
      'fail',
    ]);
  });
});

describe('titleOf', () => {
  it('is the title of the requirement', () => {
    expect(render(titleOf('met', 'pass', titles))).toBe('The subnet may reach AzureKeyVault');
  });

  it('is the id where no title is known', () => {
    expect(titleOf('new-one', 'fail', titles)).toEqual(say('{requirement}', { requirement: 'new-one' }));
  });
});

describe('scannedPieces', () => {
  it('says of each list how much was read, and which was not', () => {
    const judged = report([], {
      scanned: { policies: 12, backends: 0, loggers: 1, namedValues: null, certificates: 2 },
    });

    expect(scannedPieces(judged).map((piece) => render(piece))).toEqual([
      '12 policies',
      '0 backends',
      '1 logger',
      'named values not read',
      '2 certificates',
    ]);
  });
});
