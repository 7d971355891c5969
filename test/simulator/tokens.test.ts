import { answerIdentity, answerSignIn, createIssuer } from '../../src/simulator/tokens.ts';
import { TENANT } from './sample.ts';

const ENDPOINT = 'https://127.0.0.1:1';
const issuerAt = (clock: { now: number }) => createIssuer(TENANT, ENDPOINT, () => new Date(clock.now));
const codeOf = (answer: { body: unknown } | undefined) =>
  (answer?.body as { error: { code: string } } | undefined)?.error.code;

describe('a token', () => {
  it('is good for an hour', () => {
    const clock = { now: Date.UTC(2026, 10, 22) };
    const issuer = issuerAt(clock);
    const bearer = `Bearer ${issuer.issue('https://management.azure.com').token}`;

    expect(issuer.refusal(bearer)).toBeUndefined();
    clock.now += 3_599_000;
    expect(issuer.refusal(bearer)).toBeUndefined();
    clock.now += 1000;
    expect(codeOf(issuer.refusal(bearer))).toBe('ExpiredAuthenticationToken');
  });

  it.each([
    ['is missing', () => undefined, 'AuthenticationFailed'],
    ['is no token', () => 'Bearer abc', 'InvalidAuthenticationToken'],
    [
      'is of another simulator',
      () => `Bearer ${issuerAt({ now: 0 }).issue('https://management.azure.com').token}`,
      'InvalidAuthenticationToken',
    ],
  ])('is refused when it %s', (_, authorization, code) => {
    const answer = issuerAt({ now: 0 }).refusal(authorization());

    expect(answer?.status).toBe(401);
    expect(codeOf(answer)).toBe(code);
  });

  it('is refused when it is meant for another service', () => {
    const issuer = issuerAt({ now: 0 });

    const answer = issuer.refusal(`Bearer ${issuer.issue('https://vault.azure.net').token}`);

    expect(codeOf(answer)).toBe('InvalidAuthenticationTokenAudience');
  });
});

describe('signing in', () => {
  const post = (body: string, tenant = TENANT) =>
    answerSignIn(issuerAt({ now: 0 }), TENANT, ENDPOINT, {
      method: 'POST',
      path: `/${tenant}/oauth2/v2.0/token`,
      body,
    });
  const SCOPE = 'scope=https%3A%2F%2Fmanagement.azure.com%2F.default';

  it.each([
    [
      'another tenant',
      `grant_type=client_credentials&client_id=a&client_secret=b&${SCOPE}`,
      'other',
      'invalid_request',
    ],
    ['another grant', `grant_type=password&client_id=a&${SCOPE}`, TENANT, 'unsupported_grant_type'],
    ['no secret', `grant_type=client_credentials&client_id=a&${SCOPE}`, TENANT, 'invalid_client'],
    ['no scope', 'grant_type=client_credentials&client_id=a&client_secret=b', TENANT, 'invalid_scope'],
  ])('is refused with %s', (_, body, tenant, error) => {
    expect(post(body, tenant)).toMatchObject({ status: 400, body: { error } });
  });

  it('leaves other paths to Azure Resource Manager', () => {
    const request = { method: 'GET', path: '/subscriptions', body: '' };

    expect(answerSignIn(issuerAt({ now: 0 }), TENANT, ENDPOINT, request)).toBeUndefined();
  });
});

describe('the managed identity endpoint', () => {
  const query = (text: string) => new URLSearchParams(text);
  const RESOURCE = 'api-version=2019-08-01&resource=https%3A%2F%2Fmanagement.azure.com';

  it.each([
    ['without its header', undefined, RESOURCE, 401],
    ['without a resource', 'secret', 'api-version=2019-08-01', 400],
    ['with another api-version', 'secret', RESOURCE.replace('2019', '2017'), 400],
    ['asked correctly', 'secret', RESOURCE, 200],
  ])('%s answers', (_, header, text, status) => {
    expect(answerIdentity(issuerAt({ now: 0 }), 'secret', header, query(text)).status).toBe(status);
  });
});
