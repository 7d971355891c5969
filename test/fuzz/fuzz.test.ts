/** Generated estates, seeded: the same ones at every run. `npm run fuzz -- --minutes 10` tries new ones for longer. */
import fc from 'fast-check';
import { checks } from './checks.ts';

describe('whatever an estate looks like', () => {
  it.each(checks().map((check) => [check.name, check] as const))('%s', (_name, { property, runs }) => {
    fc.assert(property, { seed: 20260315, numRuns: runs });
  });
});
