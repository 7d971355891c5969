import { parseRanges } from '../../src/network/addresses.ts';
import { type ConcreteEnd, type Coverage, coverage, parseTag } from '../../src/network/flow-coverage.ts';

const SPACE = parseRanges(['10.0.0.0/16']);
const addresses = (...prefixes: readonly string[]): ConcreteEnd => ({
  kind: 'addresses',
  ranges: parseRanges(prefixes),
  space: SPACE,
});
const service = (tag: string, region?: string): ConcreteEnd => ({ kind: 'service', tag, region });
const own = (...prefixes: readonly string[]): ConcreteEnd => ({ kind: 'own-subnet', ranges: parseRanges(prefixes) });
const internet: ConcreteEnd = { kind: 'internet' };
const virtualNetwork: ConcreteEnd = { kind: 'virtual-network' };
const loadBalancer: ConcreteEnd = { kind: 'load-balancer' };

type Row = readonly [items: string, place: ConcreteEnd, expected: Coverage];

function check(rows: readonly Row[]) {
  it.each(rows.map(([items, place, expected]) => [items, JSON.stringify(place, asText), expected, place] as const))(
    '"%s" over %s: %s',
    (items, _, expected, place) => {
      expect(coverage(items === '' ? [] : items.split(' '), place)).toBe(expected);
    },
  );
}

const asText = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);

describe('what covers everything', () => {
  const places = [
    own('10.0.1.0/24'),
    own(),
    internet,
    virtualNetwork,
    loadBalancer,
    service('sql'),
    addresses('8.8.8.8'),
  ];
  check(
    ['*', 'Any', '0.0.0.0/0', '0.0.0.0/1 128.0.0.0/1', '0.0.0.0-255.255.255.255'].flatMap((items) =>
      places.map((place): Row => [items, place, 'full']),
    ),
  );
});

describe('what covers nothing', () => {
  check(
    [own('10.0.1.0/24'), own(), internet, virtualNetwork, loadBalancer, service('sql'), addresses('8.8.8.8')].map(
      (place): Row => ['', place, 'none'],
    ),
  );
});

describe('the judged subnet', () => {
  check([
    ['10.0.1.0/24', own('10.0.1.0/24'), 'full'],
    ['10.0.1.0/25', own('10.0.1.0/24'), 'partial'],
    ['10.0.1.0/25 10.0.1.128/25', own('10.0.1.0/24'), 'full'],
    ['10.0.1.0/25 10.0.2.0/24', own('10.0.1.0/24'), 'partial'],
    ['10.0.2.0/24', own('10.0.1.0/24'), 'none'],
    ['10.0.1.0/24', own('10.0.1.0/24', '10.0.5.0/24'), 'partial'],
    ['10.0.2.0/24', own(), 'partial'],
    ['VirtualNetwork', own('10.0.1.0/24'), 'full'],
    ['Internet', own('10.0.1.0/24'), 'none'],
    ['AzureLoadBalancer', own('10.0.1.0/24'), 'none'],
    ['10.0.1.0/25 VirtualNetwork', own('10.0.1.0/24'), 'full'],
  ]);
});

describe('the network and all that is connected', () => {
  check([
    ['10.0.0.0/8', virtualNetwork, 'partial'],
    ['20.0.0.0/8', virtualNetwork, 'partial'],
    ['fd00::/8', virtualNetwork, 'none'],
    ['fd00::/8 10.0.0.0/8', virtualNetwork, 'partial'],
    ['VirtualNetwork', virtualNetwork, 'full'],
    ['Internet', virtualNetwork, 'none'],
  ]);
});

describe('the load balancer', () => {
  check([
    ['AzureLoadBalancer', loadBalancer, 'full'],
    ['168.63.129.16', loadBalancer, 'full'],
    ['168.63.129.17', loadBalancer, 'none'],
    ['VirtualNetwork', loadBalancer, 'none'],
    ['Internet', loadBalancer, 'none'],
  ]);
});

