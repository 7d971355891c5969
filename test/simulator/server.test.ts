import { ResourceGraphClient } from '@azure/arm-resourcegraph';
import { ClientSecretCredential, ManagedIdentityCredential } from '@azure/identity';
import type { Client } from '@azure-rest/core-client';
import { getClient } from '@azure-rest/core-client';
import type { Fault } from '../../src/simulator/faults.ts';
import type { Simulator, SimulatorOptions } from '../../src/simulator/server.ts';
import { startSimulator } from '../../src/simulator/server.ts';
import { until } from '../support/until.ts';
import { estateOf, resource, SERVICE, service, VAULT, vault } from './sample.ts';

const SCOPES = ['https://management.azure.com/.default'];
const NAMES =
  "resources | where type =~ 'microsoft.keyvault/vaults' or type =~ 'microsoft.apimanagement/service' | project id, name | order by name asc";
const RESOURCES = [
  service,
  vault,
  ...Array.from({ length: 5 }, (_, index) =>
    resource(`${SERVICE}/namedValues/nv-${index}`, { secret: false, value: 'v' }),
  ),
];

const running: Simulator[] = [];
const start = async (options: SimulatorOptions = {}, denied: readonly string[] = []) => {
  const simulator = await startSimulator(estateOf(RESOURCES, denied), { record: true, ...options });
  running.push(simulator);
  return simulator;
};
const credentialOf = ({ tenantId, authorityHost, ca }: Simulator) =>
  new ClientSecretCredential(tenantId, 'client', 'secret', {
    authorityHost,
    disableInstanceDiscovery: true,
    tlsOptions: { ca },
  });
const graphOf = (simulator: Simulator, maxRetries = 0) =>
  new ResourceGraphClient(credentialOf(simulator), {
    endpoint: simulator.endpoint,
    tlsOptions: { ca: simulator.ca },
    retryOptions: { maxRetries },
  });
const armOf = (simulator: Simulator, maxRetries = 0) =>
  getClient(simulator.endpoint, credentialOf(simulator), {
    credentials: { scopes: SCOPES },
    tlsOptions: { ca: simulator.ca },
    retryOptions: { maxRetries },
  });
const get = (client: Client, path: string) =>
  client.pathUnchecked(path).get({ queryParameters: { 'api-version': '2024-05-01' } });
const on = (kind: Fault['kind'], path: RegExp, more: Partial<Fault> = {}): Fault => ({
  kind,
  match: (request) => path.test(request.path),
  ...more,
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((simulator) => simulator.stop()));
});

describe('the real Azure clients', () => {
  it('query Resource Graph with a client secret', async () => {
    const simulator = await start();

    const answer = await graphOf(simulator).resources({ query: NAMES });

    expect(answer).toMatchObject({ count: 2, totalRecords: 2, resultTruncated: 'false' });
    expect(answer.data).toEqual([
      { id: SERVICE, name: 'apim-prod' },
      { id: VAULT, name: 'kv-prod' },
    ]);
  });

  it('follow the skip token', async () => {
    const client = graphOf(await start({ graphPageSize: 1 }));

    const first = await client.resources({ query: NAMES, options: { top: 1000 } });
    const second = await client.resources({ query: NAMES, options: { top: 1000, skipToken: first.skipToken ?? '' } });

    expect([first.data, second.data]).toMatchObject([[{ name: 'apim-prod' }], [{ name: 'kv-prod' }]]);
    expect(second.skipToken).toBeUndefined();
  });

  it('get the details of a query that is refused', async () => {
    const client = graphOf(await start());

    await expect(client.resources({ query: 'resources | project nope' })).rejects.toMatchObject({
      statusCode: 400,
      code: 'BadRequest',
      details: { error: { details: [{ code: 'InvalidQuery', message: expect.stringContaining("'nope'") }] } },
    });
  });

  it('sign in as a managed identity', async () => {
    const simulator = await start();
    const { IDENTITY_ENDPOINT, IDENTITY_HEADER } = process.env;
    Object.assign(process.env, {
      IDENTITY_ENDPOINT: simulator.identityEndpoint,
      IDENTITY_HEADER: simulator.identityHeader,
    });
    try {
      const token = await new ManagedIdentityCredential().getToken(SCOPES);
      const client = getClient(
        simulator.endpoint,
        { getToken: async () => token },
        {
          credentials: { scopes: SCOPES },
          tlsOptions: { ca: simulator.ca },
        },
      );

      expect(await get(client, SERVICE)).toMatchObject({ status: '200', body: { id: SERVICE } });
    } finally {
      restore('IDENTITY_ENDPOINT', IDENTITY_ENDPOINT);
      restore('IDENTITY_HEADER', IDENTITY_HEADER);
    }
  });

  it('read a list by Resource Manager, page by page, on one host', async () => {
    const simulator = await start({ pageSize: 2 });
    const client = armOf(simulator);
    const seen: string[] = [];
    let path = `${SERVICE}/namedValues`;
    let query: Record<string, string> = { 'api-version': '2024-05-01' };
    for (;;) {
      const { body } = await client.pathUnchecked(path).get({ queryParameters: query });
      seen.push(...body.value.map(({ name }: { name: string }) => name));
      if (!body.nextLink) break;
      const next = new URL(body.nextLink);
      expect(next.origin).toBe(simulator.endpoint);
      path = decodeURIComponent(next.pathname);
      query = Object.fromEntries(next.searchParams);
    }

    expect(seen).toEqual(['nv-0', 'nv-1', 'nv-2', 'nv-3', 'nv-4']);
  });

  it('do not trust it without its certificate', async () => {
    const { endpoint } = await start();

    const client = getClient(endpoint, { retryOptions: { maxRetries: 0 } });

    await expect(get(client, SERVICE)).rejects.toThrow();
  });
});

