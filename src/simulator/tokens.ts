/** The simulated Microsoft Entra ID and managed identity endpoint, and the check of their tokens. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { HttpAnswer } from './answer.ts';
import { failure } from './answer.ts';

/** Seconds that a token is good for. */
const LIFETIME = 3600;

/** Resources that name Azure Resource Manager, in any Azure cloud. */
const MANAGEMENT = new Set([
  'https://management.azure.com',
  'https://management.core.windows.net',
  'https://management.usgovcloudapi.net',
  'https://management.chinacloudapi.cn',
]);

/** Resources that name Microsoft Graph, in any Azure cloud. */
export const MICROSOFT_GRAPH: ReadonlySet<string> = new Set([
  'https://graph.microsoft.com',
  'https://graph.microsoft.us',
  'https://microsoftgraph.chinacloudapi.cn',
]);

/** Issues tokens and knows its own again; another simulator's are strangers to it. */
export interface TokenIssuer {
  readonly issue: (audience: string, person?: TokenPerson) => IssuedToken;
  /** Whose token it is: an object id; undefined for an app's, and for one that is not good. */
  readonly personOf: (token: string | undefined) => TokenPerson | undefined;
  /** The 401 for a missing, foreign, expired or misdirected token; undefined when the token is good for one of the audiences (Resource Manager's without any). */
  readonly refusal: (authorization: string | undefined, audiences?: ReadonlySet<string>) => HttpAnswer | undefined;
}

/** In whose name a token is issued. */
export interface TokenPerson {
  /** Object id. */
  readonly oid: string;
  readonly name: string;
}

export interface IssuedToken {
  readonly token: string;
  /** Seconds since 1970. */
  readonly expiresOn: number;
}

/** @param now the clock that tokens are issued and judged by */
export function createIssuer(tenantId: string, endpoint: string, now: () => Date): TokenIssuer {
  const key = randomBytes(32);
  const sign = (text: string) => createHmac('sha256', key).update(text).digest('base64url');
  const seconds = () => Math.floor(now().getTime() / 1000);
  /** The token of the last request: mostly that of the next. */
  let known: string | undefined;
  const isOwn = (token: string): boolean => {
    if (token === known) return true;
    const dot = token.lastIndexOf('.');
    if (dot < 0 || !sameText(token.slice(dot + 1), sign(token.slice(0, dot)))) return false;
    known = token;
    return true;
  };
  return {
    issue: (audience, person) => {
      const expiresOn = seconds() + LIFETIME;
      const claims = {
        aud: audience,
        iss: `${endpoint}/${tenantId}/`,
        tid: tenantId,
        iat: seconds(),
        exp: expiresOn,
        ...person,
      };
      const text = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
      return { token: `${text}.${sign(text)}`, expiresOn };
    },
    personOf: (token = '') => {
      if (!isOwn(token)) return undefined;
      const { oid, name, exp } = decode(token.split('.')[1] ?? '');
      if (typeof oid !== 'string' || typeof exp !== 'number' || exp <= seconds()) return undefined;
      return { oid, name: typeof name === 'string' ? name : '' };
    },
    refusal: (authorization, audiences = MANAGEMENT) => {
      const [, token] = /^Bearer (.+)$/i.exec(authorization ?? '') ?? [];
      if (token === undefined) {
        return unauthorized('AuthenticationFailed', "Authentication failed. The 'Authorization' header is missing.");
      }
      if (!isOwn(token)) {
        return unauthorized('InvalidAuthenticationToken', 'The access token is invalid.');
      }
      const claims = decode(token.split('.')[1] ?? '');
      if (typeof claims.exp !== 'number' || claims.exp <= seconds()) {
        return unauthorized(
          'ExpiredAuthenticationToken',
          'The access token expiry UTC time is earlier than current UTC time.',
        );
      }
      const audience = String(claims.aud).replace(/\/+$/, '');
      if (audiences.has(audience) || audience === endpoint) return undefined;
      return unauthorized('InvalidAuthenticationTokenAudience', `The access token is meant for '${audience}'.`);
    },
  };
}

