/**
 * How much is read of an instance, counted by the log of the simulated Azure: nine reads of Resource Manager (the
 * service, its policies' index, APIs, backends, loggers, named values, certificates, workspaces, network status), one for
 * each policy or fragment that exists, and pages. Fewer where a tier has no workspaces or no network; more only for what
 * is really there: five lists for each workspace, the failed references of a list that has references, the self-hosted
 * gateways where a firewalled service is called, rule sets and private endpoints of what is called.
 */
import { readConfig } from '../../src/app/config.ts';
import { assessorOverEstate } from '../../src/app/connected-assessor.ts';
import type { ArmResource } from '../../src/model/arm.ts';
import type { LoggedRequest } from '../../src/simulator/request-log.ts';
import { networkStatus, requiredRules } from '../support/healthy.ts';
import { api, backend, fragment, inbound, namedValue, policy, sendRequest } from '../support/policies.ts';
import {
  APIM,
  apim,
  firewall,
  injected,
  keyVault,
  keyVaultNamedValue,
  networkSecurityGroup,
  resource,
  TENANT,
  virtualNetwork,
} from '../support/resources.ts';

/** What one assessment asks of Azure. */
async function requestsOf(resources: readonly ArmResource[]): Promise<readonly LoggedRequest[]> {
  const connected = await assessorOverEstate(JSON.stringify({ tenantId: TENANT, resources }), 'of the test', {
    config: readConfig({}),
    record: true,
    today: '2026-11-22',
  });
  try {
    const [instance] = await connected.assessor.instances();
    if (instance === undefined) throw new Error('there is no instance');
    const before = connected.requests?.length ?? 0;
    await connected.assessor.assess(instance, {});
    return (connected.requests ?? []).slice(before);
  } finally {
    await connected.stop();
  }
}

/** The reads of Resource Manager, as paths below the instance. */
const reads = (requests: readonly LoggedRequest[]) =>
  requests.filter(({ kql }) => kql === undefined).map(({ path }) => path.replace(APIM, '~'));
const queries = (requests: readonly LoggedRequest[]) => requests.filter(({ kql }) => kql !== undefined);

const NINE = [
  '~',
  '~/allPolicies',
  '~/apis',
  '~/backends',
  '~/certificates',
  '~/loggers',
  '~/namedValues',
  '~/networkstatus',
  '~/workspaces',
];
const network = [virtualNetwork(), networkSecurityGroup(requiredRules), networkStatus()];
const policies = (count: number) => [
  ...Array.from({ length: count }, (_, index) => [
    api(`a${index}`, 'https://api.example.com'),
    policy(`apis/a${index}/operations/get`, inbound()),
  ]).flat(),
];

