/** Several instances at once. */
import { render, say } from '../../src/model/text.ts';
import type { Assessment, DiscoveredInstance } from '../../src/readiness/assessor.ts';
import { assessFleet, fleetRows, nameAmong } from '../../src/readiness/fleet.ts';
import { assessment, discovered, finding, item, report } from '../support/report.ts';

const names = Array.from({ length: 10 }, (_, index) => discovered(`apim-${index}`));

describe('assessFleet', () => {
  /** An assessor that takes a turn of the event loop, and the most instances that it had at once. */
  const counting = () => {
    let running = 0;
    const most = { all: 0, of: new Map<string, number>() };
    const runningIn = new Map<string, number>();
    const move = (subscription: string, by: number) => {
      running += by;
      runningIn.set(subscription, (runningIn.get(subscription) ?? 0) + by);
      most.all = Math.max(most.all, running);
      most.of.set(subscription, Math.max(most.of.get(subscription) ?? 0, runningIn.get(subscription) ?? 0));
    };
    return {
      most,
      async assess(instance: DiscoveredInstance) {
        move(instance.subscriptionId, 1);
        await new Promise((resolve) => setImmediate(resolve));
        move(instance.subscriptionId, -1);
        return assessment([report([], { instance })]);
      },
    };
  };

  it('keeps the order of the instances and tells of each as it comes', async () => {
    const done: (readonly [done: number, total: number, secondsLeft: number | undefined])[] = [];
    const answered: string[] = [];
    let now = 5_000;
    const results = await assessFleet(names, counting(), {
      clock: { now: () => now },
      onAnswer: ({ name }) => {
        now += 2_000;
        answered.push(name);
      },
      onDone: (progress) => done.push([progress.done, progress.total, progress.secondsLeft]),
    });

    expect(done.map(([count, total]) => [count, total])).toEqual(names.map((_, index) => [index + 1, 10]));
    expect(done.map(([, , secondsLeft]) => secondsLeft)).toEqual([
      undefined,
      undefined,
      undefined,
      12,
      10,
      8,
      6,
      4,
      2,
      0,
    ]);
    expect(answered.toSorted()).toEqual(names.map(({ name }) => name));
    expect(results.map(({ reports }) => reports[0]?.instance.name)).toEqual(names.map(({ name }) => name));
  });

  it('reads many at once, but no more of one subscription than its quota feeds', async () => {
    const fleet = Array.from({ length: 300 }, (_, index) =>
      discovered(`apim-${index}`, { subscriptionId: `subscription-${index % 3}` }),
    );
    const assessor = counting();
    await assessFleet(fleet, assessor);

    expect(assessor.most.all).toBe(60);
    expect([...assessor.most.of.values()]).toEqual([20, 20, 20]);
  });

  it('reads no more at once than memory is meant for, however many subscriptions there are', async () => {
    const fleet = Array.from({ length: 300 }, (_, index) =>
      discovered(`apim-${index}`, { subscriptionId: `subscription-${index}` }),
    );
    const assessor = counting();
    const results = await assessFleet(fleet, assessor);

    expect(assessor.most.all).toBe(160);
    expect(results.flatMap(({ reports }) => reports)).toHaveLength(300);
  });

  it('begins nothing more once it is called off', async () => {
    const calledOff = new AbortController();
    const assessor = counting();
    let begun = 0;
    const reading = assessFleet(
      Array.from({ length: 200 }, (_, index) => discovered(`apim-${index}`)),
      {
        async assess(instance) {
          begun += 1;
          if (begun === 20) calledOff.abort(new Error('called off'));
          return assessor.assess(instance);
        },
      },
      { signal: calledOff.signal },
    );

    await expect(reading).rejects.toThrow('called off');
    expect(begun).toBeLessThan(40);
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

  it('tell the worst report of each, in whatever order they stand', () => {
    const [ready, broken] = [report([], { verdict: 'ready' }), report([finding('a', item('fail'))])];

    for (const reports of [
      [ready, broken],
      [broken, ready],
    ]) {
      expect(fleetRows(names.slice(0, 1), [assessment(reports)])).toMatchObject([{ verdict: 'not-ready', unmet: 1 }]);
    }
  });

  it('stand by how much could not be seen where as much is unmet, and then by name', () => {
    const withUnseen = (count: number) =>
      assessment([report(Array.from({ length: count }, (_, at) => finding(`${at}`, item('unknown'))))]);
    const listed = [names[1], names[0], names[2]].filter((one) => one !== undefined);
    const rows = fleetRows(listed, [withUnseen(0), withUnseen(0), withUnseen(1)]);

    expect(rows.map(({ instance, unseen }) => [instance.name, unseen])).toEqual([
      ['apim-2', 1],
      ['apim-0', 0],
      ['apim-1', 0],
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
    expect(fleetRows(names.slice(0, 3), [assessment([]), judged('ready')])).toHaveLength(1);
  });
});

describe('the name of an instance among others', () => {
  const own = discovered('apim-prod');
  const [namesake, another] = [discovered('APIM-Prod', { resourceGroup: 'rg-other' }), discovered('apim-test')];

  it.each([
    ['its own where no other has it', [own, another], 'apim-prod'],
    ['its own where it stands twice in the list', [own, { ...own, id: own.id.toUpperCase() }], 'apim-prod'],
    ['told with its group where another has it, in any case', [another, own, namesake], 'rg-api/apim-prod'],
  ])('is %s', (_, all, expected) => {
    expect(nameAmong(own, all)).toBe(expected);
  });
});