/** Answers `/{tenant}/v2.0/.well-known/openid-configuration` and `/{tenant}/oauth2/v2.0/token`; undefined for other paths. */
export function answerSignIn(
  issuer: TokenIssuer,
  tenantId: string,
  endpoint: string,
  request: { readonly method: string; readonly path: string; readonly body: string },
): HttpAnswer | undefined {
  const [, tenant, page] =
    /^\/([^/]+)\/(v2\.0\/\.well-known\/openid-configuration|oauth2\/v2\.0\/token)$/i.exec(request.path) ?? [];
  if (tenant === undefined || page === undefined) return undefined;
  if (tenant.toLowerCase() !== tenantId.toLowerCase()) {
    return signInFailure('invalid_request', `AADSTS90002: Tenant '${tenant}' not found.`);
  }
  const root = `${endpoint}/${tenantId}`;
  if (page.toLowerCase().endsWith('openid-configuration')) {
    return {
      status: 200,
      body: {
        token_endpoint: `${root}/oauth2/v2.0/token`,
        authorization_endpoint: `${root}/oauth2/v2.0/authorize`,
        end_session_endpoint: `${root}/oauth2/v2.0/logout`,
        jwks_uri: `${root}/discovery/v2.0/keys`,
        issuer: `${root}/v2.0`,
      },
    };
  }
  return request.method === 'POST'
    ? tokenAnswer(issuer, new URLSearchParams(request.body))
    : failure(405, 'MethodNotAllowed', 'POST only.');
}

function tokenAnswer(issuer: TokenIssuer, form: URLSearchParams): HttpAnswer {
  const isOnBehalf = form.get('grant_type') === 'urn:ietf:params:oauth:grant-type:jwt-bearer';
  if (!isOnBehalf && form.get('grant_type') !== 'client_credentials') {
    return signInFailure(
      'unsupported_grant_type',
      'AADSTS70003: Only client_credentials and jwt-bearer are simulated.',
    );
  }
  if (!form.get('client_id') || !(form.get('client_secret') || form.get('client_assertion'))) {
    return signInFailure('invalid_client', 'AADSTS7000216: A client id and a secret or assertion are required.');
  }
  const scope = form
    .get('scope')
    ?.split(' ')
    .find((part) => part.endsWith('/.default'));
  if (scope === undefined) return signInFailure('invalid_scope', 'AADSTS1002012: The scope must end in /.default.');
  const person = isOnBehalf ? issuer.personOf(form.get('assertion') ?? undefined) : undefined;
  if (isOnBehalf && form.get('requested_token_use') !== 'on_behalf_of')
    return signInFailure('invalid_request', 'AADSTS900144: requested_token_use must be on_behalf_of.');
  if (isOnBehalf && person === undefined)
    return signInFailure('invalid_grant', 'AADSTS50013: Assertion failed signature validation.');
  const { token } = issuer.issue(scope.slice(0, -'/.default'.length), person);
  return {
    status: 200,
    body: { token_type: 'Bearer', expires_in: LIFETIME, ext_expires_in: LIFETIME, access_token: token },
  };
}

/** Answers a managed identity's GET, as App Service does. */
export function answerIdentity(
  issuer: TokenIssuer,
  secret: string,
  header: string | undefined,
  query: URLSearchParams,
): HttpAnswer {
  if (header !== secret) return failure(401, 'Unauthorized', 'The X-IDENTITY-HEADER is missing or wrong.');
  const resource = query.get('resource');
  if (query.get('api-version') !== '2019-08-01' || resource === null) {
    return failure(400, 'BadRequest', 'resource and api-version=2019-08-01 are required.');
  }
  const { token, expiresOn } = issuer.issue(resource);
  const client = query.get('client_id') ?? '00000000-0000-0000-0000-000000000001';
  return {
    status: 200,
    body: { access_token: token, expires_on: String(expiresOn), resource, token_type: 'Bearer', client_id: client },
  };
}

function unauthorized(code: string, message: string): HttpAnswer {
  return failure(401, code, message, { 'www-authenticate': 'Bearer error="invalid_token"' });
}

function signInFailure(error: string, description: string): HttpAnswer {
  return { status: 400, body: { error, error_description: description } };
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decode(part: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
}

function sameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
