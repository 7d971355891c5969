/** The token service of Bot Framework on loopback: it keeps a token for each person, and takes those that clients bring. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The OAuth connection that it knows. */
export const CONNECTION = 'azure';

export interface TokenService {
  readonly oAuthUrl: string;
  /** Keeps a token for the id that a channel gives a person; without one it forgets them. */
  keep(userId: string, token: string | undefined): void;
  /** A person has signed in by a dialog: who brings that code gets the token, once. */
  offer(userId: string, code: string, token: string): void;
  stop(): Promise<void>;
}

/** What a sign-in by the connection brings: the URI for which Teams asks a token; none makes single sign-on impossible. */
export interface SignInResource {
  readonly uri?: string | undefined;
}

type Answer = readonly [status: number, body?: unknown];

/** Starts it. It takes any token that a client brings, as if it were checked and exchanged. */
export async function startTokenService(
  { uri }: SignInResource = { uri: 'api://botid-of-the-bot' },
): Promise<TokenService> {
  const tokens = new Map<string, string>();
  const codes = new Map<string, string>();
  const known = (token: string | undefined): Answer =>
    token === undefined ? [404] : [200, { connectionName: CONNECTION, token }];

  function answerTo(pathname: string, query: URLSearchParams, body: string): Answer {
    const userId = query.get('userId') ?? '';
    if (pathname === '/api/botsignin/GetSignInResource') return signIn(query.get('state') ?? '');
    if (query.get('connectionName') !== CONNECTION) return [404];
    if (pathname === '/api/usertoken/GetToken') return known(codeOf(userId, query.get('code')) ?? tokens.get(userId));
    if (pathname !== '/api/usertoken/exchange') return [404];
    const { token } = JSON.parse(body) as { readonly token?: string };
    if (token === undefined || token === 'no consent') return [400, { error: { code: 'ConsentRequired' } }];
    tokens.set(userId, token);
    return known(token);
  }

  function codeOf(userId: string, code: string | null): string | undefined {
    const key = `${userId} ${code}`;
    const token = codes.get(key);
    if (token !== undefined) tokens.set(userId, token);
    codes.delete(key);
    return token;
  }

  function signIn(state: string): Answer {
    const { connectionName } = JSON.parse(Buffer.from(state, 'base64').toString());
    if (connectionName !== CONNECTION) return [404, { error: { message: 'Could not find Connection Setting' } }];
    const tokenExchangeResource = uri === undefined ? undefined : { id: 'exchange-1', uri, providerId: 'entra' };
    return [200, { signInLink: 'https://token.example/sign-in', tokenExchangeResource }];
  }

  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://x');
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const isTheBot = /^Bearer .+/.test(request.headers.authorization ?? '');
    const [status, body] = isTheBot
      ? answerTo(pathname, searchParams, Buffer.concat(chunks).toString())
      : [401, { error: { code: 'Unauthorized' } }];
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(body === undefined ? '' : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    oAuthUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    keep: (userId, token) => void (token === undefined ? tokens.delete(userId) : tokens.set(userId, token)),
    offer: (userId, code, token) => void codes.set(`${userId} ${code}`, token),
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
