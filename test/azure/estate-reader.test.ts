import type { AzureConnection } from '../../src/azure/connection.ts';
import { createEstateReader } from '../../src/azure/estate-reader.ts';
import type { Estate } from '../../src/model/estate.ts';
import type { Json } from '../../src/model/json.ts';
import { at } from '../../src/model/json.ts';
import { pauselessClock } from '../support/clock.ts';
import {
  APIM,
  apim,
  armId,
  injected,
  keyVault,
  keyVaultNamedValue,
  NSG,
  networkSecurityGroup,
  resource,
  SUBNET,
  SUBSCRIPTION,
  VNET,
  virtualNetwork,
} from '../support/resources.ts';
import { dataRequests, type SimulatedAzure, simulate } from './support.ts';

const ZONE = armId('Microsoft.Network/privateDnsZones/privatelink.vaultcore.azure.net', 'rg-dns');
const PERIMETER = armId('Microsoft.Network/networkSecurityPerimeters/nsp', 'rg-hub');
const VAULT = keyVault().id;
const DENIED = armId('Microsoft.Network/routeTables/rt-hub', 'rg-denied');
const POLICY = `${APIM}/policies/policy`;

const everything = [
  apim(injected()),
  resource(`${APIM}/networkstatus`, {
    value: [{ location: 'West Europe', networkStatus: { connectivityStatus: [] } }],
  }),
  keyVaultNamedValue('good', 'kv-prod'),
  keyVaultNamedValue('bad', 'kv-prod', { lastStatus: { code: 'AccessDenied' } }),
  resource(`${APIM}/backends/orders`, { properties: { url: 'https://orders.example', protocol: 'http' } }),
  resource(POLICY, { properties: { format: 'xml', value: '<policies><inbound><base /></inbound></policies>' } }),
  virtualNetwork(),
  networkSecurityGroup(),
  keyVault(),
  resource(armId('Microsoft.EventHub/namespaces/kv-prod', 'rg-data'), { sku: { name: 'Standard' }, properties: {} }),
  resource(ZONE, { location: 'global', properties: {} }),
  resource(`${ZONE}/virtualNetworkLinks/link`, { properties: { virtualNetwork: { id: VNET.toUpperCase() } } }),
  resource(`${ZONE}/A/kv-prod`, { properties: { aRecords: [{ ipv4Address: '10.0.2.4' }] } }),
  resource(`${PERIMETER}/resourceAssociations/kv`, {
    properties: {
      privateLinkResource: { id: VAULT },
      profile: { id: `${PERIMETER}/profiles/main` },
      accessMode: 'Enforced',
    },
  }),
  resource(`${PERIMETER}/profiles/main/accessRules/in`, { properties: { direction: 'Inbound' } }),
  resource(`${PERIMETER}/profiles/main2/accessRules/other`, { properties: { direction: 'Inbound' } }),
  resource(`${VNET}/providers/Microsoft.Network/effectiveSecurityAdminRules/deny`, { properties: { access: 'Deny' } }),
  resource(armId('Microsoft.Network/virtualNetworkGateways/vpn', 'rg-hub'), {
    properties: { ipConfigurations: [{ properties: { subnet: { id: `${VNET}/subnets/GatewaySubnet` } } }] },
  }),
  resource(armId('Microsoft.Network/networkInterfaces/nic', 'rg-hub'), {
    properties: { ipConfigurations: [{ properties: { subnet: { id: SUBNET } } }] },
  }),
  resource(`${APIM}/providers/Microsoft.Advisor/recommendations/r1`, {
    properties: {
      category: 'OperationalExcellence',
      shortDescription: { problem: 'Disable trusted service connectivity in API Management' },
      resourceMetadata: { resourceId: APIM },
    },
  }),
  resource(`${APIM}/providers/Microsoft.Advisor/recommendations/r2`, {
    properties: { shortDescription: { problem: 'Add a zone' }, resourceMetadata: { resourceId: APIM } },
  }),
  resource(`${APIM}/providers/Microsoft.Advisor/recommendations/r3`, {
    properties: {
      extendedProperties: { recommendationSubCategory: 'ServiceUpgradeAndRetirement' },
      resourceMetadata: { resourceId: APIM },
    },
  }),
  resource(`/subscriptions/${SUBSCRIPTION}/providers/Microsoft.ResourceHealth/events/H1`, {
    properties: { EventType: 'HealthAdvisory', Impact: [{ ImpactedService: 'API Management' }] },
  }),
  resource(`/subscriptions/${SUBSCRIPTION}/providers/Microsoft.ResourceHealth/events/H2`, {
    properties: { EventType: 'HealthAdvisory', Impact: [{ ImpactedService: 'Storage' }] },
  }),
  resource(DENIED, { properties: { routes: [] } }),
];

