/** What is done about a dependency that the network status reports as failing, and about routes: in which direction, past which firewall. */
import { addControlPlaneRoute } from '../../src/fixes/forced-tunnelling.ts';
import { reachDependencies } from '../../src/fixes/network-status.ts';
import { primaryLocation } from '../../src/instance/locations.ts';
import type { ArmResource } from '../../src/model/arm.ts';
import { render } from '../../src/model/text.ts';
import type { RouteTable } from '../../src/network/route-table.ts';
import { networkWith } from '../network/support.ts';
import { APIM, apim, armId, injected, resource } from '../support/resources.ts';
import { subjectOf } from '../support/subject.ts';

const TABLE = armId('Microsoft.Network/routeTables/rt');
const failing = (type: string, name = type) => ({
  name,
  type,
  status: 'failure' as const,
  observed: 'failure',
  optional: false,
  updated: undefined,
});
const routed = (addressPrefix: string, nextHopType: string) => [
  networkWith([], { routeTable: { id: TABLE } }),
  resource(TABLE, {
    properties: {
      disableBgpRoutePropagation: true,
      routes: [{ name: 'r', properties: { addressPrefix, nextHopType, nextHopIpAddress: '10.9.9.9' } }],
    },
  }),
];
const titleOf = (
  types: readonly string[],
  around: readonly ArmResource[] = [networkWith([])],
  service = apim(injected()),
) =>
  render(
    reachDependencies(
      subjectOf([service, ...around]),
      APIM,
      primaryLocation(service),
      types.map((type) => failing(type)),
    ).title,
  );

describe('what the subnet does not reach', () => {
  const PLANE = 'ApiManagement Control Plane - inbound';

  it.each<readonly [string, readonly string[], readonly ArmResource[], string]>([
    ['is named by its tag and port', ['BlobStorage'], [], 'westeurope reach Storage 443: security'],
    ['is named once', ['BlobStorage', 'Queue'], [], 'reach Storage 443: security'],
    ['is named by itself where no row is known', ['Redis'], [], 'reach Redis: security'],
    ['is let in where it comes from outside', [PLANE], [], 'Let ApiManagement 3443 reach the subnet of westeurope'],
    [
      'is what goes out, where something comes in too',
      [PLANE, 'SqlDatabase'],
      [],
      'westeurope reach Sql 1433: security',
    ],
    [
      'is reached through the firewall on the way',
      ['BlobStorage'],
      routed('0.0.0.0/0', 'VirtualAppliance'),
      'through the firewall (VirtualAppliance 10.9.9.9)',
    ],
    [
      'is reached past a route that leads nowhere',
      ['BlobStorage'],
      routed('0.0.0.0/0', 'None'),
      'reach Storage 443: security',
    ],
    [
      'has no firewall on the way that is not told',
      ['Redis'],
      routed('0.0.0.0/0', 'VirtualAppliance'),
      'reach Redis: security',
    ],
  ])('%s', (_, types, around, words) => {
    expect(titleOf(types, around.length === 0 ? undefined : around)).toContain(words);
  });

  it.each<readonly [string, readonly ArmResource[], ArmResource]>([
    ['cannot be found', [], apim(injected())],
    ['is none', [], apim()],
  ])('has no firewall on the way where the subnet %s', (_, around, service) => {
    expect(titleOf(['BlobStorage'], around, service)).not.toContain('firewall');
  });
});

describe('a route for the control plane', () => {
  const named = (...names: readonly string[]): RouteTable => ({
    resource: resource(TABLE),
    learnsRoutes: false,
    routes: names.map((name) => ({ name, prefix: '', range: undefined, hop: 'direct', nextHop: 'Internet' })),
  });
  const context = { cloud: 'public', tenantId: undefined } as const;

  it.each<readonly [string, RouteTable, string]>([
    ['its own', named('other'), 'apim-control-plane'],
    ['one more where it is taken, in any case', named('APIM-Control-Plane'), 'apim-control-plane-2'],
    ['the next where that is taken too', named('apim-control-plane', 'apim-control-plane-2'), 'apim-control-plane-3'],
  ])('has a name that is free: %s', (_, table, name) => {
    expect(addControlPlaneRoute(context, table, resource(TABLE)).changes).toEqual([
      { kind: 'add-route', table: TABLE, name, prefix: 'ApiManagement', nextHop: 'Internet' },
    ]);
  });
});
