/** Keeps the process small: what a bot allocates is short-lived, and Node would rather let it lie than collect it. */
import { setFlagsFromString } from 'node:v8';

/** Megabytes of each half of the heap's young part; Node's own choice is 16, and what it keeps resident grows with it. */
const YOUNG = 2;

/** To be called before anything else is done. Costs a few hundredths of processor time, and halves the resident memory. */
export function keepMemorySmall(): void {
  setFlagsFromString(`--max-semi-space-size=${YOUNG}`);
  setFlagsFromString('--semi-space-growth-factor=1');
}
