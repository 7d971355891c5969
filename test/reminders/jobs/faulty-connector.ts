/** A connector on loopback that takes messages, refuses some, and drops connections; what arrived is remembered. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A message that was taken. */
export interface Arrival {
  /** Which process sent it. */
  readonly life: string;
  readonly text: string;
}

export interface FaultyConnector {
  readonly url: string;
  /** In the order of arrival. */
  readonly arrivals: readonly Arrival[];
  /** How often which status was answered, or a connection dropped. */
  readonly faults: Readonly<Record<string, number>>;
  stop(): Promise<void>;
}

/** Of a hundred requests: eight throttled, eight not answered by what is behind, eight dropped before they are taken. */
const FAULTS = [
  [8, '429'],
  [16, '502'],
  [24, 'dropped'],
] as const;

/** Conversations whose id begins like this have blocked the bot. */
export const BLOCKED = 'blocked';

/** Starts one. `random` gives 0 to 1. */
export async function startFaultyConnector(random: () => number): Promise<FaultyConnector> {
  const arrivals: Arrival[] = [];
  const faults: Record<string, number> = {};
  const count = (what: string) => {
    faults[what] = (faults[what] ?? 0) + 1;
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    } catch {
      return; // The sender was killed while it was speaking.
    }
    const { conversation, life, text } = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    const answer = (status: number, headers: Record<string, string> = {}) => {
      if (status !== 201) count(String(status));
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(JSON.stringify({ id: `m${arrivals.length}` }));
    };
    if (conversation.startsWith(BLOCKED)) return answer(403);
    const roll = random() * 100;
    const fault = FAULTS.find(([upTo]) => roll < upTo)?.[1];
    if (fault === 'dropped') {
      count(fault);
      return void request.socket.destroy();
    }
    if (fault !== undefined) return answer(Number(fault), fault === '429' ? { 'retry-after': '0.2' } : {});
    arrivals.push({ life, text });
    answer(201);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrivals,
    faults,
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
