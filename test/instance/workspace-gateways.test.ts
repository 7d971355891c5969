/** From where the calls of workspaces leave. */
import { primaryLocation } from '../../src/instance/locations.ts';
import { isWorkspaceGateway, workspaceGateways } from '../../src/instance/workspace-gateways.ts';
import type { ArmResource } from '../../src/model/arm.ts';
import { unreadable } from '../../src/model/json.ts';
import { gatewayDependencies } from '../../src/retirements/trusted-service-connectivity/gateway-dependencies.ts';
import { type EstateOptions, estateOf } from '../support/estate.ts';
import { lineOf } from '../support/judge.ts';
import { inbound, policy, sendRequest } from '../support/policies.ts';
import { APIM, apim, armId, firewall, keyVault, resource, SUBNET } from '../support/resources.ts';
import { subjectOf } from '../support/subject.ts';

const GATEWAY = armId('Microsoft.ApiManagement/gateways/gw-team');
const gateway = (properties: object = {}) =>
  resource(GATEWAY, {
    location: 'North Europe',
    sku: { name: 'WorkspaceGatewayPremium' },
    properties: { virtualNetworkType: 'None', ...properties },
  });
const link = (...ids: readonly string[]) =>
  resource(`${APIM}/workspaceLinks/team`, {
    properties: { workspaceId: `${APIM}/workspaces/Team`, gateways: ids.map((id) => ({ id })) },
  });
const workspace = [
  resource(`${APIM}/workspaces/team`, { properties: {} }),
  resource(`${APIM}/workspaces/team/apis/a`, { properties: { isCurrent: true } }),
];
const found = (resources: readonly ArmResource[], options: EstateOptions = {}) =>
  workspaceGateways(apim(), estateOf([apim(), ...resources], options));

describe('the gateways of workspaces', () => {
  it('are those of its links, in the region and subnet of their own', () => {
    const { of, locations, unread } = found([link(GATEWAY), gateway({ backend: { subnet: { id: SUBNET } } })]);
    expect(of('team')).toMatchObject([
      { name: 'gateways/gw-team', region: 'northeurope', network: 'v2', subnetId: SUBNET, sharedEgress: true },
    ]);
    expect([locations.length, unread]).toEqual([1, []]);
  });

  it('are those of the service where no link names one', () => {
    expect(found([link()]).of('team')).toBe('own');
    expect(found([link(GATEWAY), gateway()]).of('other')).toBe('own');
  });

  it('are nowhere where the links or the gateway may not be read: never the subnet of the service', () => {
    const unlisted = found([link(GATEWAY), gateway()], { denied: [`${APIM}/workspaceLinks`] });
    expect([unlisted.of('team'), unlisted.unread.map(({ id }) => id)]).toEqual([[], [`${APIM}/workspaceLinks`]]);
    const hidden = found([link(GATEWAY), gateway()], { denied: [GATEWAY] });
    expect([hidden.of('team'), hidden.unread.map(({ id }) => id)]).toEqual([[], [GATEWAY]]);
  });
});