describe('the Internet', () => {
  check([
    ['Internet', internet, 'full'],
    ['Storage', internet, 'partial'],
    ['AzureCloud', internet, 'partial'],
    ['VirtualNetwork', internet, 'none'],
    ['AzureLoadBalancer', internet, 'none'],
    ['20.0.0.0/8', internet, 'partial'],
    ['20.0.0.0/8 10.0.0.0/8', internet, 'partial'],
    ['20.0.0.0/8 2603:1020::/32', internet, 'partial'],
    ['10.0.0.0/8', internet, 'none'],
    ['2603:1020::/32', internet, 'none'],
  ]);
});

describe('a service', () => {
  check([
    ['Internet', service('storage', 'westeurope'), 'full'],
    ['storage', service('storage', 'westeurope'), 'full'],
    ['Storage.WestEurope', service('storage', 'westeurope'), 'full'],
    ['Storage.NorthEurope', service('storage', 'westeurope'), 'partial'],
    ['Storage.WestEurope', service('storage'), 'partial'],
    ['Sql', service('storage', 'westeurope'), 'none'],
    ['AzureCloud', service('storage', 'westeurope'), 'full'],
    ['AzureCloud.WestEurope', service('storage', 'westeurope'), 'full'],
    ['AzureCloud.NorthEurope', service('storage', 'westeurope'), 'partial'],
    ['AzureCloud', service('azureactivedirectory'), 'partial'],
    ['AzureActiveDirectory', service('azureactivedirectory'), 'full'],
    ['VirtualNetwork', service('storage', 'westeurope'), 'none'],
    ['20.0.0.0/8', service('storage', 'westeurope'), 'partial'],
    ['10.0.0.0/8 20.0.0.0/8', service('storage', 'westeurope'), 'partial'],
    ['10.0.0.0/8', service('storage', 'westeurope'), 'none'],
    ['2603:1020::/32', service('storage', 'westeurope'), 'none'],
  ]);
});

describe('addresses', () => {
  check([
    ['VirtualNetwork', addresses('10.0.2.5'), 'full'],
    ['VirtualNetwork', addresses('10.9.0.5'), 'partial'],
    ['VirtualNetwork', addresses('20.0.0.5'), 'none'],
    ['VirtualNetwork', addresses('10.0.2.5', '20.0.0.5'), 'partial'],
    ['Internet', addresses('20.0.0.5'), 'full'],
    ['Internet', addresses('10.0.2.5'), 'none'],
    ['Internet', addresses('10.9.0.5'), 'partial'],
    ['Internet', addresses('10.0.2.5', '20.0.0.5'), 'partial'],
    ['AzureLoadBalancer', addresses('168.63.129.16'), 'full'],
    ['AzureLoadBalancer', addresses('168.63.129.17'), 'none'],
    ['AzureLoadBalancer', addresses('8.8.8.8'), 'none'],
    ['Storage', addresses('20.0.0.5'), 'partial'],
    ['Storage', addresses('10.0.2.5'), 'none'],
    ['Storage', addresses('10.0.2.5', '20.0.0.5'), 'partial'],
    ['10.0.2.0/24', addresses('10.0.2.5'), 'full'],
    ['10.0.2.0/24', addresses('10.0.2.5', '10.0.3.5'), 'partial'],
    ['10.0.2.0/24', addresses('10.0.3.5'), 'none'],
    ['VirtualNetwork', addresses(), 'none'],
  ]);
});

describe('a service tag', () => {
  it.each([
    ['Storage', 'storage', undefined],
    [' AzureKeyVault.WestEurope ', 'azurekeyvault', 'westeurope'],
    ['Storage.West.Europe', 'storage', 'west.europe'],
  ])('%s', (text, tag, region) => {
    expect(parseTag(text)).toEqual({ tag, region });
  });
});
