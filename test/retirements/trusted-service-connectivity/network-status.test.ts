import type { Json, JsonObject } from '../../../src/model/json.ts';
import { render } from '../../../src/model/text.ts';
import { networkStatus } from '../../../src/retirements/trusted-service-connectivity/network-status.ts';
import { APIM, resource, VNET } from '../../support/resources.ts';
import { itemsOf, judged, network, northEurope } from './shared/network-support.ts';

const STATUS = `${APIM}/networkstatus`;

const dependency = (status: string, rest: JsonObject = {}): JsonObject => ({
  name: 'https://apikv-1.vault.azure.net',
  status,
  error: '',
  lastUpdated: '2023-06-08T16:40:17Z',
  resourceType: 'AzureKeyVault',
  isOptional: false,
  ...rest,
});
const optional = (status: string) =>
  dependency(status, { isOptional: true, resourceType: 'SourceControl', name: 'Scm' });

function reported(value: Json): ReturnType<typeof resource> {
  return { ...resource(STATUS), value };
}

const at = (location: string, ...connectivityStatus: readonly JsonObject[]): JsonObject => ({
  location,
  networkStatus: { dnsServers: ['168.63.129.16'], connectivityStatus },
});

describe('network-status', () => {
  const good = dependency('success');

  it.each<readonly [string, string, Json]>([
    ['everything succeeds, however long ago', 'pass', [at('West Europe', good, optional('success'))]],
    [
      'a required dependency fails',
      'fail/outage STATUS_FAILED',
      [at('West Europe', good, dependency('Failure'), optional('failure'))],
    ],
    ['an optional dependency fails', 'warn STATUS_FAILED', [at('West Europe', good, optional('failure'))]],
    [
      'a required dependency is being tested',
      'unknown STATUS_INITIALIZING',
      [at('West Europe', good, dependency('initializing'), optional('failure'))],
    ],
    [
      'an optional dependency is being tested',
      'warn STATUS_INITIALIZING',
      [at('West Europe', good, optional('initializing'))],
    ],
    [
      'a required one fails and another is being tested',
      'fail/outage STATUS_FAILED',
      [at('West Europe', dependency('initializing'), dependency('failure'))],
    ],
    [
      'one does not say whether it is optional and fails',
      'fail/outage STATUS_FAILED',
      [at('West Europe', dependency('failure', { isOptional: null }))],
    ],
    [
      'a required one has a status that is new',
      'unknown STATUS_INITIALIZING',
      [at('West Europe', dependency('degraded'))],
    ],
    ['the location is missing', 'unknown STATUS_MISSING', [at('East US', good)]],
    ['the location lists nothing', 'unknown STATUS_MISSING', [at('West Europe')]],
    ['the answer is empty', 'unknown STATUS_MISSING', []],
    ['the answer has another shape', 'unknown STATUS_MISSING', 'none'],
  ])('when %s: %s', (_, expected, value) => {
    expect(judged(networkStatus, [...network(), reported(value)])).toEqual([`apim-prod@westeurope ${expected}`]);
  });

  it('is missing when Azure answers 404, and unread when it refuses', () => {
    expect(judged(networkStatus, network())).toEqual(['apim-prod@westeurope unknown STATUS_MISSING']);
    expect(judged(networkStatus, [...network(), reported([])], { denied: [STATUS] })).toEqual([
      'apim-prod@westeurope unknown FORBIDDEN',
    ]);
  });

  it('judges each location that is on, in whatever form its name comes', () => {
    const resources = [
      ...network({ service: northEurope() }),
      reported([at('westeurope', good), at('North Europe', dependency('failure'))]),
    ];
    const off = [...network({ service: northEurope({ disableGateway: true }) }), reported([at('West Europe', good)])];

    expect(judged(networkStatus, resources)).toEqual([
      'apim-prod@westeurope pass',
      'apim-prod@northeurope fail/outage STATUS_FAILED',
    ]);
    expect(judged(networkStatus, off)).toEqual(['apim-prod@westeurope pass']);
  });

  it('needs no subnet', () => {
    expect(judged(networkStatus, [...network(), reported([at('West Europe', good)])], { denied: [VNET] })).toEqual([
      'apim-prod@westeurope pass',
    ]);
  });

  it('names the dependency and its age, and shows no more than the start of an error', () => {
    const [item] = itemsOf(networkStatus, [
      ...network(),
      reported([at('West Europe', dependency('failure', { error: 'x'.repeat(5000) }))]),
    ]);

    expect(render(item?.message ?? { template: '', values: {} })).toBe(
      'westeurope does not reach AzureKeyVault apikv-1.vault.azure.net, which it needs; 1 of this kind (last updated 2023-06-08T16:40:17Z).',
    );
    expect(item?.evidence[0]?.observed.length).toBeLessThan(300);
  });
});
