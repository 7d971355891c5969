import type { Json, JsonObject } from '../../../src/model/json.ts';
import { render } from '../../../src/model/text.ts';
import { networkStatus } from '../../../src/retirements/trusted-service-connectivity/network-status.ts';
import { checkRequirement } from '../../support/check-requirement.ts';
import { APIM, apim, keyVaultNamedValue, resource, VNET } from '../../support/resources.ts';
import { itemsOf, judged, network, northEurope } from './shared/network-support.ts';

const STATUS = `${APIM}/networkstatus`;

const dependency = (status: string, rest: JsonObject = {}): JsonObject => ({
  name: 'https://apikv-1.vault.azure.net',
  status,
  error: '',
  lastUpdated: '2026-11-22T16:40:17Z',
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

const OLD = { lastUpdated: '2026-11-20T23:59:59Z' };
const entra = (status: string, isOptional: boolean) =>
  dependency(status, { isOptional, resourceType: 'RegionalAzureActiveDirectory', name: 'https://login.example' });

checkRequirement(networkStatus, {
  pass: [
    [
      'everything succeeds',
      [...network(), reported([at('West Europe', dependency('success'))])],
      ['pass apim-prod westeurope'],
    ],
  ],
  fail: [
    [
      'a dependency fails',
      [...network(), reported([at('West Europe', dependency('failure'))])],
      ['fail outage STATUS_FAILED apim-prod westeurope'],
    ],
  ],
  unknown: [
    [
      'one is being tested',
      [...network(), reported([at('West Europe', dependency('initializing'))])],
      ['unknown STATUS_INITIALIZING apim-prod westeurope'],
    ],
    ['no status', network(), ['unknown STATUS_MISSING apim-prod westeurope']],
  ],
  notApplicable: [['no network', [apim()], ['not-applicable NO_VNET apim-prod']]],
});

describe('network-status', () => {
  const good = dependency('success');

  it.each<readonly [string, string, Json]>([
    ['everything succeeds', 'pass', [at('West Europe', good, optional('success'))]],
    [
      'a required dependency fails',
      'fail outage STATUS_FAILED',
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
      'fail outage STATUS_FAILED',
      [at('West Europe', dependency('initializing'), dependency('failure'))],
    ],
    [
      'one does not say whether it is optional and fails',
      'fail outage STATUS_FAILED',
      [at('West Europe', dependency('failure', { isOptional: null }))],
    ],
    [
      'a required one has a status that is new',
      'unknown STATUS_INITIALIZING',
      [at('West Europe', dependency('degraded'))],
    ],
    ['a required one is old', 'unknown STATUS_STALE', [at('West Europe', good, dependency('success', OLD))]],
    ['an optional one is old', 'warn STATUS_STALE', [at('West Europe', good, { ...optional('success'), ...OLD })]],
    ['an old one failed', 'fail outage STATUS_FAILED', [at('West Europe', dependency('failure', OLD))]],
    [
      'one was tested yesterday',
      'pass',
      [at('West Europe', dependency('success', { lastUpdated: '2026-11-21T00:00:00Z' }))],
    ],
    ['Entra ID fails and nobody signs in', 'warn STATUS_FAILED', [at('West Europe', good, entra('failure', false))]],
    [
      'Entra ID is old and nobody signs in',
      'warn STATUS_STALE',
      [at('West Europe', good, { ...entra('success', false), ...OLD })],
    ],
    ['the location is missing', 'unknown STATUS_MISSING', [at('East US', good)]],
    ['the location lists nothing', 'unknown STATUS_MISSING', [at('West Europe')]],
    ['the answer is empty', 'unknown STATUS_MISSING', []],
    ['the answer has another shape', 'unknown STATUS_MISSING', 'none'],
  ])('when %s: %s', (_, expected, value) => {
    expect(judged(networkStatus, [...network(), reported(value)])).toEqual([`${expected} apim-prod westeurope`]);
  });

  it('says of what is being tested whether it is optional, and offers a way only to what fails', () => {
    const about = (...entries: readonly JsonObject[]) =>
      itemsOf(networkStatus, [...network(), reported([at('West Europe', ...entries)])]);
    const [needed] = about(dependency('initializing'));
    const [spare] = about(good, optional('initializing'));
    expect(needed && render(needed.message)).toContain('which it needs');
    expect(spare && render(spare.message)).toContain('which is optional');
    expect([needed?.fix, about(dependency('failure'))[0]?.fix?.docs]).toEqual([
      undefined,
      expect.stringContaining('https://'),
    ]);
  });

  it('tells of several as bad ones the one whose reason goes first', () => {
    const stale = dependency('success', { ...OLD, resourceType: 'AzureStorage', name: 'https://st.example' });
    const tested = dependency('initializing');
    for (const entries of [
      [stale, tested],
      [tested, stale],
    ]) {
      const [item] = itemsOf(networkStatus, [...network(), reported([at('West Europe', ...entries)])]);
      expect(item?.reason).toBe('STATUS_INITIALIZING');
      expect(item && render(item.message)).toContain('apikv-1.vault.azure.net');
    }
  });

  it('needs Entra ID where a key vault is referred to, whatever Azure calls optional', () => {
    const status = reported([at('West Europe', good, entra('failure', true))]);
    const reference = keyVaultNamedValue('key', 'kv-prod');
    expect(judged(networkStatus, [...network(), status, reference])).toEqual([
      'fail outage STATUS_FAILED apim-prod westeurope',
    ]);
    const failing = { 'children:namedvalues': 'FORBIDDEN' } as const;
    expect(judged(networkStatus, [...network(), status], { failing })).toEqual([
      'unknown USE_UNPROVEN apim-prod westeurope',
    ]);
  });

  it('warns of DNS servers that the network names and the gateway does not ask', () => {
    const asking = (...dnsServers: readonly string[]) =>
      reported([{ location: 'West Europe', networkStatus: { dnsServers, connectivityStatus: [good] } }]);
    const judge = (status: ReturnType<typeof reported>, own: readonly string[]) =>
      judged(networkStatus, [...network({ network: { dhcpOptions: { dnsServers: own } } }), status]);
    const warn = ['warn DNS_NOT_APPLIED apim-prod westeurope'];
    const pass = ['pass apim-prod westeurope'];
    expect(judge(asking('10.0.0.4'), [])).toEqual(warn);
    expect(judge(asking('168.63.129.16'), ['10.0.0.4'])).toEqual(warn);
    expect(judge(asking('10.0.0.4', '10.0.0.5'), ['10.0.0.5', '10.0.0.4'])).toEqual(pass);
    expect(judge(asking(), ['168.63.129.16'])).toEqual(pass);
  });

  it('is missing when Azure answers 404, and unread when it refuses', () => {
    expect(judged(networkStatus, network())).toEqual(['unknown STATUS_MISSING apim-prod westeurope']);
    expect(judged(networkStatus, [...network(), reported([])], { denied: [STATUS] })).toEqual([
      'unknown FORBIDDEN apim-prod westeurope',
    ]);
  });

  it('judges each location that is on, in whatever form its name comes', () => {
    const resources = [
      ...network({ service: northEurope() }),
      reported([at('westeurope', good), at('North Europe', dependency('failure'))]),
    ];
    const off = [...network({ service: northEurope({ disableGateway: true }) }), reported([at('West Europe', good)])];

    expect(judged(networkStatus, resources)).toEqual([
      'pass apim-prod westeurope',
      'fail outage STATUS_FAILED apim-prod northeurope',
    ]);
    expect(judged(networkStatus, off)).toEqual(['pass apim-prod westeurope']);
  });

  it('needs no subnet', () => {
    expect(judged(networkStatus, [...network(), reported([at('West Europe', good)])], { denied: [VNET] })).toEqual([
      'pass apim-prod westeurope',
    ]);
  });

  it('names the dependency and its age, and shows no more than the start of an error', () => {
    const [item] = itemsOf(networkStatus, [
      ...network(),
      reported([at('West Europe', dependency('failure', { error: 'x'.repeat(5000) }))]),
    ]);

    expect(render(item?.message ?? { template: '', values: {} })).toBe(
      'westeurope does not reach AzureKeyVault apikv-1.vault.azure.net, which it needs; 1 of this kind (last updated 22 November 2026 at 16:40 UTC).',
    );
    expect(item?.evidence[0]?.observed.length).toBeLessThan(300);
  });
});

describe('network-status, what it shows of a dependency', () => {
  const observed = (...some: readonly JsonObject[]) =>
    itemsOf(networkStatus, [...network(), reported([at('West Europe', ...some)])]).flatMap((item) =>
      item.evidence.map((seen) => seen.observed),
    );

  it.each([
    ['success', {}, 'success (required, last updated 2026-11-22T16:40:17Z)'],
    ['failure', {}, 'failure (required, last updated 2026-11-22T16:40:17Z)'],
    [
      'failure',
      { isOptional: true, resourceType: 'SourceControl' },
      'failure (optional, last updated 2026-11-22T16:40:17Z)',
    ],
    ['failure', { lastUpdated: null }, 'failure (required, last updated no time told)'],
  ])('is %s with %j: %s', (status, rest, expected) => {
    expect(observed(dependency(status, rest))).toEqual([expected]);
  });

  it('is every one where all succeed, and those in trouble alone where one is', () => {
    const [good, bad] = [dependency('success'), optional('failure')];
    expect(observed(good, optional('success'))).toHaveLength(2);
    expect(observed(good, bad, optional('initializing'))).toEqual([
      expect.stringMatching(/^failure/),
      expect.stringMatching(/^initializing/),
    ]);
  });
});
