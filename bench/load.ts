/** People who ask the bot through a Bot Connector on loopback, and how long each waits for the answer. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The people, and where their answers arrive. */
export interface Load {
  /** Asks in a chat of its own, and resolves with the milliseconds until the answer stood there. Rejects after a minute. */
  ask(text: string): Promise<number>;
  stop(): Promise<void>;
}

const LONGEST_WAIT = 60_000;

/** Opens the connector. `port` is the bot's. */
export async function startLoad(port: number): Promise<Load> {
  const waiting = new Map<string, () => void>();
  let asked = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const [, conversation = ''] = /\/v3\/conversations\/([^/]+)/.exec(decodeURIComponent(request.url ?? '')) ?? [];
      const body = Buffer.concat(chunks).toString('utf8');
      response.writeHead(request.method === 'POST' ? 201 : 200, { 'content-type': 'application/json' });
      response.end('{"id":"m1"}');
      if (isAnswer(body)) waiting.get(conversation)?.();
    });
  });
  server.keepAliveTimeout = LONGEST_WAIT;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const serviceUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/teams`;

  return {
    async ask(text) {
      asked += 1;
      const id = `a:${asked}`;
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      // It may come to nothing while the question is still on its way.
      promise.catch(() => undefined);
      waiting.set(id, resolve);
      const timer = setTimeout(() => reject(new Error(`No answer to "${text}".`)), LONGEST_WAIT);
      const start = performance.now();
      try {
        const delivered = await fetch(`http://127.0.0.1:${port}/api/messages`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(activity(serviceUrl, id, text)),
        });
        if (!delivered.ok) throw new Error(`The bot answered ${delivered.status}.`);
        await delivered.body?.cancel();
        await promise;
        return performance.now() - start;
      } finally {
        clearTimeout(timer);
        waiting.delete(id);
      }
    },
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** Neither a sign of life nor the card that says how far it is. */
function isAnswer(body: string): boolean {
  const message = JSON.parse(body === '' ? '{}' : body) as { readonly type?: string; readonly summary?: string };
  return message.type === 'message' && !(message.summary ?? '').startsWith('Checking');
}

function activity(serviceUrl: string, conversation: string, text: string): object {
  return {
    type: 'message',
    id: `id-${conversation}`,
    channelId: 'msteams',
    serviceUrl,
    from: { id: `29:${conversation}`, name: 'Ann' },
    recipient: { id: '28:11111111-1111-4111-8111-111111111111', name: 'APIM Readiness' },
    conversation: { id: conversation, conversationType: 'personal' },
    text,
    locale: 'en-GB',
  };
}

/** Asks at a steady rate, in turn about the names, and returns how long each waited, in milliseconds; infinitely where no answer came. */
export async function askSteadily(
  load: Load,
  texts: readonly string[],
  { perSecond, questions }: { readonly perSecond: number; readonly questions: number },
): Promise<readonly number[]> {
  const start = performance.now();
  const answers: Promise<number>[] = [];
  for (let number = 0; number < questions; number += 1) {
    const due = start + (number / perSecond) * 1000;
    const wait = due - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    answers.push(load.ask(texts[number % texts.length] ?? '').catch(() => Number.POSITIVE_INFINITY));
  }
  return await Promise.all(answers);
}
