/** A process that reads a simulated Azure and tells what it took: its time and memory are the reader's alone. */
import { readConfig } from '../src/app/config.ts';
import { keepMemorySmall } from '../src/app/memory.ts';
import { wireSimulated } from '../src/app/wiring.ts';
import { assessFleet } from '../src/readiness/fleet.ts';
import type { SimulatedAddress } from '../src/simulator/thread.ts';
import { median } from './measurement.ts';

/** What to do: ask about one instance after the other, each for the first time or again, or read the whole fleet. */
export interface ReaderOrder {
  readonly address: SimulatedAddress;
  readonly work: 'questions' | 'cached' | 'fleet' | 'crowd';
  /** As the simulated Azure's. */
  readonly speed?: number;
}

/** What it took. Milliseconds are of simulated time. */
export interface ReaderReport {
  readonly milliseconds: number;
  /** Longest chain of requests for one question, of which each began only after another had ended. */
  readonly trips: number;
  readonly arm: number;
  readonly graph: number;
  readonly throttled: number;
  readonly instances: number;
  /** Processor time, in seconds. */
  readonly processor: number;
  /** The largest resident memory of the process, in MB. */
  readonly peakMemory: number;
  /** Verdicts, counted. */
  readonly verdicts: Readonly<Record<string, number>>;
}

keepMemorySmall();

/** Questions that are asked one after the other. */
const QUESTIONS = 9;
/** People who ask at once. */
const CROWD = 20;

async function run({ address, work, speed = 1 }: ReaderOrder): Promise<ReaderReport> {
  const now = () => performance.now() * speed;
  const clock = {
    now,
    date: () => new Date(),
    random: () => Math.random(),
    sleep: (milliseconds: number, signal?: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        const timer = setTimeout(resolve, milliseconds / speed);
        signal?.addEventListener('abort', () => {
          clearTimeout(timer);
          reject(signal.reason);
        });
      }),
  };
  const { assessor, statistics } = wireSimulated(address, 'the benchmark', {
    config: readConfig({}),
    today: '2026-11-22',
    ...(speed === 1 ? {} : { patience: { clock } }),
  });
  const instances = await assessor.instances();
  const [warm, ...others] = instances;
  if (warm === undefined) throw new Error('There is no instance.');
  // Signs in, opens connections and loads what loads with the first question.
  if (work !== 'fleet') await assessor.assess(warm, {});
  // A crowd of its own begins with a quota of its own.
  if (work === 'crowd') await new Promise((resolve) => setTimeout(resolve, 5_000));
  const before = { ...statistics };
  const used = process.cpuUsage();
  const asked =
    work === 'fleet' ? instances : work === 'cached' ? [warm] : others.slice(0, work === 'crowd' ? CROWD : QUESTIONS);
  const verdicts: Record<string, number> = {};
  const times: number[] = [];
  const start = now();
  if (work === 'fleet') {
    for (const { reports } of await assessFleet(instances, assessor)) count(reports[0]?.verdict);
  } else if (work === 'crowd') {
    for (const { reports } of await Promise.all(asked.map((instance) => assessor.assess(instance, {}))))
      count(reports[0]?.verdict);
  } else {
    for (const instance of asked) {
      const began = now();
      const { reports } = await assessor.assess(instance, {});
      times.push(now() - began);
      count(reports[0]?.verdict);
    }
  }
  const whole = now() - start;
  const { user, system } = process.cpuUsage(used);
  const report = {
    milliseconds: times.length > 0 ? median(times) : whole,
    arm: statistics.armRequests - before.armRequests,
    graph: statistics.graphRequests - before.graphRequests,
    throttled: statistics.throttled,
    instances: asked.length,
    processor: (user + system) / 1_000_000,
    peakMemory: process.resourceUsage().maxRSS / 1024,
    verdicts,
  };
  const chain = statistics.sequentialRoundTrips;
  await assessor.assess(warm, { fresh: true });
  return { ...report, trips: statistics.sequentialRoundTrips - chain };

  function count(verdict: string | undefined): void {
    const name = verdict ?? 'none';
    verdicts[name] = (verdicts[name] ?? 0) + 1;
  }
}

process.on('message', (order: ReaderOrder) => {
  void run(order).then((report) => process.send?.(report));
});
// Whoever asked has the report, or has ended.
process.on('disconnect', () => process.exit(0));
