/** The doctor: green where all is well, and each planted fault named with its fix. CI alone runs it. */

import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { assessorOverSimulator } from '../../src/app/connected-assessor.ts';
import { realClock } from '../../src/app/real-clock.ts';
import { sampleEstate } from '../../src/demo/sample-estate/index.ts';
import type { Clock } from '../../src/model/clock.ts';
import { later } from '../../src/model/days.ts';
import { storageFault } from '../../src/reminders/store/storage-fault.ts';
import { parseEstate } from '../../src/simulator/estate.ts';
import type { Fault } from '../../src/simulator/faults.ts';
import { type Simulator, startSimulator } from '../../src/simulator/server.ts';
import { signInFault } from '../../src/terminal/doctor/sign-in-fault.ts';
import { type DoctorParts, diagnose } from '../../src/terminal/doctor-command.ts';
import { HASTY } from '../azure/support.ts';
import { NODE_COMPILE_CACHE } from '../support/cache.ts';
import { pauselessClock } from '../support/clock.ts';
import { CONNECTION, startTokenService, type TokenService } from '../support/token-service.ts';

const TODAY = '2026-02-13';
const ID = '11111111-1111-4111-8111-111111111111';
const whole = sampleEstate(TODAY);
const isInstance = ({ type }: { readonly type: string }) => type.toLowerCase() === 'microsoft.apimanagement/service';
const instance = whole.resources.find(isInstance);
/** One instance, all of which may be read: most faults are the same among many. */
const small = { resources: whole.resources.filter((one) => !isInstance(one) || one === instance) };

const GROUP = '44444444-4444-4444-8444-444444444444';
const NO_GROUP = '99999999-9999-4999-8999-999999999999';

let azure: Simulator;
let tokens: TokenService;
let wrongTokens: TokenService;
let silentTokens: TokenService;
let folder: string;
let well: Server;
let strange: Server;
let open: Server;
const started: Simulator[] = [];

