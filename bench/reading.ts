/** Benchmarks of reading: one question, many at once, fleets, one gateway with many operations. */
import { startProcess } from './answering-process.ts';
import type { FleetSize } from './fleet-estate.ts';
import { type Benchmark, type Figure, figure, NODE_FLAGS, secondsOfReads } from './measurement.ts';
import type { ReaderOrder, ReaderReport } from './reader-main.ts';
import { type AzureOptions, type EstateSize, startAzure } from './simulator-process.ts';

async function read(size: EstateSize, options: AzureOptions, work: ReaderOrder['work']): Promise<ReaderReport> {
  const azure = await startAzure(size, options);
  try {
    const { endpoint, authorityHost, ca, tenantId } = azure;
    const reader = startProcess('reader-main.ts', 'The reader', {
      execArgv: [...NODE_FLAGS],
      // As in the image (deploy/Dockerfile).
      env: { ...process.env, MALLOC_ARENA_MAX: '1' },
    });
    const order: ReaderOrder = {
      address: { endpoint, authorityHost, ca, tenantId },
      work,
      ...(options.speed === undefined ? {} : { speed: options.speed }),
    };
    const report = await reader.ask<ReaderReport>(order);
    await reader.stop();
    return { ...report, throttled: (await azure.counts()).throttled };
  } finally {
    await azure.stop();
  }
}

function question(latencyMs: number): Benchmark {
  const name = `question-${latencyMs}ms`;
  return {
    name,
    about: `one question, signed in, ${latencyMs} ms an answer; floor: sequential requests x ${latencyMs} ms`,
    async run() {
      const { milliseconds, trips, arm, graph, instances } = await read(
        { instances: 10, subscriptions: 1 },
        { latencyMs, throttle: false },
        'questions',
      );
      return [
        figure(name, milliseconds, 'ms', trips * latencyMs),
        figure(`${name}.arm`, arm / instances, 'requests'),
        figure(`${name}.graph`, graph / instances, 'requests'),
      ];
    },
  };
}

const cached: Benchmark = {
  name: 'question-cached',
  about: 'the same question again within a minute',
  async run() {
    const { milliseconds } = await read(
      { instances: 1, subscriptions: 1 },
      { latencyMs: 50, throttle: true },
      'cached',
    );
    return [figure('question-cached', milliseconds, 'ms')];
  },
};

const crowd: Benchmark = {
  name: 'crowd-20',
  about: "20 people ask about 20 instances at once, Azure's limits on, 50 ms an answer",
  async run() {
    const { milliseconds, trips, throttled, graph } = await read(
      { instances: 21, subscriptions: 1 },
      { latencyMs: 50, throttle: true },
      'crowd',
    );
    return [
      figure('crowd-20.wall', milliseconds / 1000, 's', (trips * 50) / 1000),
      figure('crowd-20.graph', graph, 'requests'),
      figure('crowd-20.429s', throttled, 'requests', 0),
    ];
  },
};

/** The figures of a fleet; the floor is what its reads cost by the limit of one subscription, and its sequential requests. */
function fleetFigures(
  name: string,
  { subscriptions }: FleetSize,
  report: ReaderReport,
  latencyMs: number,
): readonly Figure[] {
  const { milliseconds, trips, arm, graph, throttled, peakMemory, processor } = report;
  const floor = secondsOfReads(arm / subscriptions) + (trips * latencyMs) / 1000;
  return [
    figure(`${name}.wall`, milliseconds / 1000, 's', floor),
    figure(`${name}.requests`, arm + graph, 'requests'),
    figure(`${name}.queries`, graph, 'requests'),
    figure(`${name}.429s`, throttled, 'requests', 0),
    figure(`${name}.processor`, processor, 's'),
    figure(`${name}.memory`, peakMemory, 'MB'),
  ];
}

function fleet(size: FleetSize): Benchmark {
  const name = `fleet-${size.instances}x${size.subscriptions}`;
  return {
    name,
    about: `${size.instances} instances over ${size.subscriptions} subscriptions, Azure's limits on, 50 ms an answer`,
    async run() {
      return fleetFigures(name, size, await read(size, { latencyMs: 50, throttle: true }, 'fleet'), 50);
    },
  };
}

/** How many times faster the clocks run where the limit would make everybody wait for more than a minute. */
const SPEED = 4;

const operations: Benchmark = {
  name: 'operations-2000',
  about: `one gateway with 2,000 operations, Azure's limits on, 50 ms an answer; time runs ${SPEED} times faster, in figures undone`,
  async run() {
    const size = { instances: 1, subscriptions: 1, operations: 2_000 };
    const report = await read(size, { latencyMs: 50, throttle: true, speed: SPEED }, 'fleet');
    return fleetFigures('operations-2000', size, report, 50);
  },
};

/** All of them. */
export const reading: readonly Benchmark[] = [
  question(50),
  question(200),
  cached,
  crowd,
  ...[
    { instances: 1, subscriptions: 1 },
    { instances: 10, subscriptions: 1 },
    { instances: 100, subscriptions: 10 },
    { instances: 1_000, subscriptions: 10 },
    { instances: 1_000, subscriptions: 100 },
  ].map(fleet),
  operations,
];