describe('the simulated Azure', () => {
  it('refuses a reader without a token of its own', async () => {
    const [simulator, other] = [await start(), await start()];
    const foreign = await credentialOf(other).getToken(SCOPES);
    const client = getClient(
      simulator.endpoint,
      { getToken: async () => foreign },
      {
        credentials: { scopes: SCOPES },
        tlsOptions: { ca: simulator.ca },
      },
    );
    const anonymous = getClient(simulator.endpoint, { tlsOptions: { ca: simulator.ca } });

    expect((await get(client, SERVICE)).status).toBe('401');
    expect((await get(anonymous, SERVICE)).status).toBe('401');
  });

  it('refuses and logs every attempt to write', async () => {
    const simulator = await start();
    const path = armOf(simulator).pathUnchecked(SERVICE);
    const options = { queryParameters: { 'api-version': '2024-05-01' }, body: {} };

    const answers = await Promise.all([
      path.put(options),
      path.patch(options),
      path.post(options),
      path.delete(options),
    ]);

    expect(answers.map(({ status }) => status)).toEqual(['405', '405', '405', '405']);
    expect(
      simulator.requests
        .filter(({ status }) => status === 405)
        .map(({ method }) => method)
        .toSorted(),
    ).toEqual(['DELETE', 'PATCH', 'POST', 'PUT']);
  });

  it('hides from Resource Graph what Resource Manager refuses', async () => {
    const simulator = await start({}, [VAULT]);

    expect((await graphOf(simulator).resources({ query: NAMES })).data).toEqual([{ id: SERVICE, name: 'apim-prod' }]);
    expect(await get(armOf(simulator), VAULT)).toMatchObject({
      status: '403',
      body: { error: { code: 'AuthorizationFailed' } },
    });
  });

  it('logs what it was asked', async () => {
    const simulator = await start();

    await graphOf(simulator).resources({ query: NAMES });

    expect(simulator.requests.at(-1)).toMatchObject({
      method: 'POST',
      path: '/providers/Microsoft.ResourceGraph/resources',
      query: { 'api-version': expect.any(String) },
      kql: NAMES,
      table: 'resources',
      status: 200,
    });
    const { startedAt = 0, endedAt = 0 } = simulator.requests.at(-1) ?? {};
    expect(endedAt).toBeGreaterThanOrEqual(startedAt);
  });

  it('lets a token expire by its own clock', async () => {
    let now = Date.UTC(2026, 10, 22);
    const simulator = await start({ now: () => new Date(now) });
    const token = await credentialOf(simulator).getToken(SCOPES);
    const client = getClient(
      simulator.endpoint,
      { getToken: async () => token },
      {
        credentials: { scopes: SCOPES },
        tlsOptions: { ca: simulator.ca },
      },
    );

    expect((await get(client, SERVICE)).status).toBe('200');
    now += 3_600_000;
    expect(await get(client, SERVICE)).toMatchObject({
      status: '401',
      body: { error: { code: 'ExpiredAuthenticationToken' } },
    });
  });

  it('delays every answer when told to', async () => {
    const client = armOf(await start({ latencyMs: 60 }));
    await get(client, SERVICE);
    const before = performance.now();

    await get(client, SERVICE);

    expect(performance.now() - before).toBeGreaterThanOrEqual(58);
  });

  it('throttles queries with the headers by which a client can pace itself', async () => {
    const client = graphOf(await start({ throttle: true }));
    const ask = async () => {
      let headers: Record<string, string> = {};
      const outcome = await client
        .resources(
          { query: NAMES },
          {
            onResponse: (response) => {
              headers = response.headers.toJSON();
            },
          },
        )
        .then(
          () => 200,
          (error: { statusCode: number }) => error.statusCode,
        );
      return { outcome, remaining: headers['x-ms-user-quota-remaining'], retryAfter: headers['retry-after'] };
    };

    const answers = [];
    for (let query = 0; query < 16; query++) answers.push(await ask());

    expect(answers.map(({ outcome }) => outcome)).toEqual([...Array(15).fill(200), 429]);
    expect(answers[0]?.remaining).toBe('14');
    expect(Number(answers[15]?.retryAfter)).toBeGreaterThan(0);
  });

  it('throttles reads by subscription', async () => {
    const client = armOf(await start({ throttle: true, clock: () => 0 }));

    const answers = await Promise.all(Array.from({ length: 260 }, () => get(client, SERVICE)));

    const refused = answers.filter(({ status }) => status === '429');
    expect(refused).toHaveLength(10);
    expect(refused[0]?.headers['retry-after']).toBe('1');
  });
});

