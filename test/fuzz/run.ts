/**
 * `npm run fuzz -- --minutes 10 [--seed 7]`: tries new estates until the time is up, and stops at the first that is judged wrongly.
 * With `--http` it sends random bytes and mutated activities to a running bot instead, and stops when that breaks.
 */
import { argv, exit, stderr, stdout } from 'node:process';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { checks } from './checks.ts';
import { attack } from './http-attack.ts';

const USAGE = 'Usage: npm run fuzz -- [--http] [--minutes N] [--seed N]\n';

function wholeNumber(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    args: argv.slice(2),
    options: { http: { type: 'boolean' }, minutes: { type: 'string', default: '1' }, seed: { type: 'string' } },
  });
  const minutes = Number(values.minutes);
  const first = values.seed === undefined ? Date.now() % 1_000_000_000 : wholeNumber(values.seed);
  if (!(minutes > 0) || first === undefined) {
    stderr.write(USAGE);
    return 64;
  }
  if (values.http === true) {
    const { isWhole, report } = await attack({ seed: first, milliseconds: minutes * 60_000 });
    stdout.write(`${report}\n`);
    return isWhole ? 0 : 1;
  }
  return tryEstates(first, Date.now() + minutes * 60_000);
}

/** Tries estates until an instant (UTC in milliseconds). Gives the exit status. */
function tryEstates(first: number, end: number): number {
  const all = checks();
  let tried = 0;
  for (let seed = first; Date.now() < end; seed += 1) {
    for (const { name, property, runs } of all) {
      const result = fc.check(property, {
        seed,
        numRuns: runs,
        interruptAfterTimeLimit: Math.max(1, end - Date.now()),
      });
      tried += result.numRuns;
      if (result.failed && result.counterexample !== null) {
        const why = result.errorInstance instanceof Error ? result.errorInstance.message : 'it fails';
        stdout.write(`${name}\n${why}\nAgain: npm run fuzz -- --seed ${result.seed}\n`);
        return 1;
      }
    }
  }
  stdout.write(`${tried} estates from seed ${first} on, each judged as it must be.\n`);
  return 0;
}

try {
  exit(await main());
} catch (error) {
  if (!(error instanceof TypeError)) throw error;
  stderr.write(USAGE);
  exit(64);
}
