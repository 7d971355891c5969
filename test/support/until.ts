/** Waiting for what must happen, however slow the machine is. */
import { setTimeout as pause } from 'node:timers/promises';

/** Milliseconds: more than anything here takes on a slow machine, and less than jest gives a test. */
const LIMIT = 100_000;
const EVERY = 10;

/** What `look` finds, once it finds something; `false` and `undefined` are nothing. `why` tells more of what never came. */
export async function until<T>(
  look: () => T | Promise<T>,
  why: () => string = () => '',
): Promise<Exclude<T, false | undefined>> {
  const end = performance.now() + LIMIT;
  for (;;) {
    const found = await look();
    if (isFound(found)) return found;
    if (performance.now() > end) throw new Error(`It never came. ${why()}`.trim());
    await pause(EVERY);
  }
}

function isFound<T>(found: T): found is Exclude<T, false | undefined> {
  return found !== undefined && found !== false;
}