/** Every kind of question once, each with what a sound answer holds. */
const questions: Readonly<Record<string, (estate: Estate) => unknown>> = {
  'the service': (estate) => estate.resource(APIM),
  'the network status': (estate) => estate.resource(`${APIM}/networkstatus`),
  'a policy': (estate) => estate.resource(POLICY),
  'a subnet': (estate) => estate.resource(SUBNET),
  'a list of children': (estate) => estate.children(APIM, 'namedValues'),
  'a filtered list': (estate) => estate.children(APIM, 'namedValues?isKeyVaultRefreshFailed=true'),
  'a virtual network': (estate) => estate.resource(VNET),
  'a vault by name': (estate) => estate.named(['microsoft.keyvault/vaults'], 'KV-PROD'),
  'zone links': (estate) => estate.virtualNetworkLinks(VNET),
  'address records': (estate) => estate.addressRecords('kv-prod'),
  'perimeter associations': (estate) => estate.perimeterAssociations(VAULT),
  'perimeter rules': (estate) => estate.perimeterRules(`${PERIMETER}/profiles/main`),
  'security admin rules': (estate) => estate.securityAdminRules(VNET),
  'virtual network gateways': (estate) => estate.virtualNetworkGateways(VNET),
  recommendations: (estate) => estate.recommendations(APIM),
  'health events': (estate) => estate.healthEvents(`/subscriptions/${SUBSCRIPTION}`),
};

const askAll = (estate: Estate) =>
  Object.fromEntries(Object.entries(questions).map(([name, ask]) => [name, ask(estate)])) as Record<string, Answer>;

interface Answer {
  readonly ok: boolean;
  readonly value?: Json;
  readonly reason?: string;
  readonly detail?: string;
}

const names = (answer: Answer | undefined) =>
  Array.isArray(answer?.value) ? answer.value.map((item: Json) => at(item, 'name')) : at(answer?.value, 'name');