describe('reads of one instance', () => {
  it('in a network are nine, and one for each policy', async () => {
    const requests = await requestsOf([apim(injected()), ...network, ...policies(12)]);
    const [own, others] = [
      reads(requests).filter((path) => !path.includes('/policies/')),
      reads(requests).filter((path) => path.includes('/policies/')),
    ];
    expect(own.toSorted()).toEqual(NINE);
    expect(others).toHaveLength(12);
  });

  it.each([
    ['Premium', NINE.filter((path) => path !== '~/networkstatus')],
    ['Basic', NINE.filter((path) => path !== '~/networkstatus')],
    ['Consumption', NINE.filter((path) => path !== '~/networkstatus' && path !== '~/workspaces')],
  ])('are fewer outside a network: %s', async (name, expected) => {
    expect(reads(await requestsOf([apim({}, { sku: { name, capacity: 1 } })])).toSorted()).toEqual(expected);
  });

  it('count a fragment like a policy, once however often it is included, and none that nothing includes', async () => {
    const requests = await requestsOf([
      apim({}, { sku: { name: 'Basic', capacity: 1 } }),
      policy('', inbound('<include-fragment fragment-id="a" />')),
      policy('apis/x', inbound('<include-fragment fragment-id="a" />')),
      fragment('a', '<include-fragment fragment-id="b" />'),
      fragment('b', '<include-fragment fragment-id="a" />'),
      fragment('unused'),
    ]);
    expect(
      reads(requests)
        .filter((path) => path.includes('policy'))
        .toSorted(),
    ).toEqual(['~/apis/x/policies/policy', '~/policies/policy', '~/policyFragments/a', '~/policyFragments/b']);
  });

  it('add a page for each hundred members of a list', async () => {
    const many = policies(250);
    const paths = reads(await requestsOf([apim({}, { sku: { name: 'Basic', capacity: 1 } }), ...many]));
    expect(paths.filter((path) => path === '~/allPolicies')).toHaveLength(3);
    expect(paths.filter((path) => path === '~/apis')).toHaveLength(3);
    expect(paths).toHaveLength(8 + 2 + 2 + 250);
  });

  it('add five lists for each workspace, whose policies count like others', async () => {
    const workspace = resource(`${APIM}/workspaces/team`, { properties: {} });
    const paths = reads(await requestsOf([apim(), workspace, policy('workspaces/team/apis/x', inbound())]));
    expect(paths.filter((path) => path.startsWith('~/workspaces/')).toSorted()).toEqual([
      '~/workspaces/team/apis',
      '~/workspaces/team/apis/x/policies/policy',
      '~/workspaces/team/backends',
      '~/workspaces/team/certificates',
      '~/workspaces/team/loggers',
      '~/workspaces/team/namedValues',
    ]);
  });

  it('ask which APIs a product holds only where it has a policy, and where workspaces run only where there are any', async () => {
    const product = resource(`${APIM}/products/p`, { properties: {} });
    const workspace = resource(`${APIM}/workspaces/team`, { properties: {} });
    expect(reads(await requestsOf([apim(), product])).join()).not.toMatch(/products|workspaceLinks/);
    const asked = reads(await requestsOf([apim(), product, policy('products/p', inbound()), workspace]));
    expect(asked).toEqual(expect.arrayContaining(['~/products/p/apis', '~/workspaceLinks']));
  });

  it('ask for self-hosted gateways only where a firewalled service is called', async () => {
    const calls = [api('orders'), policy('', inbound(sendRequest('https://kv-prod.vault.azure.net/x')))];
    expect(reads(await requestsOf([apim(), ...calls, keyVault()]))).not.toContain('~/gateways');
    expect(reads(await requestsOf([apim(), ...calls, keyVault('kv-prod', firewall())]))).toContain('~/gateways');
  });

  it('ask for the failed reads of a list once, where some reference shows no status of its own', async () => {
    const failed = async (...more: readonly ArmResource[]) => {
      const requests = await requestsOf([apim(), keyVault(), ...more]);
      return requests
        .filter(({ query }) => query.isKeyVaultRefreshFailed === 'true')
        .map(({ path }) => path.replace(APIM, '~'));
    };
    expect(await failed(namedValue('plain', 'x'))).toEqual([]);
    expect(await failed(keyVaultNamedValue('a', 'kv-prod'), keyVaultNamedValue('b', 'kv-prod'))).toEqual([]);
    const silent = { lastStatus: null };
    expect(
      await failed(keyVaultNamedValue('a', 'kv-prod', silent), keyVaultNamedValue('b', 'kv-prod', silent)),
    ).toEqual(['~/namedValues']);
  });

  it('ask Resource Graph a handful of times, however many services are called', async () => {
    const names = Array.from({ length: 40 }, (_, index) => `kv-${index}`);
    const few = await requestsOf([
      apim(),
      keyVault('kv-0'),
      policy('', inbound(sendRequest('https://kv-0.vault.azure.net/x'))),
    ]);
    const many = await requestsOf([
      apim(),
      ...names.map((name) => keyVault(name)),
      policy('', inbound(...names.map((name) => sendRequest(`https://${name}.vault.azure.net/x`)))),
    ]);
    expect(queries(many)).toHaveLength(queries(few).length);
  });

  it('never write, and never ask for a secret', async () => {
    const requests = await requestsOf([
      apim(injected()),
      ...network,
      namedValue('secret', undefined),
      backend('b', 'https://kv-prod.vault.azure.net'),
      keyVault(),
      policy('', inbound(sendRequest('https://{{secret}}/'))),
    ]);
    expect(requests.filter(({ method, kql }) => method !== 'GET' && kql === undefined)).toEqual([]);
    expect(requests.filter(({ path }) => /list(Value|Secrets|Keys)|listReferences/i.test(path))).toEqual([]);
  });
});
