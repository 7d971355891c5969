/** What is kept of a report. */
import { snapshotOf } from '../../src/readiness/history.ts';
import { finding, item, report } from '../support/report.ts';

describe('snapshotOf', () => {
  it('keeps statuses and reasons, no sentence and no name of a resource', () => {
    const two = item('unknown', { reason: 'FORBIDDEN' });
    const kept = snapshotOf(report([finding('a', two, two, item('pass'))]), '2026-11-22T10:03:00Z');

    expect(kept.findings).toEqual([{ requirement: 'a', status: 'unknown', reasons: ['FORBIDDEN'] }]);
    expect(JSON.stringify(kept)).not.toContain('kv-prod');
  });
});