describe('a workspace gateway', () => {
  it.each<[string, object, object]>([
    ['is in no network', {}, { network: 'none', virtualNetworkType: 'None', subnetId: undefined }],
    ['is in none where it says nothing', { virtualNetworkType: null }, { network: 'none', virtualNetworkType: 'None' }],
    ['is in one by its subnet', { backend: { subnet: { id: SUBNET } } }, { network: 'v2', subnetId: SUBNET }],
    ['is in one by its type', { virtualNetworkType: 'External' }, { network: 'v2', virtualNetworkType: 'External' }],
  ])('%s', (_, properties, expected) => {
    const [location] = found([link(GATEWAY), gateway(properties)]).locations;
    expect(location).toMatchObject({
      ...expected,
      primary: false,
      tier: 'WorkspaceGatewayPremium',
      natGatewayEnabled: false,
    });
    expect(location !== undefined && isWorkspaceGateway(location)).toBe(true);
  });

  it('is nowhere that Azure tells where it tells neither region nor tier', () => {
    const bare = resource(GATEWAY, { properties: {} });
    expect(found([link(GATEWAY), bare]).locations).toMatchObject([{ region: 'unknown', tier: '' }]);
  });

  it('is told apart from a location of the service', () => {
    expect(isWorkspaceGateway(primaryLocation(apim()))).toBe(false);
    expect(isWorkspaceGateway({ ...primaryLocation(apim()), name: 'x/gateways/' })).toBe(false);
  });

  it('is one, whatever the case of its id, for all the workspaces that use it', () => {
    const other = resource(`${APIM}/workspaceLinks/other`, {
      properties: { workspaceId: `${APIM}/workspaces/other`, gateways: [{ id: GATEWAY.toUpperCase() }, {}] },
    });
    const { of, locations } = found([link(GATEWAY), other, gateway()]);
    expect(locations).toHaveLength(1);
    // The very same, for a call leaves from a location that is compared as it stands.
    expect([of('TEAM')[0], of('other')[0]].every((one) => one === locations[0])).toBe(true);
  });

  it('is one of several for a workspace with several links', () => {
    const second = gateway();
    const id = `${GATEWAY}-2`;
    const again = { ...link(id), id: `${APIM}/workspaceLinks/again` };
    const { of } = found([link(GATEWAY), again, gateway(), { ...second, id, name: 'gw-team-2' }]);
    expect(of('team')).toMatchObject([{ name: 'gateways/gw-team' }, { name: 'gateways/gw-team-2' }]);
  });

  it('belongs to the workspace of the name of the link where that tells no other', () => {
    const nameless = resource(`${APIM}/workspaceLinks/Team`, { properties: { gateways: [{ id: GATEWAY }] } });
    expect(found([nameless, gateway()]).of('team')).toHaveLength(1);
  });

  it('is unread where it, or its link, is unreadable, and takes no other along', () => {
    const odd = unreadable({ resource: 'x', property: 'x' });
    const broken = resource(`${APIM}/workspaceLinks/broken`, { properties: { gateways: odd } });
    const found1 = found([broken, link(GATEWAY), gateway()]);
    expect([found1.locations.length, found1.unread.map(({ id }) => id)]).toEqual([1, [broken.id]]);
    const found2 = found([link(GATEWAY), gateway({ virtualNetworkType: odd })]);
    expect([found2.of('team'), found2.unread.map(({ id, read }) => [id, read.reason])]).toEqual([
      [],
      [[GATEWAY, 'UNREADABLE']],
    ]);
  });
});

describe('the calls of workspaces', () => {
  const call = sendRequest('https://kv-prod.vault.azure.net/x');
  const closed = keyVault('kv-prod', firewall({ ipRules: [{ value: '20.50.1.1' }] }));
  const judged = (resources: readonly ArmResource[], options: EstateOptions = {}) =>
    gatewayDependencies.check(subjectOf([apim(), closed, ...workspace, ...resources], options)).map(lineOf);

  it('leave from their gateway, those of the service from its own', () => {
    const global = policy('', inbound(call));
    const api = resource(`${APIM}/apis/orders`, { properties: { isCurrent: true } });
    // A shared address, and a rule for another one: whether the gateway gets in is not known.
    expect(judged([global, api, link(GATEWAY), gateway()]).toSorted()).toEqual([
      'pass kv-prod westeurope',
      'unknown SHARED_EGRESS_IP kv-prod gateways/gw-team',
    ]);
  });

  it('are unknown where their gateway may not be read', () => {
    const own = policy('workspaces/team/apis/a', inbound(call));
    expect(judged([own, link(GATEWAY), gateway()], { denied: [GATEWAY] })).toEqual(['unknown FORBIDDEN gw-team']);
    expect(judged([own], { denied: [`${APIM}/workspaceLinks`] })).toEqual(['unknown FORBIDDEN workspaceLinks']);
  });

  it('go on where every gateway of the service is switched off', () => {
    const own = policy('workspaces/team/apis/a', inbound(call));
    const off = apim({ disableGateway: true });
    const items = gatewayDependencies.check(subjectOf([off, closed, ...workspace, own, link(GATEWAY), gateway()]));
    expect(items.map(lineOf).toSorted()).toEqual([
      'not-applicable GATEWAY_DISABLED apim-prod',
      'unknown SHARED_EGRESS_IP kv-prod gateways/gw-team',
    ]);
  });
});

it('a list of APIs by an older api-version does not prove that nothing is called', () => {
  const subject = subjectOf([apim()]);
  const children = (parent: string, collection: string) => {
    const list = subject.estate.children(parent, collection);
    return collection === 'apis' && list.ok ? { ...list, older: true as const } : list;
  };
  expect(gatewayDependencies.check(subject).map(lineOf)).toEqual(['pass NO_DEPENDENCIES apim-prod']);
  const older = { ...subject, estate: { ...subject.estate, children } };
  expect(gatewayDependencies.check(older).map(lineOf)).toEqual(['unknown API_TYPES_HIDDEN apis']);
});