/** A host that answers a GET and a POST with a status each. */
async function host(get: number, post: number): Promise<Server> {
  const server = createServer((request, response) => {
    // Not chained: restify, once loaded in this process, makes writeHead return nothing.
    response.writeHead(request.method === 'GET' ? get : post);
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
const at = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

beforeAll(async () => {
  azure = await startSimulator(parseEstate(JSON.stringify(small), 'small.json'), {
    directory: { members: new Map([[ID, [GROUP]]]), groups: new Set([GROUP]) },
  });
  [tokens, wrongTokens, silentTokens] = await Promise.all([
    startTokenService({ uri: `api://botid-${ID}` }),
    startTokenService(),
    startTokenService({}),
  ]);
  folder = await mkdtemp(path.join(tmpdir(), 'doctor-'));
  await Promise.all([writeFile(path.join(folder, 'token'), PROOF), writeFile(path.join(folder, 'empty'), '')]);
  [well, strange, open] = await Promise.all([host(200, 401), host(404, 404), host(200, 200)]);
});

afterEach(async () => {
  azure.setFaults([]);
  for (const one of started.splice(0)) await one.stop();
});

afterAll(async () => {
  await azure.stop();
  await Promise.all([tokens, wrongTokens, silentTokens].map((one) => one.stop()));
  await rm(folder, { recursive: true });
  for (const server of [well, strange, open]) await new Promise((resolve) => server.close(resolve));
});

/** A token as a cluster projects it for the bot. */
const PROOF = `x.${Buffer.from('{"iss":"https://issuer.example","sub":"the bot","aud":"api://AzureADTokenExchange"}').toString('base64url')}.x`;

/** A bot that is registered and reached. */
const healthy = {
  AZURE_SIGN_IN: 'default',
  MicrosoftAppId: ID,
  MicrosoftAppTenantId: ID,
  MicrosoftAppPassword: 's3cret',
  BOT_HOST: 'bot.example.com',
};

/** The same, answering people with their own rights. */
const personal = () => ({
  ACCESS: 'user',
  OAUTH_CONNECTION: CONNECTION,
  MicrosoftAppTenantId: azure.tenantId,
  AZURE_TENANT_ID: azure.tenantId,
  AZURE_CLIENT_ID: ID,
  AZURE_FEDERATED_TOKEN_FILE: path.join(folder, 'token'),
});
const INSIGHTS = `InstrumentationKey=${ID};IngestionEndpoint=https://westeurope.in.applicationinsights.example/`;

interface Planted {
  readonly environment?: Readonly<Record<string, string>>;
  readonly estate?: object;
  readonly faults?: readonly Fault[];
  readonly authorityHost?: string;
  readonly tenantId?: string;
  readonly clock?: Pick<Clock, 'instant'>;
  readonly elsewhere?: DoctorParts['elsewhere'];
}

async function examined(planted: Planted) {
  let simulator = azure;
  if (planted.estate !== undefined) {
    simulator = await startSimulator(parseEstate(JSON.stringify(planted.estate), 'planted.json'));
    started.push(simulator);
  }
  simulator.setFaults(planted.faults ?? []);
  const { authorityHost = simulator.authorityHost, tenantId = simulator.tenantId } = planted;
  const { endpoint, ca } = simulator;
  return await diagnose({
    environment: { ...healthy, ...planted.environment },
    azure: async (config) => {
      const patience = { retry: { ...HASTY, attempts: 1 }, clock: pauselessClock() };
      return assessorOverSimulator({ endpoint, ca, authorityHost, tenantId }, 'planted', {
        config,
        today: TODAY,
        patience,
      });
    },
    storageFault: ({ store }) => storageFault(store),
    version: '1.0.0',
    clock: { ...realClock(), ...planted.clock },
    elsewhere: {
      host: at(well),
      channel: at(well),
      signIn: async () => 'of-the-bot',
      graphEndpoint: simulator.endpoint,
      oAuthUrl: tokens.oAuthUrl,
      ...planted.elsewhere,
    },
  });
}

/** What botbuilder and Azure's clients throw, as Entra ID words it. */
const refused = (code: string) =>
  Object.assign(new Error(`invalid_client: ${code}: the secret s3cret is not right`), { name: 'AuthenticationError' });

const subscription = instance?.id.split('/')[2] ?? '';

it('finds nothing where all is well', async () => {
  const diagnoses = await examined({ estate: { ...whole, denied: [] } });
  expect(diagnoses.filter(({ ok }) => !ok)).toEqual([]);
  expect(diagnoses.map(({ of }) => of)).toEqual([
    'Settings',
    'Clock',
    'Sign-in to Azure',
    'Subscriptions',
    'Resource Graph',
    'Rights',
    'Bot registration',
    'Channel',
    'App manifest',
    'Endpoint',
    'Database',
    'Traces and metrics',
  ]);
});

it('looks at groups and at own rights where settings ask for them', async () => {
  const diagnoses = await examined({ environment: { ...personal(), ALLOWED_GROUPS: GROUP } });
  expect(diagnoses.filter(({ ok }) => !ok)).toEqual([]);
  expect(diagnoses.map(({ of }) => of)).toEqual(
    expect.arrayContaining(['Groups', 'Proof of the app', 'OAuth connection']),
  );
});

it.each([
  ['a collector', () => ({ environment: { OTEL_EXPORTER_OTLP_ENDPOINT: at(open) } })],
  [
    'an Application Insights',
    () => ({ environment: { APPLICATIONINSIGHTS_CONNECTION_STRING: INSIGHTS }, elsewhere: { ingestion: at(open) } }),
  ],
])('finds nothing wrong with %s that takes traces', async (_, planted) => {
  const diagnoses = await examined(planted());
  expect(diagnoses.find(({ of }) => of === 'Traces and metrics')).toMatchObject({ ok: true });
});

it('says of the demo that all is well', () => {
  const words = ['--disable-warning=ExperimentalWarning', path.resolve('src/terminal/doctor.ts')];
  const { stdout, stderr, status } = spawnSync(process.execPath, words, {
    cwd: tmpdir(),
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE },
    encoding: 'utf8',
    timeout: 110_000,
  });
  expect([stderr, status]).toEqual(['', 0]);
  expect(stdout).toMatch(/^(?:✓ .+\n){9}\nAll is well\.\n$/);
});

describe('names each fault and its fix', () => {
  it.each<readonly [string, Planted | (() => Planted), string, RegExp, RegExp]>([
    ['an app id that is none', { environment: { MicrosoftAppId: 'bot' } }, 'Settings', /MicrosoftAppId/, /\.env/],
    ['a cloud that is none', { environment: { AZURE_CLOUD: 'moon' } }, 'Settings', /public, us-government/, /\.env/],
    [
      'a secret alone',
      { environment: { AZURE_CLIENT_SECRET: 's3cret' } },
      'Settings',
      /AZURE_CLIENT_SECRET needs/,
      /\.env/,
    ],
    [
      'a token file that is not there',
      { environment: { AZURE_FEDERATED_TOKEN_FILE: '/nowhere', AZURE_CLIENT_ID: ID, AZURE_TENANT_ID: ID } },
      'Settings',
      /no file that the bot can read/,
      /\.env/,
    ],
    [
      'a clock that is slow',
      { clock: { instant: () => later(realClock().instant(), -600_000) } },
      'Clock',
      /(?:600|599) seconds slow/,
      /set-ntp true/,
    ],
    [
      'a clock that is fast',
      { clock: { instant: () => later(realClock().instant(), 400_000) } },
      'Clock',
      /\d+ seconds fast/,
      /set-ntp true/,
    ],
    ['a tenant that is not there', { tenantId: ID }, 'Sign-in to Azure', /no such tenant/, /AZURE_TENANT_ID/],
    [
      'a sign-in host out of reach',
      { authorityHost: 'https://127.0.0.1:1' },
      'Sign-in to Azure',
      /not reached/,
      /port 443/,
    ],
    [
      'no subscription',
      { estate: { resources: [] } },
      'Subscriptions',
      /may read none/,
      /az role assignment create --role Reader .* --scope \/subscriptions\/SUBSCRIPTION/,
    ],
    [
      'subscriptions that do not answer',
      { faults: [{ match: ({ path: asked }) => asked === '/subscriptions', kind: '500' }] },
      'Subscriptions',
      /did not list/,
      /Azure Resource Manager/,
    ],
    [
      'a subscription whose instances are refused',
      { faults: [{ match: ({ path: asked }) => asked.endsWith('/Microsoft.ApiManagement/service'), kind: '403' }] },
      `Subscription ${subscription}`,
      /The right is missing: API Management/,
      new RegExp(`--role Reader .* --scope /subscriptions/${subscription}$`),
    ],
    [
      'a hub network that is refused',
      { estate: whole },
      `Subscription ${whole.denied[0]?.split('/')[2]}`,
      /what instances depend on/,
      new RegExp(`--role Reader .* --scope ${whole.denied[0]?.split('/').slice(0, 3).join('/')}$`),
    ],
    [
      'Resource Graph away',
      { faults: [{ match: ({ kql }) => kql !== undefined, kind: '500' }] },
      'Resource Graph',
      /does not answer/,
      /az provider register/,
    ],
    [
      'no instance',
      { estate: { resources: whole.resources.filter(({ type }) => !/apimanagement/i.test(type)) } },
      'Resource Graph',
      /shows no API Management instance/,
      /--role Reader/,
    ],
    [
      'a database where nobody listens',
      { environment: { DATABASE_URL: 'postgres://bot:s3cret@127.0.0.1:1/readiness' } },
      'Database',
      /Nobody listens/,
      /Correct DATABASE_URL/,
    ],
    [
      'a data folder that is a file',
      { environment: { DATA_FOLDER: path.resolve('package.json') } },
      'Database',
      /is a file/,
      /DATA_FOLDER/,
    ],
    [
      'a secret of the bot that is wrong',
      { elsewhere: { signIn: () => Promise.reject(refused('AADSTS7000215')) } },
      'Bot registration',
      /AADSTS7000215/,
      /MicrosoftAppPassword/,
    ],
    [
      'a bot that the tenant does not know',
      { elsewhere: { signIn: () => Promise.reject(refused('AADSTS700016')) } },
      'Bot registration',
      /AADSTS700016/,
      /MicrosoftAppId/,
    ],
    ['the channel away', () => ({ elsewhere: { channel: at(strange) } }), 'Channel', /cannot be fetched/, /port 443/],
    ['a host that is none', { environment: { BOT_HOST: 'localhost' } }, 'App manifest', /BOT_HOST/, /npm run package/],
    [
      'a publisher that is too long',
      { environment: { APP_PUBLISHER: 'x'.repeat(33) } },
      'App manifest',
      /32 characters/,
      /npm run package/,
    ],
    [
      'a collector where nobody listens',
      { environment: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' } },
      'Traces and metrics',
      /Nobody answers/,
      /OTEL_EXPORTER_OTLP_ENDPOINT/,
    ],
    [
      'a collector of another kind',
      () => ({ environment: { OTEL_EXPORTER_OTLP_ENDPOINT: at(strange) } }),
      'Traces and metrics',
      /takes no traces \(404\)/,
      /OTEL_EXPORTER_OTLP_PROTOCOL/,
    ],
    [
      'an Application Insights that does not take what the identity sends',
      () => ({ environment: { APPLICATIONINSIGHTS_CONNECTION_STRING: INSIGHTS }, elsewhere: { ingestion: at(well) } }),
      'Traces and metrics',
      /refuses what the identity sends/,
      /--role "Monitoring Metrics Publisher"/,
    ],
    [
      'an Application Insights out of reach',
      {
        environment: { APPLICATIONINSIGHTS_CONNECTION_STRING: INSIGHTS },
        elsewhere: { ingestion: 'http://127.0.0.1:1' },
      },
      'Traces and metrics',
      /Nobody answers/,
      /port 443/,
    ],
    [
      'an Application Insights that is none',
      { environment: { APPLICATIONINSIGHTS_CONNECTION_STRING: 'InstrumentationKey=s3cret' } },
      'Settings',
      /APPLICATIONINSIGHTS_CONNECTION_STRING/,
      /\.env/,
    ],
    [
      'groups that Microsoft Graph does not tell of',
      { environment: { ALLOWED_GROUPS: GROUP }, estate: small },
      'Groups',
      /does not let the identity ask.*Authorization_RequestDenied/,
      /appRoleAssignments --body .*98830695-.*\n.*appRoleAssignments --body .*df021288-/,
    ],
    [
      'a group that is none',
      { environment: { ALLOWED_GROUPS: `${GROUP},${NO_GROUP}` } },
      'Groups',
      new RegExp(`no group ${NO_GROUP}`),
      /az ad group list/,
    ],
    [
      'Microsoft Graph away',
      { environment: { ALLOWED_GROUPS: GROUP }, elsewhere: { graphEndpoint: 'https://127.0.0.1:1' } },
      'Groups',
      /did not answer/,
      /port 443/,
    ],
    [
      'a proof that the app does not trust',
      () => ({
        environment: personal(),
        faults: [{ match: ({ path: asked }) => asked.endsWith('/token'), kind: 'untrusted' }],
      }),
      'Proof of the app',
      /AADSTS700213/,
      /federated-credential create --id 1{8}.*"issuer":"https:\/\/issuer\.example","subject":"the bot"/,
    ],
    [
      'an identity that gives no proof',
      () => ({
        environment: {
          ...personal(),
          AZURE_FEDERATED_TOKEN_FILE: '',
          MicrosoftAppFederatedClientId: ID,
          MicrosoftAppPassword: '',
        },
      }),
      'Proof of the app',
      /gives no token here/,
      /az containerapp identity assign/,
    ],
    [
      'an OAuth connection that is not there',
      () => ({ environment: { ...personal(), OAUTH_CONNECTION: 'other' } }),
      'OAuth connection',
      /no OAuth connection of that name/,
      /az bot authsetting list/,
    ],
    [
      'an OAuth connection without single sign-on',
      () => ({ environment: personal(), elsewhere: { oAuthUrl: silentTokens.oAuthUrl } }),
      'OAuth connection',
      /no token exchange URL/,
      new RegExp(`api://botid-${ID}`),
    ],
    [
      'an OAuth connection of another app',
      () => ({ environment: personal(), elsewhere: { oAuthUrl: wrongTokens.oAuthUrl } }),
      'OAuth connection',
      /names another app/,
      new RegExp(`api://botid-${ID}`),
    ],
    [
      'a token service that does not know the bot',
      () => ({
        environment: personal(),
        elsewhere: { signIn: async () => '' },
      }),
      'OAuth connection',
      /does not take the bot/,
      /az bot show/,
    ],
    [
      'a token service out of reach',
      () => ({ environment: personal(), elsewhere: { oAuthUrl: 'http://127.0.0.1:1' } }),
      'OAuth connection',
      /did not answer/,
      /port 443/,
    ],
    ['a trail for no number of days', { environment: { AUDIT_DAYS: 'ever' } }, 'Settings', /AUDIT_DAYS/, /\.env/],
    ['nobody at the endpoint', { elsewhere: { host: 'http://127.0.0.1:1' } }, 'Endpoint', /Nobody answers/, /port 443/],
    ['another at the endpoint', () => ({ elsewhere: { host: at(strange) } }), 'Endpoint', /Something else/, /BOT_HOST/],
    [
      'an endpoint without a guard',
      () => ({ elsewhere: { host: at(open) } }),
      'Endpoint',
      /does not turn away/,
      /MicrosoftAppId/,
    ],
  ])('%s', async (_, planted, of, seen, fix) => {
    const faults = (await examined(typeof planted === 'function' ? planted() : planted)).filter(({ ok }) => !ok);
    const named = faults.find((one) => one.of === of);
    expect(named).toMatchObject({ seen: expect.stringMatching(seen), fix: expect.stringMatching(fix) });
    expect(JSON.stringify(faults)).not.toContain('s3cret');
  });
});

it.each([
  ['AADSTS90002', 'TENANT'],
  ['AADSTS700016', 'APP'],
  ['AADSTS7000215', 'SECRET'],
  ['AADSTS7000222', 'SECRET'],
  ['AADSTS70021', 'APP'],
  ['AADSTS700213', 'APP'],
  ['AADSTS50058', 'error?code=50058'],
])('the code %s leads to what is to be corrected', (code, expected) => {
  const { seen, fix } = signInFault(refused(code), { tenant: 'TENANT', app: 'APP', secret: 'SECRET' });
  expect(seen).toContain(code);
  expect(fix).toContain(expected);
  expect(seen + fix).not.toContain('s3cret');
});

it('an identity that is missing is told with every way to one', () => {
  const error = Object.assign(new Error('ChainedTokenCredential failed'), {
    name: 'AggregateAuthenticationError',
    errors: [new Error('connect ECONNREFUSED 169.254.169.254:80')],
  });
  expect(signInFault(error, { tenant: 'T', app: 'A', secret: 'S' }).fix).toMatch(/managed identity.*az login/);
});

it('a network without a way out is not taken for a missing identity', () => {
  const error = new Error('network_error: Network request failed');
  const { seen, fix } = signInFault(error, { tenant: 'T', app: 'A', secret: 'S' });
  expect([seen, fix]).toEqual([expect.stringContaining('was not reached'), expect.stringContaining('port 443')]);
});

it('what nobody foresaw is said to be unknown, and not repeated', () => {
  const { seen, fix } = signInFault(new Error('s3cret'), { tenant: 'T', app: 'A', secret: 'S' });
  expect(seen).toContain('not known here');
  expect(seen + fix).not.toContain('s3cret');
});
