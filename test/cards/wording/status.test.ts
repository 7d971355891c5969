import { needsAttention, statusWithImpact, titleOf, worstFirst } from '../../../cards/wording/status.ts';
import type { Status } from '../../../src/model/finding.ts';
import { render, say } from '../../../src/model/text.ts';
import { finding, item, oneOfEach, titles } from '../../support/report.ts';

/** Findings of the given statuses. */
const findings = (...statuses: readonly Status[]) =>
  statuses.map((status, index) => finding(`r${index}`, item(status)));

describe('worstFirst', () => {
  it('puts an outage first, then what could not be seen, then what is unsupported', () => {
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
