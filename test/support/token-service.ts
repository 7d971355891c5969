/** The token service of Bot Framework on loopback: it keeps a token for each person, and takes those that clients bring. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The OAuth connection that it knows. */
export const CONNECTION = 'azure';

export interface TokenService {
  readonly oAuthUrl: string;
  /** Keeps a token for the id that a channel gives a person; without one it forgets them. */
  keep(userId: string, token: string | undefined): void;
  stop(): Promise<void>;
}

/** Starts it. It takes any token that a client brings, as if it were checked and exchanged. */
export async function startTokenService(): Promise<TokenService> {
  const tokens = new Map<string, string>();
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://x');
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const answer = (status: number, body?: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(body === undefined ? '' : JSON.stringify(body));
    };
    const userId = searchParams.get('userId') ?? '';
    const found = (token: string | undefined) =>
      token === undefined ? answer(404) : answer(200, { connectionName: CONNECTION, token });
    if (pathname === '/api/botsignin/GetSignInResource') {
      return answer(200, {
        signInLink: 'https://token.example/sign-in',
        tokenExchangeResource: { id: 'exchange-1', uri: 'api://botid-of-the-bot', providerId: 'entra' },
      });
    }
    if (searchParams.get('connectionName') !== CONNECTION) return answer(404);
    if (pathname === '/api/usertoken/GetToken') return found(tokens.get(userId));
    if (pathname !== '/api/usertoken/exchange') return answer(404);
    const { token } = JSON.parse(Buffer.concat(chunks).toString()) as { readonly token?: string };
    if (token === undefined || token === 'no consent') return answer(400, { error: { code: 'ConsentRequired' } });
    tokens.set(userId, token);
    found(token);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    oAuthUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    keep: (userId, token) => void (token === undefined ? tokens.delete(userId) : tokens.set(userId, token)),
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
