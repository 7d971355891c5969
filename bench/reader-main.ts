/** A process that reads a simulated Azure and tells what it took: its time and memory are the reader's alone. */

import { readConfig } from '../src/app/config.ts';
import { assessorOverSimulator } from '../src/app/connected-assessor.ts';
import { keepMemorySmall } from '../src/app/memory.ts';
import { realClock } from '../src/app/real-clock.ts';
import type { Clock } from '../src/model/clock.ts';
import type { Assessment, Assessor, DiscoveredInstance } from '../src/readiness/assessor.ts';
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

/** The machine's clock, so many times faster. */
function clockAt(speed: number): Clock {
  const real = realClock('2026-11-22');
  return {
    ...real,
    now: () => real.now() * speed,
    sleep: (milliseconds: number, signal?: AbortSignal) => real.sleep(milliseconds / speed, signal),
    limit: (milliseconds: number, ended: AbortSignal) => real.limit(milliseconds / speed, ended),
  };
}

/** What was answered, and how long each answer took where they were asked for one after the other. */
interface Answered {
  readonly assessments: readonly Assessment[];
  readonly times: readonly number[];
}

async function oneAfterTheOther(
  asked: readonly DiscoveredInstance[],
  assessor: Assessor,
  now: () => number,
): Promise<Answered> {
  const assessments: Assessment[] = [];
  const times: number[] = [];
  for (const instance of asked) {
    const began = now();
    assessments.push(await assessor.assess(instance, {}));
    times.push(now() - began);
  }
  return { assessments, times };
}

async function answer(
  work: ReaderOrder['work'],
  asked: readonly DiscoveredInstance[],
  assessor: Assessor,
  now: () => number,
): Promise<Answered> {
  switch (work) {
    case 'fleet':
      return { assessments: await assessFleet(asked, assessor), times: [] };
    case 'crowd':
      return { assessments: await Promise.all(asked.map((instance) => assessor.assess(instance, {}))), times: [] };
    default:
      return await oneAfterTheOther(asked, assessor, now);
  }
}

/** Whom the work asks about; the first was asked about before. */
function askedFor(
  work: ReaderOrder['work'],
  [warm, ...others]: readonly [DiscoveredInstance, ...DiscoveredInstance[]],
): readonly DiscoveredInstance[] {
  if (work === 'fleet') return [warm, ...others];
  if (work === 'cached') return [warm];
  return others.slice(0, work === 'crowd' ? CROWD : QUESTIONS);
}

async function run({ address, work, speed = 1 }: ReaderOrder): Promise<ReaderReport> {
  const clock = clockAt(speed);
  const { assessor, statistics } = assessorOverSimulator(address, 'the benchmark', {
    config: readConfig({}),
    today: '2026-11-22',
    ...(speed === 1 ? {} : { patience: { clock } }),
  });
  const [warm, ...others] = await assessor.instances();
  if (warm === undefined) throw new Error('There is no instance.');
  // Signs in, opens connections and loads what loads with the first question.
  if (work !== 'fleet') await assessor.assess(warm, {});
  // A crowd of its own begins with a quota of its own.
  if (work === 'crowd') await new Promise((resolve) => setTimeout(resolve, 5_000));
  const before = { ...statistics };
  const used = process.cpuUsage();
  const asked = askedFor(work, [warm, ...others]);
  const start = clock.now();
  const { assessments, times } = await answer(work, asked, assessor, clock.now);
  const whole = clock.now() - start;
  const { user, system } = process.cpuUsage(used);
  const report = {
    milliseconds: times.length > 0 ? median([...times]) : whole,
    arm: statistics.armRequests - before.armRequests,
    graph: statistics.graphRequests - before.graphRequests,
    throttled: statistics.throttled,
    instances: asked.length,
    processor: (user + system) / 1_000_000,
    peakMemory: process.resourceUsage().maxRSS / 1024,
    verdicts: countedBy(assessments.map(({ reports }) => reports[0]?.verdict ?? 'none')),
  };
  const chain = statistics.sequentialRoundTrips;
  await assessor.assess(warm, { fresh: true });
  return { ...report, trips: statistics.sequentialRoundTrips - chain };
}

function countedBy(words: readonly string[]): Readonly<Record<string, number>> {
  const groups = Map.groupBy(words, (word) => word);
  return Object.fromEntries([...groups].map(([word, all]) => [word, all.length]));
}

process.on('message', (order: ReaderOrder) => {
  void run(order).then((report) => process.send?.(report));
});
// Whoever asked has the report, or has ended.
process.on('disconnect', () => process.exit(0));
