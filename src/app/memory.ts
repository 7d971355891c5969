/** Keeps the process small: what a bot allocates is short-lived, and Node would rather let it lie than collect it. */
import { setFlagsFromString } from 'node:v8';

/** Percent by which the heap may outgrow what lived at the last full collection; V8's own choice is up to 300. */
const GROWTH = 50;

/**
 * To be called when everything is loaded: until then the heap grows anyway, and would be collected in vain. The young part of
 * the heap has its bound on the command line (`--max-semi-space-size` in package.json and the image): V8 reads that one only
 * before anything runs.
 */
export function keepMemorySmall(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH}`);
}
