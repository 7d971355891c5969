/** What to do first, in lists, reminders and the terminal. */
import type { Fix } from '../../src/model/finding.ts';
import { render, say } from '../../src/model/text.ts';
import { firstStep, whatToDoFirst } from '../../src/readiness/first-step.ts';
import { finding, item, report } from '../support/report.ts';

const fix = (title: string, order = 50): Fix => ({
  title: say('{title}', { title }),
  portal: 'https://portal.azure.com',
  docs: 'https://learn.microsoft.com',
  order,
});
const titleOf = (...given: Parameters<typeof firstStep>) => {
  const step = firstStep(...given);
  return step && render(step.title);
};

const warning = finding('warning', item('warn', { fix: fix('look', 1) }));
const unsupported = finding('unsupported', item('fail', { impact: 'unsupported', fix: fix('replace', 10) }));
const unseen = finding('unseen', item('unknown', { fix: fix('grant', 20) }));
const outage = finding('outage', item('fail', { fix: fix('open', 90) }));
const otherOutage = finding('other-outage', item('fail', { fix: fix('prepare', 80) }));

describe('the first step', () => {
  it.each([
    ['ends an outage, whatever can be done before', [warning, unsupported, unseen, outage], 'open'],
    ['else shows what could not be seen', [warning, unsupported, unseen], 'grant'],
    ['else ends what is unsupported', [warning, unsupported], 'replace'],
    ['is none for a warning', [warning], undefined],
    ['is the first of the plan among equally bad ones', [outage, otherOutage], 'prepare'],
  ])('%s', (_, findings, expected) => {
    expect(titleOf(report(findings))).toBe(expected);
  });

  it('is one of some requirements alone, where those are asked about', () => {
    expect(titleOf(report([outage, unsupported]), new Set(['unsupported']))).toBe('replace');
  });
});

describe('what to do first, in words', () => {
  const words = (...findings: Parameters<typeof report>[0]) => {
    const text = whatToDoFirst(report(findings));
    return text && render(text);
  };
  const hidden = finding('hidden', item('pass'), item('unknown', { message: say('Nobody knows.') }));

  it('is the first step, else what would decide what nobody can fix, else nothing', () => {
    expect(words(hidden, unsupported)).toBe('replace');
    expect(words(warning, hidden)).toBe('Nobody knows.');
    expect(words(warning)).toBeUndefined();
  });
});
