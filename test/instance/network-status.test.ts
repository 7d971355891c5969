import {
  isEntraId,
  isFreshAndHealthy,
  isFreshSuccess,
  isManagementInbound,
  isStale,
  networkStatusOf,
} from '../../src/instance/network-status.ts';
import type { Json, JsonObject } from '../../src/model/json.ts';
import { estateOf } from '../support/estate.ts';
import { APIM, resource } from '../support/resources.ts';

const TODAY = '2026-11-22';

const entry = (rest: JsonObject = {}): JsonObject => ({
  name: 'https://kv.vault.azure.net/',
  resourceType: 'AzureKeyVault',
  status: 'success',
  lastUpdated: `${TODAY}T01:00:00Z`,
  ...rest,
});

function statusOf(value: readonly Json[]) {
  const report = resource(`${APIM}/networkstatus`, { value });
  return networkStatusOf(APIM, 'westeurope', estateOf([report]));
}

const at = (location: string, connectivityStatus: readonly Json[], dnsServers: readonly string[] = []) => ({
  location,
  networkStatus: { connectivityStatus, dnsServers },
});

function only(rest: JsonObject) {
  const read = statusOf([at('West Europe', [entry(rest)])]);
  const [dependency] = read.ok ? read.value.dependencies : [];
  if (dependency === undefined) throw new Error('there is no dependency');
  return dependency;
}

describe('the network status of a location', () => {
  it('is that of its own, whose servers are of the first entry that tells any', () => {
    const read = statusOf([
      at('North Europe', [entry()], ['10.9.9.9']),
      at('West Europe', [entry()]),
      at('westeurope', [entry()], ['10.0.0.4']),
    ]);

    expect(read).toMatchObject({ ok: true, value: { dnsServers: ['10.0.0.4'] } });
    expect(read.ok && read.value.dependencies).toHaveLength(2);
  });

  it('is not there where the report tells of other locations alone', () => {
    expect(statusOf([at('North Europe', [entry()]), {}])).toMatchObject({ ok: false, reason: 'NOT_FOUND' });
  });
});

describe('a dependency', () => {
  it.each<[JsonObject, string]>([
    [{}, 'AzureKeyVault kv.vault.azure.net'],
    [{ name: 'kv.vault.azure.net' }, 'AzureKeyVault kv.vault.azure.net'],
    [{ name: 'Scm', resourceType: 'SCM' }, 'Scm'],
    [{ name: 'x', resourceType: '' }, 'x'],
    [{ name: '' }, 'AzureKeyVault unnamed'],
  ])('of %j is called %s', (rest, name) => {
    expect(only(rest).name).toBe(name);
  });

  it.each<[JsonObject, string, string]>([
    [{ status: 'Success' }, 'success', 'Success'],
    [{ status: 'failure', error: 'refused' }, 'failure', 'failure: refused'],
    [{ status: 'strange' }, 'other', 'strange'],
    [{ status: '' }, 'other', 'absent'],
  ])('of %j is a %s', (rest, status, observed) => {
    expect(only(rest)).toMatchObject({ status, observed });
  });

  it.each([
    ['today', TODAY, false],
    ['yesterday', '2026-11-21', false],
    ['the day before', '2026-11-20', true],
  ])('last tested %s', (_, day, stale) => {
    const dependency = only({ lastUpdated: `${day}T23:00:00Z` });

    expect(isStale(dependency, TODAY)).toBe(stale);
    expect(isFreshSuccess(dependency, TODAY)).toBe(!stale);
  });

  it('is no fresh success when it failed, or when nobody tells when it was tested', () => {
    expect(isFreshSuccess(only({ status: 'failure' }), TODAY)).toBe(false);
    expect(isFreshSuccess(only({ lastUpdated: '' }), TODAY)).toBe(false);
    expect(isStale(only({ lastUpdated: '' }), TODAY)).toBe(false);
  });

  it('is known by its type', () => {
    const types = [
      'AzureActiveDirectory',
      'regionalazureactivedirectory',
      'ApiManagement Control Plane - inbound',
      'X',
    ];

    expect(types.map((resourceType) => isEntraId(only({ resourceType })))).toEqual([true, true, false, false]);
    expect(types.map((resourceType) => isManagementInbound(only({ resourceType })))).toEqual([
      false,
      false,
      true,
      false,
    ]);
  });
});

describe('a location is fresh and healthy', () => {
  const optional = { isOptional: true };
  const failed = { status: 'failure' };

  it.each<[string, readonly JsonObject[], boolean]>([
    ['where all that is needed works', [{}, { resourceType: 'SQL' }], true],
    ['whatever is optional', [{}, { ...optional, ...failed }], true],
    ['but not where one that is needed fails', [{}, failed], false],
    [
      'but not where Entra ID fails, which is needed even as an optional one',
      [{}, { ...optional, ...failed, resourceType: 'AzureActiveDirectory' }],
      false,
    ],
    ['but not by optional ones alone', [optional, { ...optional, resourceType: 'AzureActiveDirectory' }], false],
    ['but not where nothing is told', [], false],
  ])('%s', (_, entries, expected) => {
    const read = statusOf([at('westeurope', entries.map(entry))]);

    expect(read.ok && isFreshAndHealthy(read.value, TODAY)).toBe(expected);
  });
});
