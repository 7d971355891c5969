/** The process behind `startAzure`: starts when it is told what with, tells where it listens, ends with its parent. */

import { exit } from 'node:process';
import { sampleEstate } from '../src/demo/sample-estate/index.ts';
import { dayAt } from '../src/model/days.ts';
import { parseEstate } from '../src/simulator/estate.ts';
import { compileQuery } from '../src/simulator/kusto/query.ts';
import { type Simulator, startSimulator } from '../src/simulator/server.ts';
import { fleetEstate } from './fleet-estate.ts';
import type { StartMessage } from './simulator-process.ts';

let simulator: Simulator | undefined;

const tell = (message: object) => void process.send?.(message);

async function start({ size, latencyMs, throttle, speed = 1 }: StartMessage): Promise<void> {
  // The parser loads with the first query; that is no part of what is measured.
  compileQuery('resources | project id | order by id asc');
  const estate = size === 'demo' ? sampleEstate(dayAt(new Date())) : fleetEstate(size, size.operations);
  simulator = await startSimulator(parseEstate(JSON.stringify(estate), 'of the benchmark'), {
    latencyMs: latencyMs / speed,
    throttle,
    clock: () => performance.now() * speed,
  });
  const { endpoint, authorityHost, ca, tenantId } = simulator;
  tell({ endpoint, authorityHost, ca, tenantId });
}

process.on('message', (message: StartMessage | { readonly counts: true }) => {
  if ('size' in message) void start(message);
  else tell(simulator?.counts ?? {});
});
process.on('disconnect', () => exit(0));
