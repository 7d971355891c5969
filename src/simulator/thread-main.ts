/** The thread that serves simulated Azures (`thread.ts`): nothing imports it. */
import { parentPort } from 'node:worker_threads';
import { parseEstate } from './estate.ts';
import { compileQuery } from './kusto/query.ts';
import { startSimulator } from './server.ts';
import type { Order, Served } from './thread.ts';

parentPort?.on('message', (order: Order) => void serve(order));

async function serve({ number, text, name }: Order): Promise<void> {
  const answer = (served: Served) => parentPort?.postMessage(served);
  try {
    const { endpoint, authorityHost, tenantId, ca } = await startSimulator(parseEstate(text, name));
    answer({ number, address: { endpoint, authorityHost, tenantId, ca } });
    // Most of what the first query would wait for is the parser, which is loaded now, before one comes.
    compileQuery('resources | project id');
  } catch (error) {
    answer({ number, fault: error instanceof Error ? error.message : String(error) });
  }
}
