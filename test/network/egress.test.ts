import { primaryLocation } from '../../src/instance/locations.ts';
import type { ArmResource } from '../../src/model/arm.ts';
import { egressOf } from '../../src/network/egress.ts';
import { type EstateOptions, estateOf } from '../support/estate.ts';
import { apim, armId, injected, networkSecurityGroup, resource, VNET } from '../support/resources.ts';
import { networkWith } from './support.ts';

const NAT = armId('Microsoft.Network/natGateways/nat1');
const ADDRESS = armId('Microsoft.Network/publicIPAddresses/pip1');
const PREFIX = armId('Microsoft.Network/publicIPPrefixes/prefix1');
const nat = resource(NAT, {
  properties: { publicIpAddresses: [{ id: ADDRESS }], publicIpPrefixes: [{ id: PREFIX }] },
});
const address = resource(ADDRESS, { properties: { ipAddress: '40.1.1.1' } });
const prefix = resource(PREFIX, { properties: { ipPrefix: '40.2.2.0/30' } });

function judge(service: ArmResource, around: readonly ArmResource[] = [], options: EstateOptions = {}) {
  return egressOf(primaryLocation(service), estateOf([service, networkSecurityGroup(), ...around], options));
}

describe('the egress of a location', () => {
  it('is its public addresses on a dedicated tier, outside and inside a network', () => {
    const expected = { addresses: ['20.50.1.1'], known: true };

    expect(judge(apim())).toEqual(expected);
    expect(judge(apim(injected()), [networkWith([])])).toEqual(expected);
  });

  it("is both lists with API Management's own NAT gateway", () => {
    const service = apim({ natGatewayState: 'Enabled', outboundPublicIPAddresses: ['30.0.0.0/30'] });

    expect(judge(service)).toEqual({ addresses: ['20.50.1.1', '30.0.0.0/30'], known: true });
  });

  it('is not known with that NAT gateway while its addresses are not shown', () => {
    expect(judge(apim({ natGatewayState: 'Enabled' }))).toMatchObject({ known: false, reason: 'READ_FAILED' });
  });

  it.each(['Consumption', 'BasicV2', 'StandardV2', 'PremiumV2'])('is shared in the tier %s', (name) => {
    expect(judge(apim({}, { sku: { name } }))).toEqual({ addresses: [], known: false, reason: 'SHARED_EGRESS_IP' });
  });

  it('is not known where a dedicated tier shows no address', () => {
    expect(judge(apim({ publicIPAddresses: null }))).toMatchObject({ known: false, reason: 'READ_FAILED' });
  });

  it('is not known for an unknown tier in a network that shows no address', () => {
    const service = apim({ ...injected(), publicIPAddresses: [] }, { sku: { name: 'Ultra' } });

    expect(judge(service, [networkWith([])])).toMatchObject({ known: false, reason: 'UNKNOWN_SKU' });
  });

  it('is what an unknown tier shows, and nothing of one that is not told', () => {
    expect(judge(apim(injected(), { sku: { name: 'Ultra' } }), [networkWith([])])).toMatchObject({ known: true });
    expect(judge(apim({}, { sku: null }))).toMatchObject({ known: false, reason: 'UNKNOWN_SKU' });
  });

  it('is not known where the subnet id is missing or the subnet cannot be read', () => {
    expect(judge(apim({ virtualNetworkType: 'External' })).reason).toBe('SUBNET_MISSING');
    expect(judge(apim(injected()), [networkWith([])], { denied: [VNET] }).reason).toBe('FORBIDDEN');
  });

  describe('behind a NAT gateway on the subnet', () => {
    const network = networkWith([], { natGateway: { id: NAT } });

    it("is the NAT gateway's addresses and prefixes", () => {
      const expected = { addresses: ['40.1.1.1', '40.2.2.0/30'], known: true };

      expect(judge(apim(injected()), [network, nat, address, prefix])).toEqual(expected);
    });

    it.each<[string, ArmResource, ArmResource, string]>([
      ['has no address', resource(NAT, { properties: {} }), address, 'READ_FAILED'],
      [
        'names an address without an id',
        resource(NAT, { properties: { publicIpAddresses: [{}] } }),
        address,
        'NOT_FOUND',
      ],
      ['has an address that does not tell itself', nat, resource(ADDRESS, { properties: {} }), 'READ_FAILED'],
    ])('is not known where it %s', (_, gateway, own, reason) => {
      const egress = judge(apim(injected()), [network, gateway, own, prefix]);

      expect(egress).toEqual({ addresses: [], known: false, reason });
    });

    it.each([NAT, ADDRESS, PREFIX])('is not known when %s may not be read', (denied) => {
      const egress = judge(apim(injected()), [network, nat, address, prefix], { denied: [denied] });

      expect(egress).toEqual({ addresses: [], known: false, reason: 'FORBIDDEN' });
    });

    it.each(['Microsoft.Web/serverFarms', 'microsoft.web/hostingEnvironments'])(
      'is its addresses for a v2 tier in a subnet of %s',
      (serviceName) => {
        const service = apim({ ...injected() }, { sku: { name: 'StandardV2' } });
        const delegations = [{ properties: { serviceName } }];
        const around = [nat, address, prefix];

        expect(judge(service, [networkWith([], { natGateway: { id: NAT }, delegations }), ...around])).toMatchObject({
          addresses: ['40.1.1.1', '40.2.2.0/30'],
        });
        expect(judge(service, [networkWith([], { delegations }), ...around]).reason).toBe('SHARED_EGRESS_IP');
      },
    );
  });

  describe('with a default route that leads away', () => {
    const ROUTES = armId('Microsoft.Network/routeTables/rt-apim');
    const network = networkWith([], { routeTable: { id: ROUTES }, natGateway: { id: NAT } });
    const routes = (nextHopType: string) =>
      resource(ROUTES, {
        properties: { routes: [{ name: 'all', properties: { addressPrefix: '0.0.0.0/0', nextHopType } }] },
      });

    it.each(['VirtualAppliance', 'VirtualNetworkGateway'])(
      'to a %s is that of what is behind, which nobody shows',
      (hop) => {
        const around = [network, routes(hop), nat, address, prefix];
        expect(judge(apim(injected()), around)).toEqual({ addresses: [], known: false, reason: 'NVA_RULES' });
        const v2 = apim(injected(), { sku: { name: 'StandardV2' } });
        expect(judge(v2, around)).toEqual({ addresses: [], known: false, reason: 'NVA_RULES' });
      },
    );

    it('to the Internet is its own', () => {
      expect(judge(apim(injected()), [network, routes('Internet'), nat, address, prefix]).known).toBe(true);
    });
  });
});
