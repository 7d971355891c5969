/** `npm run fuzz -- --minutes 10 [--seed 7]`: tries new estates until the time is up, and stops at the first that is judged wrongly. */
import { argv, exit, stderr, stdout } from 'node:process';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { checks } from './checks.ts';

const USAGE = 'Usage: npm run fuzz -- [--minutes N] [--seed N]\n';

function wholeNumber(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

function main(): number {
  const { values } = parseArgs({
    args: argv.slice(2),
    options: { minutes: { type: 'string', default: '1' }, seed: { type: 'string' } },
  });
  const minutes = Number(values.minutes);
  const first = values.seed === undefined ? Date.now() % 1_000_000_000 : wholeNumber(values.seed);
  if (!(minutes > 0) || first === undefined) {
    stderr.write(USAGE);
    return 64;
  }
  const all = checks();
  const end = Date.now() + minutes * 60_000;
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
        stdout.write(
          `${name}\nseed ${result.seed}, path ${result.counterexamplePath}\n${fc.defaultReportMessage(result)}\n`,
        );
        return 1;
      }
    }
  }
  stdout.write(`${tried} estates from seed ${first} on, each judged as it must be.\n`);
  return 0;
}

try {
  exit(main());
} catch (error) {
  if (!(error instanceof TypeError)) throw error;
  stderr.write(USAGE);
  exit(64);
}
