/** The background scan: what it reads, when, and that it goes on. */
import { instantAt } from '../../src/model/days.ts';
import type { Priority } from '../../src/model/priority.ts';
import type { KnownVerdict } from '../../src/readiness/assessor.ts';
import { keepWarm } from '../../src/readiness/keep-warm.ts';
import { rememberedLog } from '../support/conversation.ts';
import { assessment, discovered, report } from '../support/report.ts';

const MINUTE = 60_000;
const times = { delay: MINUTE, pause: 10 * MINUTE, fresh: 60 * MINUTE };

/** A fleet of three on a clock that jumps from sleep to sleep, until so many sleeps are over. */
function scenario({ failing = 0, rounds = 3 } = {}) {
  let time = Date.parse('2026-11-22T08:00:00Z');
  let sleeps = 0;
  let failures = failing;
  const ended = Promise.withResolvers<void>();
  const verdicts = new Map<string, KnownVerdict>();
  const read: string[] = [];
  const priorities = new Set<Priority | undefined>();
  const log = rememberedLog();
  const warm = keepWarm({
    log,
    times,
    clock: {
      instant: () => instantAt(time),
      async sleep(milliseconds) {
        sleeps += 1;
        time += milliseconds;
        if (sleeps <= rounds) return;
        warm.stop();
        ended.resolve();
      },
    },
    assessor: {
      async instances() {
        failures -= 1;
        if (failures >= 0) throw new TypeError('no answer');
        return ['a', 'b', 'c'].map((name) => discovered(name));
      },
      async assess(instance, { priority }) {
        const checkedAt = instantAt(time);
        read.push(`${instance.name} ${checkedAt.slice(11, 16)}`);
        priorities.add(priority);
        verdicts.set(instance.id, { verdict: 'ready', effective: '2026-03-15', checkedAt });
        return assessment([report([], { instance })], { checkedAt });
      },
      changesBehind: async () => ({ changes: [] }),
      known: ({ id }) => verdicts.get(id),
    },
  });
  return { ended: ended.promise, read, priorities, log };
}

describe('keepWarm', () => {
  it('reads the whole fleet in the background, a while after the start', async () => {
    const { ended, read, priorities, log } = scenario();
    await ended;
    expect(read).toEqual(['a 08:01', 'b 08:01', 'c 08:01']);
    expect(JSON.stringify(log).match(/was read in the background/g)).toHaveLength(1);
    expect([...priorities]).toEqual(['background']);
  });

  it('reads again what has become old', async () => {
    const { ended, read } = scenario({ rounds: 8 });
    await ended;
    expect(read.slice(3)).toEqual(['a 09:11', 'b 09:11', 'c 09:11']);
  });

  it('goes on after a round that failed', async () => {
    const { ended, read, log } = scenario({ failing: 1 });
    await ended;
    expect(read).toEqual(['a 08:11', 'b 08:11', 'c 08:11']);
    expect(JSON.stringify(log)).toContain('the fleet was not read');
  });
});
