/** What a benchmark yields: figures with the least that they could be by what Azure documents. */

/** One figure. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  /** `ms`, `s`, `MB`, `requests`, `1/s` or what is counted. */
  readonly unit: string;
  /** The least (or, for a rate, the most) that Azure's documented limits and latency allow; null where nothing documented bounds it. */
  readonly floor: number | null;
  /** `value / floor`; null without a floor, or where the floor is 0. */
  readonly ratio: number | null;
}

/** Makes a figure, rounded to what is worth reading. */
export function figure(name: string, value: number, unit: string, floor: number | null = null): Figure {
  const ratio = floor === null || floor === 0 ? null : rounded(value / floor);
  return { name, value: rounded(value), unit, floor: floor === null ? null : rounded(floor), ratio };
}

function rounded(value: number): number {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return Number(value.toFixed(digits));
}

/** A benchmark: figures, each with a name that begins with the benchmark's. */
export interface Benchmark {
  readonly name: string;
  /** What is done, for the table; says so where time is scaled. */
  readonly about: string;
  run(): Promise<readonly Figure[]>;
}

/** The value in the middle. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** The value that so many hundredths of all stay below. */
export function percentile(values: readonly number[], hundredths: number): number {
  const index = Math.min(values.length - 1, Math.floor((values.length * hundredths) / 100));
  return values.toSorted((a, b) => a - b)[index] ?? Number.NaN;
}

/** Reads that Azure Resource Manager lets go for one subscription and principal: at once, and then each second. */
const READS = { atOnce: 250, perSecond: 25 } as const;

/** Seconds that so many reads of one subscription take at least by Azure's documented limit. */
export function secondsOfReads(reads: number): number {
  return Math.max(0, reads - READS.atOnce) / READS.perSecond;
}

/** How a process that is measured runs Node: as `npm start` and the image do. */
export const NODE_FLAGS: readonly string[] = ['--max-semi-space-size=4', '--disable-warning=ExperimentalWarning'];
