/** What changed since a snapshot. */
import { changesSince, snapshotOf } from '../../src/readiness/history.ts';
import { finding, item, report } from '../support/report.ts';

const outage = item('fail');
const unsupported = item('fail', { impact: 'unsupported' });
const before = report([
  finding('fixed', outage),
  finding('seen', item('unknown', { reason: 'FORBIDDEN' })),
  finding('broke', item('pass')),
  finding('worse', unsupported),
  finding('better', outage),
  finding('same', outage),
  finding('hygiene', item('warn')),
]);
const now = report(
  [
    finding('fixed', item('pass')),
    finding('seen', item('warn')),
    finding('broke', unsupported),
    finding('worse', outage),
    finding('better', unsupported),
    finding('same', outage),
    finding('hygiene', item('pass')),
    finding('unheard-of', outage),
  ],
  { verdict: 'action-needed' },
);

describe('changesSince', () => {
  const changes = changesSince(snapshotOf(before, '2026-11-16T08:00:00Z'), now);

  it('names what was fixed, what is new, what got worse or better, and nothing else', () => {
    expect(changes.moves.map(({ requirement, kind }) => `${requirement}: ${kind}`)).toEqual([
      'fixed: fixed',
      'seen: fixed',
      'broke: new',
      'worse: worse',
      'better: better',
    ]);
  });

  it('keeps both verdicts and when the first was taken', () => {
    expect(changes).toMatchObject({ since: '2026-11-16T08:00:00Z', before: 'not-ready', now: 'action-needed' });
  });
});

describe('snapshotOf', () => {
  it('keeps statuses and reasons, no sentence and no name of a resource', () => {
    const two = item('unknown', { reason: 'FORBIDDEN' });
    const kept = snapshotOf(report([finding('a', two, two, item('pass'))]), '2026-11-22T10:03:00Z');

    expect(kept.findings).toEqual([{ requirement: 'a', status: 'unknown', reasons: ['FORBIDDEN'] }]);
    expect(JSON.stringify(kept)).not.toContain('kv-prod');
  });
});
