import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CredentialSettings, createSignIn } from '../../src/azure/credentials.ts';
import { discoverInstances } from '../../src/azure/discovery.ts';
import { render } from '../../src/model/text.ts';
import { apim, TENANT } from '../support/resources.ts';
import { APP, type SimulatedAzure, simulate } from './support.ts';

const TOUCHED = ['IDENTITY_ENDPOINT', 'IDENTITY_HEADER', 'AZURE_TENANT_ID', 'AZURE_CLIENT_ID', 'AZURE_CLIENT_SECRET'];

describe('createSignIn', () => {
  let simulated: SimulatedAzure;
  let folder: string;
  const before = TOUCHED.map((name) => [name, process.env[name]] as const);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sign-in-'));
    await writeFile(join(folder, 'token'), 'projected.token.text');
    simulated = await simulate([apim()]);
  });
  afterAll(async () => {
    await simulated.simulator.stop();
    await rm(folder, { recursive: true });
  });
  afterEach(() => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });

  const identityHost = () => ({
    IDENTITY_ENDPOINT: simulated.simulator.identityEndpoint,
    IDENTITY_HEADER: simulated.simulator.identityHeader,
  });

  it.each<readonly [string, () => CredentialSettings, () => Record<string, string>]>([
    [
      'client secret of app 33333333…',
      () => ({ tenantId: TENANT, clientId: APP, clientSecret: 'not-a-secret' }),
      () => ({}),
    ],
    [
      'workload identity of app 33333333…',
      () => ({ tenantId: TENANT, clientId: APP, federatedTokenFile: join(folder, 'token') }),
      () => ({}),
    ],
    ['managed identity', () => ({ managedIdentity: true }), identityHost],
    ['managed identity with client id 33333333…', () => ({ managedIdentity: true, clientId: APP }), identityHost],
    [
      'the credential of this environment',
      () => ({}),
      () => ({ AZURE_TENANT_ID: TENANT, AZURE_CLIENT_ID: APP, AZURE_CLIENT_SECRET: 'not-a-secret' }),
    ],
  ])('signs in with the %s', async (description, settings, environment) => {
    Object.assign(process.env, environment());
    const azure = simulated.connect({ credential: settings() });
    expect(render(azure.identity)).toBe(description);
    expect(await discoverInstances(azure)).toHaveLength(1);
  });

  it('refuses a secret without its app in one sentence', () => {
    expect(() => createSignIn({ clientSecret: 'not-a-secret' }, { authorityHost: 'https://login.example' })).toThrow(
      'A client secret for Azure needs the tenant id and the client id of its app beside it.',
    );
  });
});
