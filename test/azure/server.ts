/** An HTTPS server on loopback that answers as a test says, for what the simulator would never do. */
import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TokenCredential } from '@azure/core-auth';
import { makeCertificate } from '../../src/simulator/certificate.ts';

export interface CannedAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface CannedServer {
  readonly endpoint: string;
  readonly ca: string;
  readonly requests: { readonly url: string; readonly authorization: string | undefined; readonly body: string }[];
  answer(by: (request: IncomingMessage, body: string) => CannedAnswer): void;
  stop(): Promise<void>;
}

/** A credential whose token needs no sign-in. */
export const CREDENTIAL: TokenCredential = {
  getToken: async () => ({ token: 'the-token', expiresOnTimestamp: Date.now() + 3_600_000 }),
};

/** Starts a server; give it an answer before asking it. */
export async function cannedServer(): Promise<CannedServer> {
  const { key, cert } = await makeCertificate();
  const requests: CannedServer['requests'] = [];
  let give: (request: IncomingMessage, body: string) => CannedAnswer = () => ({ status: 500 });
  const server = createServer({ key, cert }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      requests.push({ url: request.url ?? '', authorization: request.headers.authorization, body });
      const { status = 200, headers = {}, body: answer = {} } = give(request, body);
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ca: cert,
    requests,
    answer: (by) => {
      give = by;
    },
    stop: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
