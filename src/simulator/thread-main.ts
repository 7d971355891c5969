/** The thread that serves simulated Azures (`thread.ts`): nothing imports it. */
import { parentPort } from 'node:worker_threads';
import { parseEstate } from './estate.ts';
import { startSimulator } from './server.ts';
import type { Served, ThreadOrder } from './thread.ts';

parentPort?.on('message', (order: ThreadOrder) => void serve(order));

async function serve({ number, text, name }: ThreadOrder): Promise<void> {
  const answer = (served: Served) => parentPort?.postMessage(served);
  try {
    const { endpoint, authorityHost, tenantId, ca } = await startSimulator(parseEstate(text, name));
    answer({ number, address: { endpoint, authorityHost, tenantId, ca } });
  } catch (error) {
    answer({ number, fault: error instanceof Error ? error.message : String(error) });
  }
}