describe('createEstateReader', () => {
  let simulated: SimulatedAzure;
  let azure: AzureConnection;

  beforeAll(async () => {
    simulated = await simulate(everything, { denied: [DENIED] });
  });
  afterAll(() => simulated.simulator.stop());
  beforeEach(() => {
    simulated.simulator.setFaults([]);
    simulated.simulator.requests.length = 0;
    azure = simulated.connect();
  });

  const collect = <T>(judge: (estate: Estate) => T) => createEstateReader(azure).collect(judge);

  it('answers every kind of question', async () => {
    const answers = await collect(askAll);
    expect(Object.fromEntries(Object.entries(answers).map(([name, answer]) => [name, names(answer)]))).toEqual({
      'the service': 'apim-prod',
      'the network status': 'networkstatus',
      'a policy': 'policy',
      'a subnet': 'snet-apim',
      'a list of children': ['good', 'bad'],
      'a filtered list': ['bad'],
      'a virtual network': 'vnet-api',
      'a vault by name': 'kv-prod',
      'zone links': ['link'],
      'address records': ['kv-prod'],
      'perimeter associations': ['kv'],
      'perimeter rules': ['in'],
      'security admin rules': ['deny'],
      'virtual network gateways': ['vpn'],
      recommendations: ['r1', 'r3'],
      'health events': ['H1'],
    });
  });

  it('reads a round with one query for each table and one GET for each other question', async () => {
    await collect(askAll);
    const requests = dataRequests(simulated.simulator);
    expect(
      requests
        .filter((request) => request.kql !== undefined)
        .map((request) => request.table)
        .toSorted(),
    ).toEqual(['advisorresources', 'dnsresources', 'networkresources', 'resources', 'servicehealthresources']);
    expect(requests.filter((request) => request.method === 'GET')).toHaveLength(6);
  });

  it('asks for policies as well-formed XML and for backends with the version that shows identities', async () => {
    await collect((estate) => [estate.resource(POLICY), estate.children(APIM, 'backends')]);
    expect(
      dataRequests(simulated.simulator)
        .map(({ path, query }) => [path.split('/').at(-1), query])
        .toSorted(),
    ).toEqual([
      ['backends', { 'api-version': '2025-03-01-preview' }],
      ['policy', { 'api-version': '2024-05-01', format: 'xml' }],
    ]);
  });

  it('keeps the network status whole, array and all', async () => {
    const read = await collect((estate) => estate.resource(`${APIM}/networkstatus`));
    expect(read).toMatchObject({ ok: true, value: { value: [{ location: 'West Europe' }] } });
  });

  it('judges again until nothing new is asked, and reads nothing twice', async () => {
    const reader = createEstateReader(azure);
    const judge = (estate: Estate) => {
      const subnet = estate.resource(SUBNET);
      const group = subnet.ok ? String(at(subnet.value, 'properties', 'networkSecurityGroup', 'id')) : undefined;
      return group === undefined ? subnet : estate.resource(group.toUpperCase());
    };
    const rounds: (readonly [number, number])[] = [];
    const result = await reader.collect(judge, { onRound: (answered, open) => rounds.push([answered, open]) });
    expect(result).toMatchObject({ ok: true, value: { id: NSG } });
    expect(rounds).toEqual([
      [0, 1],
      [1, 1],
    ]);
    const before = simulated.simulator.requests.length;
    expect(await reader.collect(judge)).toEqual(result);
    expect([reader.rounds, simulated.simulator.requests.length]).toEqual([2, before]);
  });

  it('tells forbidden from not there by one more read, and shows neither as absent', async () => {
    const [denied, absent, gone] = await collect((estate) => [
      estate.resource(DENIED),
      estate.resource(armId('Microsoft.Network/routeTables/rt-none')),
      estate.resource(`${APIM}/backends/none`),
    ]);
    expect(denied).toEqual({ ok: false, reason: 'FORBIDDEN', detail: 'AuthorizationFailed' });
    expect(absent).toEqual({ ok: false, reason: 'NOT_FOUND', detail: 'ResourceNotFound' });
    expect(gone).toMatchObject({ ok: false, reason: 'NOT_FOUND' });
  });

  it('finds names through Resource Graph alone, by the types asked', async () => {
    const asked = await collect((estate) => [
      estate.named(['microsoft.eventhub/namespaces', 'microsoft.servicebus/namespaces'], 'kv-prod'),
      estate.named(['microsoft.keyvault/vaults'], 'kv-none'),
      estate.named(['microsoft.keyvault/vaults'], ''),
    ]);
    expect(asked).toMatchObject([
      { ok: true, value: { type: 'microsoft.eventhub/namespaces' } },
      { ok: false, reason: 'TARGET_NOT_VISIBLE' },
      { ok: false, reason: 'TARGET_NOT_VISIBLE' },
    ]);
    expect(dataRequests(simulated.simulator)).toHaveLength(1);
  });

  it('leaves out what Resource Graph shows as empty, so that absent stays absent', async () => {
    const read = await collect((estate) => estate.resource(VNET));
    if (!read.ok) throw new Error('not read');
    expect(Object.keys(read.value).toSorted()).not.toEqual(expect.arrayContaining(['sku']));
    expect(read.value).not.toHaveProperty('identity');
  });

  it('answers READ_LIMIT to what is open after the last round', async () => {
    const reader = createEstateReader(azure);
    let next = 0;
    const judge = (estate: Estate) => {
      next += 1;
      return estate.resource(`${APIM}/apis/a${next}`);
    };
    const result = await reader.collect(judge, { maxRounds: 2 });
    expect(result).toEqual({ ok: false, reason: 'READ_LIMIT' });
    expect(reader.rounds).toBe(2);
  });

  it('refuses to read what is no ARM id, without asking Azure', async () => {
    const reads = await collect((estate) => [
      estate.resource('/subscriptions/s/../../providers/x'),
      estate.resource('kv-prod'),
      estate.resource(`/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Unheard/things/x`),
      estate.resource(`${APIM}/apis/..`),
    ]);
    expect(reads.map((read) => !read.ok && read.reason)).toEqual(Array(4).fill('READ_FAILED'));
    expect(dataRequests(simulated.simulator)).toEqual([]);
  });

  it('stops at once when aborted, with the reason of the abort', async () => {
    simulated.simulator.setFaults([
      { match: (request) => request.path.startsWith('/subscriptions'), kind: 'slow', delayMs: 10_000 },
    ]);
    const abort = new AbortController();
    const started = performance.now();
    setTimeout(() => abort.abort(), 50);
    const collecting = createEstateReader(azure).collect(askAll, { signal: abort.signal });
    await expect(collecting).rejects.toMatchObject({ name: 'AbortError' });
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  describe('when Azure fails', () => {
    const faults: readonly (readonly [string, readonly string[]])[] = [
      ['429', ['THROTTLED']],
      ['500', ['READ_FAILED']],
      ['403', ['FORBIDDEN']],
      ['404', ['NOT_FOUND', 'READ_FAILED']],
      ['cut', ['READ_FAILED']],
      ['malformed', ['READ_FAILED']],
      ['slow', ['READ_FAILED']],
    ];

    it.each(faults)('%s leaves every kind of read failed with its reason', async (kind, reasons) => {
      // Only what is slow on purpose is given up; a machine that is slow has its time.
      const attemptTimeoutMs = kind === 'slow' ? 400 : 20_000;
      const retry = { attempts: 2, firstDelayMs: 1, longestDelayMs: 2, attemptTimeoutMs };
      azure = simulated.connect({ clock: pauselessClock(), retry });
      await azure.graph.query('resources | project id | order by id asc');
      simulated.simulator.setFaults([
        {
          match: ({ path }) => /^\/(subscriptions|providers)\b/i.test(path),
          kind: kind as '429',
          delayMs: kind === 'slow' ? 900 : 0,
        },
      ]);
      const answers = await collect(askAll);
      for (const [name, answer] of Object.entries(answers)) {
        expect([name, answer.ok, reasons.includes(answer.reason ?? '')]).toEqual([name, false, true]);
      }
    });

    it('a list without its end is cut, and only rows that were seen are kept', async () => {
      simulated.simulator.setFaults([
        { match: (request) => request.method === 'GET' && /namedValues$/i.test(request.path), kind: 'empty-page' },
        { match: (request) => request.kql !== undefined, kind: 'truncated' },
      ]);
      const answers = await collect(askAll);
      const cut = Object.entries(answers).filter(([, answer]) => answer.reason === 'PAGE_CUT');
      expect(cut.map(([name]) => name)).toEqual([
        'a list of children',
        'a filtered list',
        ...Object.keys(questions).slice(7),
      ]);
    });

    it('one failure that passes is not told at all', async () => {
      simulated.simulator.setFaults(
        (['429', '500', 'cut', 'malformed'] as const).map((kind) => ({
          match: ({ path }) => /^\/(subscriptions|providers)\b/i.test(path),
          kind,
          times: 1,
          retryAfterSeconds: 0,
        })),
      );
      const answers = await collect(askAll);
      expect(Object.entries(answers).filter(([, answer]) => !answer.ok)).toEqual([]);
    });
  });
});
