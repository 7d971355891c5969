/** What changed: one table for chat, reminders and summaries. */
import {
  changesSince,
  MOVE_KINDS,
  type MoveKind,
  moveKind,
  movesBetween,
  type State,
} from '../../src/readiness/finding-changes.ts';
import { snapshotOf } from '../../src/readiness/history.ts';
import { finding, item, report } from '../support/report.ts';

const states: Readonly<Record<string, State>> = {
  outage: { status: 'fail', impact: 'outage' },
  unsupported: { status: 'fail', impact: 'unsupported' },
  unknown: { status: 'unknown' },
  warn: { status: 'warn' },
  pass: { status: 'pass' },
};

/** Rows: before. Columns: now, in the same order. */
const table: readonly (readonly [string, ...(MoveKind | '-')[]])[] = [
  //               outage     unsupported  unknown   warn     pass
  ['outage', '-', 'better', 'unseen', 'fixed', 'fixed'],
  ['unsupported', 'worse', '-', 'unseen', 'fixed', 'fixed'],
  ['unknown', 'new', 'new', '-', 'seen', 'seen'],
  ['warn', 'new', 'new', 'unseen', '-', '-'],
  ['pass', 'new', 'new', 'unseen', '-', '-'],
];
const pairs = table.flatMap(([before, ...kinds]) =>
  Object.keys(states).map((now, index) => [before, now, kinds[index] ?? '-'] as const),
);

describe('a requirement that was … and is …', () => {
  it('is told for all 25 pairs', () => {
    expect(pairs).toHaveLength(25);
  });

  it.each(pairs)('%s, then %s: %s', (before, now, kind) => {
    expect(moveKind(states[before], states[now] as State) ?? '-').toBe(kind);
  });

  it.each(Object.keys(states))('%s and does not apply any more counts like a pass', (before) => {
    expect(moveKind(states[before], { status: 'not-applicable' })).toBe(moveKind(states[before], { status: 'pass' }));
  });

  it('never is better for not being seen any more', () => {
    const kinds = Object.values(states).map((before) => moveKind(before, { status: 'unknown' }));
    expect(kinds.filter((kind) => kind === 'better' || kind === 'fixed' || kind === 'seen')).toEqual([]);
  });

  it('is new when it fails and was not judged before, and else is no news', () => {
    expect(Object.values(states).map((now) => moveKind(undefined, now))).toEqual([
      'new',
      'new',
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('has each kind once in the order in which it is told', () => {
    expect(new Set(pairs.flatMap(([, , kind]) => (kind === '-' ? [] : [kind])))).toEqual(new Set(MOVE_KINDS));
  });
});

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

  it('names what moved, and nothing else', () => {
    expect(changes.moves.map(({ requirement, kind }) => `${requirement}: ${kind}`)).toEqual([
      'fixed: fixed',
      'seen: seen',
      'broke: new',
      'worse: worse',
      'better: better',
      'unheard-of: new',
    ]);
  });

  it('keeps both verdicts and when the first was taken', () => {
    expect(changes).toMatchObject({ since: '2026-11-16T08:00:00Z', before: 'not-ready', now: 'action-needed' });
  });
});

describe('movesBetween', () => {
  it('says the same of several instances as of one, by their ids in any case', () => {
    const was = snapshotOf(before, '2026-11-16T08:00:00Z');
    const is = { ...snapshotOf(now, '2026-11-22T08:00:00Z'), instanceId: was.instanceId.toUpperCase() };
    expect(movesBetween([was], [is]).map(({ requirement, kind }) => ({ requirement, kind }))).toEqual(
      changesSince(was, now).moves.map(({ requirement, kind }) => ({ requirement, kind })),
    );
  });

  it('of an instance that was not known before tells only what is not met', () => {
    const is = snapshotOf(now, '2026-11-22T08:00:00Z');
    expect(movesBetween([], [is]).every(({ kind, now: { status } }) => kind === 'new' && status === 'fail')).toBe(true);
  });
});
