/** What switching trusted access off would stop. */

import type { Finding } from '../../src/model/finding.ts';
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
