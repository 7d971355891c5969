/** What switching trusted access off would stop. */

import type { Finding, TriedChange } from '../../src/model/finding.ts';
import { say } from '../../src/model/text.ts';
import { whatIf } from '../../src/readiness/what-if.ts';
import { finding, item, report, switchedOff } from '../support/report.ts';

/** The outcome where judging again finds the flag set and everything else as it was. */
const outcomeOf = (findings: readonly Finding[]) => whatIf(report(findings), switchedOff(findings));

const relies = item('fail', { reason: 'G-RELIES', restsOnTrustedAccess: true });
const sameRegion = item('fail', { reason: 'STORAGE_SAME_REGION', restsOnTrustedAccess: true });
const broken = item('fail', { reason: 'NSG_DENY', restsOnTrustedAccess: false });
const unknown = item('unknown', { reason: 'G-AUTH' });
const flag = (status: 'pass' | 'warn' | 'fail') => finding('trusted-access-disabled', item(status));

describe('whatIf', () => {
  it.each([
    ['some call rests on trusted access', [finding('gateway-dependencies', relies, unknown), flag('fail')], 'no'],
    ['a call rests on it by a cause on the network', [finding('gateway-dependencies', sameRegion), flag('fail')], 'no'],
    ['some call could not be decided', [finding('gateway-dependencies', unknown), flag('warn')], 'unknown'],
    ['every call has another way', [finding('gateway-dependencies', item('pass')), flag('warn')], 'yes'],
    ['a call fails already, whatever the flag says', [finding('gateway-dependencies', broken), flag('fail')], 'yes'],
    ['the flag is set already', [finding('gateway-dependencies', relies), flag('pass')], 'done'],
    [
      'a failed call that does not say is counted as resting on it',
      [finding('gateway-dependencies', item('fail', { reason: 'NSG_DENY' })), flag('fail')],
      'no',
    ],
    ['the dependencies were not judged', [flag('warn')], 'unknown'],
    ['nothing was judged', [], 'unknown'],
  ])('%s', (_, findings, safe) => {
    expect(outcomeOf(findings).safe).toBe(safe);
  });

  it('keeps apart what stops, what may stop and what is broken', () => {
    const outcome = outcomeOf([finding('gateway-dependencies', relies, broken, unknown, item('pass'))]);

    expect(outcome).toMatchObject({ stops: [relies], broken: [broken], undecided: [unknown] });
  });
});

describe('any other change', () => {
  const changed = { change: 'system-identity-on', changes: [{}], verdict: 'ready' } as unknown as TriedChange;
  const before = [finding('a', item('warn')), finding('b', item('pass'))];

  it.each<[string, readonly Finding[], Partial<TriedChange>, string, number, number]>([
    ['is safe where nothing becomes worse', [finding('a', item('pass')), finding('b', item('pass'))], {}, 'yes', 0, 1],
    ['is not safe where something does', [finding('a', item('pass')), finding('b', item('fail'))], {}, 'no', 1, 1],
    ['is done where nothing is to be changed', before, { changes: [] }, 'done', 0, 0],
    ['is not known where it was not tried', before, { untried: say('x') }, 'unknown', 0, 0],
  ])('%s', (_, findings, rest, safe, stops, ends) => {
    const outcome = whatIf(report(before), { ...changed, findings, ...rest });

    expect([outcome.safe, outcome.stops.length, outcome.ends.length]).toEqual([safe, stops, ends]);
  });
});

describe('several calls in one place', () => {
  it('are told in their order, each as it stands in the report', () => {
    const one = item('fail', { reason: 'G-RELIES', restsOnTrustedAccess: true, hits: [say('one')] });
    const two = item('pass', { hits: [say('two')] });
    const now = finding('gateway-dependencies', one, two);
    const then = finding('gateway-dependencies', { ...one, hits: [] }, { ...two, hits: [] });

    expect(whatIf(report([now, flag('fail')]), switchedOff([then, flag('fail')])).stops).toEqual([one]);
  });
});
