/** Several instances at once. */
import { render, say } from '../../src/model/text.ts';
import type { Assessment } from '../../src/readiness/assessor.ts';
import { assessFleet, fleetRows, worstVerdict } from '../../src/readiness/fleet.ts';
import { assessment, discovered, finding, item, report } from '../support/report.ts';

const names = Array.from({ length: 10 }, (_, index) => discovered(`apim-${index}`));

describe('assessFleet', () => {
  it('assesses four at a time, and keeps the order of the instances', async () => {
    let running = 0;
    let most = 0;
    const done: number[] = [];
    const results = await assessFleet(
      names,
      {
        async assess(instance) {
          running += 1;
          most = Math.max(most, running);
          await new Promise((resolve) => setImmediate(resolve));
          running -= 1;
          return assessment([report([], { instance })]);
        },
      },
      { onDone: (progress) => done.push(progress.done) },
    );

    expect(most).toBe(4);
    expect(done).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(results.map(({ reports }) => reports[0]?.instance.name)).toEqual(names.map(({ name }) => name));
  });

  it('has nothing to do for no instance', async () => {
    expect(await assessFleet([], { assess: () => Promise.reject(new Error('nobody asked')) })).toEqual([]);
  });
});

describe('fleetRows', () => {
  const judged = (verdict: 'ready' | 'not-ready' | 'undecided' | 'action-needed', unmet = 0): Assessment =>
    assessment([
      report(
        Array.from({ length: unmet }, (_, index) => finding(`r${index}`, item('fail'))),
        { verdict },
      ),
    ]);

  it('stand worst first, then by how much is unmet, then by name', () => {
    const rows = fleetRows(names.slice(0, 6), [
      judged('ready'),
      judged('not-ready', 1),
      judged('undecided'),
      judged('not-ready', 2),
      judged('action-needed', 3),
      judged('undecided'),
    ]);

    expect(rows.map(({ instance, verdict }) => `${instance.name} ${verdict}`)).toEqual([
      'apim-3 not-ready',
      'apim-1 not-ready',
      'apim-2 undecided',
      'apim-5 undecided',
      'apim-4 action-needed',
      'apim-0 ready',
    ]);
  });

  it('name the step that ends an outage first, and nothing for what is ready', () => {
    const step = (title: string, order: number) => ({
      title: say('{title}', { title }),
      portal: 'https://portal.azure.com',
      docs: 'https://learn.microsoft.com',
      order,
    });
    const findings = [
      finding('a', item('fail', { impact: 'unsupported', fix: step('leave it', 10) })),
      finding('b', item('fail', { impact: 'outage', fix: step('open the way', 40) })),
    ];
    const [first, second] = fleetRows(names.slice(0, 2), [
      assessment([report(findings)]),
      assessment([report([finding('a', item('warn'))], { verdict: 'ready' })]),
    ]);

    expect(first?.first && render(first.first)).toBe('open the way');
    expect(second?.first).toBeUndefined();
  });

  it('tell what could not be seen where nothing is known that would help', () => {
    const findings = [finding('a', item('unknown', { message: say('Nobody knows.') }))];
    const [row] = fleetRows(names.slice(0, 1), [assessment([report(findings, { verdict: 'undecided' })])]);

    expect(row).toMatchObject({ unseen: 1, unmet: 0, first: say('Nobody knows.') });
  });

  it('leave out an instance that nothing was judged for', () => {
    expect(fleetRows(names.slice(0, 2), [assessment([]), judged('ready')])).toHaveLength(1);
  });
});

describe('worstVerdict', () => {
  it.each([
    [['ready', 'undecided', 'action-needed'] as const, 'undecided'],
    [['ready', 'not-ready'] as const, 'not-ready'],
    [[] as const, 'undecided'],
  ])('of %j is %s', (verdicts, worst) => {
    expect(worstVerdict(verdicts)).toBe(worst);
  });
});
