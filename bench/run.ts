/** `npm run bench`: what one question costs against the simulated Azure at 50 ms latency. Prints, never asserts. */
import { performance } from 'node:perf_hooks';
import { argv, stdout } from 'node:process';
import { readConfig } from '../src/config.ts';
import { sampleEstate } from '../src/demo/sample-estate/index.ts';
import type { LoggedRequest } from '../src/simulator/faults.ts';
import { wireEstate } from '../src/wiring.ts';

const LATENCY_MS = 50;

/** The most requests of which each began only after the one before had ended. */
function sequential(requests: readonly LoggedRequest[]): number {
  let count = 0;
  let end = Number.NEGATIVE_INFINITY;
  for (const request of [...requests].sort((a, b) => a.endedAt - b.endedAt)) {
    if (request.startedAt < end) continue;
    count += 1;
    end = request.endedAt;
  }
  return count;
}

function row(cells: readonly (string | number)[]): void {
  const [first = '', ...rest] = cells;
  stdout.write(`${String(first).padEnd(30)}${rest.map((cell) => String(cell).padStart(12)).join('')}\n`);
}

async function main(): Promise<void> {
  const kill = argv.indexOf('--kill');
  if (kill > 0) {
    const { benchKills } = await import('./kill.ts');
    process.exitCode = (await benchKills(Number(argv[kill + 1] ?? 1_000))) ? 0 : 1;
    return;
  }
  const wired = await wireEstate(JSON.stringify(sampleEstate(new Date().toISOString().slice(0, 10))), 'sample', {
    config: readConfig({}),
    latencyMs: LATENCY_MS,
  });
  const requests = wired.requests ?? [];
  try {
    // The first question also signs in and loads the query language; it is not measured.
    for (const instance of (await wired.assessor.instances()).slice(0, 1)) await wired.assessor.assess(instance, {});
    stdout.write(`One question each, ${LATENCY_MS} ms for every answer of Azure, signed in.\n\n`);
    row(['instance', 'verdict', 'ms', 'sequential', 'ARM', 'Graph']);
    for (const name of await wired.assessor.instances()) {
      const before = requests.length;
      const start = performance.now();
      const found = (await wired.assessor.instances()).find((instance) => instance.id === name.id) ?? name;
      const { reports } = await wired.assessor.assess(found, {});
      const took = Math.round(performance.now() - start);
      const sent = requests.slice(before);
      const graph = sent.filter((request) => request.kql !== undefined).length;
      row([
        `${found.resourceGroup}/${found.name}`,
        reports[0]?.verdict ?? '-',
        took,
        sequential(sent),
        sent.length - graph,
        graph,
      ]);
    }
  } finally {
    await wired.stop();
  }
}

void main();