describe('a fault', () => {
  it.each([
    ['429', '429'],
    ['500', '500'],
    ['403', '403'],
    ['404', '404'],
  ] as const)('answers %s as often as it is told to', async (kind, status) => {
    const simulator = await start({ faults: [on(kind, /apim-prod$/, { times: 1 })] });
    const client = armOf(simulator);

    expect((await get(client, SERVICE)).status).toBe(status);
    expect((await get(client, SERVICE)).status).toBe('200');
    expect((await get(client, VAULT)).status).toBe('200');
  });

  it('says how long to wait, and the real client waits and goes on', async () => {
    const simulator = await start({ faults: [on('429', /apim-prod$/, { times: 1, retryAfterSeconds: 0 })] });

    expect((await get(armOf(simulator, 3), SERVICE)).status).toBe('200');
    expect(simulator.requests.filter(({ path }) => path === SERVICE).map(({ status }) => status)).toEqual([429, 200]);
  });

  it.each(['cut', 'malformed'] as const)('%s is an error for the client', async (kind) => {
    const simulator = await start({ faults: [on(kind, /apim-prod$/)] });

    await expect(get(armOf(simulator), SERVICE)).rejects.toThrow();
  });

  it('slow answers late', async () => {
    const simulator = await start({ faults: [on('slow', /apim-prod$/, { delayMs: 5000 })] });
    const abortSignal = AbortSignal.timeout(150);

    const answer = armOf(simulator).pathUnchecked(SERVICE).get({ abortSignal });

    await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('truncated cuts the rows of Resource Graph and says so', async () => {
    const simulator = await start({ faults: [{ kind: 'truncated', match: ({ table }) => table === 'resources' }] });

    const answer = await graphOf(simulator).resources({ query: NAMES });

    expect(answer).toMatchObject({ resultTruncated: 'true', count: 1, totalRecords: 2 });
    expect(answer.skipToken).toBeUndefined();
  });

  it('empty-page leads to a page that fails', async () => {
    const simulator = await start({ faults: [on('empty-page', /namedValues$/, { times: 1 })] });
    const client = armOf(simulator);

    const { body } = await get(client, `${SERVICE}/namedValues`);
    const next = new URL(body.nextLink);
    const following = await client
      .pathUnchecked(next.pathname)
      .get({ queryParameters: Object.fromEntries(next.searchParams) });

    expect(body.value).toEqual([]);
    expect(next.origin).toBe(simulator.endpoint);
    expect(following.status).toBe('500');
  });

  it('can be set and lifted while it runs', async () => {
    const simulator = await start();
    const client = armOf(simulator);

    simulator.setFaults([on('403', /kv-prod$/)]);
    expect((await get(client, VAULT)).status).toBe('403');
    simulator.setFaults([]);
    expect((await get(client, VAULT)).status).toBe('200');
  });
});

describe('stop', () => {
  it('closes every connection, a slow one too', async () => {
    const simulator = await start({ faults: [on('slow', /apim-prod$/, { delayMs: 60_000 })] });
    const client = armOf(simulator);
    const slow = get(client, SERVICE).then(
      () => 'answered',
      () => 'closed',
    );
    await until(() => simulator.requests.some(({ path }) => path === SERVICE));

    await simulator.stop();
    running.splice(0);

    expect(await slow).toBe('closed');
  });
});

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}
