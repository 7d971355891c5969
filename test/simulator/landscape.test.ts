import { landscape } from '../../src/simulator/landscape.ts';
import { graphRows } from '../../src/simulator/rows.ts';
import { estateOf, GROUP, NETWORK, resource, SERVICE, SUBSCRIPTION, service, VAULT, vault } from './sample.ts';

const itemOf = (resources: readonly unknown[], id: string) =>
  landscape(estateOf(resources)).items.get(id.toLowerCase());

describe('landscape', () => {
  it('serves a subnet that only its network lists', () => {
    const subnet = {
      id: `${NETWORK}/subnets/snet-apim`,
      name: 'snet-apim',
      properties: { addressPrefix: '10.0.0.0/24' },
    };

    expect(itemOf([resource(NETWORK, { subnets: [subnet] })], subnet.id)).toMatchObject(subnet);
  });

  it('makes the address of a nested child from its name', () => {
    const network = resource(NETWORK, { virtualNetworkPeerings: [{ name: 'to-hub', properties: {} }] });

    expect(itemOf([network], `${NETWORK}/virtualNetworkPeerings/to-hub`)).toMatchObject({
      id: `${NETWORK}/virtualNetworkPeerings/to-hub`,
      type: 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings',
    });
  });

  it("lets a subnet's own item win, in the network as well", () => {
    const old = { id: `${NETWORK.toLowerCase()}/subnets/snet-apim`, name: 'snet-apim', properties: { old: true } };
    const own = resource(`${NETWORK}/subnets/snet-apim`, { old: false });
    const added = resource(`${NETWORK}/subnets/snet-pe`, {});

    const network = itemOf([resource(NETWORK, { subnets: [old] }), own, added], NETWORK);

    expect(network?.properties).toEqual({ subnets: [own, added] });
  });

  it('shows a private endpoint connection of its own in the target', () => {
    const connection = resource(`${VAULT}/privateEndpointConnections/pe-1`, { provisioningState: 'Succeeded' });

    expect(itemOf([vault, connection], VAULT)?.properties).toMatchObject({ privateEndpointConnections: [connection] });
  });

  it('derives the subscription and the resource group of every id', () => {
    expect(itemOf([service], SUBSCRIPTION)).toMatchObject({
      state: 'Enabled',
      type: 'Microsoft.Resources/subscriptions',
    });
    expect(itemOf([service], GROUP)).toMatchObject({ name: 'rg-app', type: 'Microsoft.Resources/resourceGroups' });
  });

  it('keeps a subscription that the file lists', () => {
    const listed = { id: SUBSCRIPTION, displayName: 'Payments', state: 'Warned' };

    expect(itemOf([service, listed], SUBSCRIPTION)).toMatchObject(listed);
  });

  it('denies whole segments only, in any case', () => {
    const { isDenied } = landscape(estateOf([service], [`${SERVICE.toUpperCase()}/`]));

    expect(isDenied(SERVICE.toLowerCase())).toBe(true);
    expect(isDenied(`${SERVICE.toLowerCase()}/providers/microsoft.advisor/recommendations/1`)).toBe(true);
    expect(isDenied(`${SERVICE.toLowerCase()}-2`)).toBe(false);
  });
});

describe('graphRows', () => {
  it('holds what Resource Graph holds and nothing else', () => {
    const rows = graphRows(
      landscape(
        estateOf([
          service,
          vault,
          resource(`${SERVICE}/namedValues/one`, {}),
          resource(NETWORK, { subnets: [{ name: 'snet-apim' }] }),
          resource(`${SERVICE}/providers/Microsoft.Advisor/recommendations/r1`, {}),
          resource(
            `${GROUP}/providers/Microsoft.Network/privateDnsZones/privatelink.vaultcore.azure.net/A/kv-prod`,
            {},
          ),
        ]),
      ),
    );

    expect(Object.fromEntries([...rows].map(([table, members]) => [table, members.map((row) => row.type)]))).toEqual({
      resources: ['microsoft.apimanagement/service', 'microsoft.keyvault/vaults', 'microsoft.network/virtualnetworks'],
      advisorresources: ['microsoft.advisor/recommendations'],
      dnsresources: ['microsoft.network/privatednszones/a'],
      resourcecontainers: ['microsoft.resources/subscriptions', 'microsoft.resources/subscriptions/resourcegroups'],
    });
  });

  it('files security admin rules under one type, wherever they are in force', () => {
    const rows = graphRows(landscape(estateOf([resource(`${NETWORK}/effectiveSecurityAdminRules/deny-443`, {})])));

    expect(rows.get('networkresources')?.[0]).toMatchObject({ type: 'microsoft.network/effectivesecurityadminrules' });
  });

  it('leaves out what lies under a denied prefix', () => {
    const rows = graphRows(landscape(estateOf([service, vault], [VAULT])));

    expect(rows.get('resources')?.map((row) => row.name)).toEqual(['apim-prod']);
  });

  it('fills the columns of a row from the id, with null only where a column is dynamic', () => {
    const [row] = graphRows(landscape(estateOf([service]))).get('resources') ?? [];

    expect(row).toMatchObject({
      subscriptionId: '11111111-1111-1111-1111-111111111111',
      resourceGroup: 'rg-app',
      location: 'West Europe',
      kind: '',
      zones: null,
    });
  });

  it("shows a subscription's state under properties", () => {
    const rows = graphRows(landscape(estateOf([{ id: SUBSCRIPTION, displayName: 'Payments', state: 'Warned' }])));

    expect(rows.get('resourcecontainers')?.[0]).toMatchObject({ name: 'Payments', properties: { state: 'Warned' } });
  });
});
