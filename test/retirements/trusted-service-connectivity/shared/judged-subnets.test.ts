import type { JsonObject } from '../../../../src/model/json.ts';
import { forcedTunnelling } from '../../../../src/retirements/trusted-service-connectivity/forced-tunnelling.ts';
import { networkRules } from '../../../../src/retirements/trusted-service-connectivity/network-rules.ts';
import { networkStatus } from '../../../../src/retirements/trusted-service-connectivity/network-status.ts';
import { outboundEntraId } from '../../../../src/retirements/trusted-service-connectivity/outbound-entra-id.ts';
import { outboundKeyVault } from '../../../../src/retirements/trusted-service-connectivity/outbound-key-vault.ts';
import { subnetKeyVaultEndpoint } from '../../../../src/retirements/trusted-service-connectivity/subnet-key-vault-endpoint.ts';
import { APIM, apim, injected, subnet, VNET } from '../../../support/resources.ts';
import { subjectOf } from '../../../support/subject.ts';
import { judged, network, northEurope, SUBNET_NORTH } from './network-support.ts';

const all = [subnetKeyVaultEndpoint, outboundKeyVault, outboundEntraId, networkRules, forcedTunnelling, networkStatus];
const bySubnet = all.filter((one) => one !== networkStatus && one !== networkRules);

describe.each(all.map((one) => [one.id, one] as const))('%s', (_, requirement) => {
  it.each<readonly [string, string, JsonObject]>([
    ['Premium', 'None', {}],
    ['Consumption', 'Internal', {}],
    ['Basic', 'External', {}],
    ['Standard', 'External', {}],
    ['BasicV2', 'External', {}],
    ['StandardV2', 'None', {}],
  ])('is not applicable to %s with network type %s', (tier, virtualNetworkType) => {
    expect(judged(requirement, [apim({ virtualNetworkType }, { sku: { name: tier } })])).toEqual([
      'not-applicable NO_VNET apim-prod',
    ]);
  });

  it('is unknown for a tier that we do not know', () => {
    expect(judged(requirement, network({ tier: 'Ultra' }))).toEqual(['unknown UNKNOWN_SKU apim-prod']);
  });

  it('is not applicable when every location is switched off', () => {
    const service = { disableGateway: true, ...northEurope({ disableGateway: true }) };

    expect(judged(requirement, network({ service }))).toEqual(['not-applicable GATEWAY_DISABLED apim-prod']);
  });

  it('is unknown while the service cannot be read', () => {
    expect(judged(requirement, network(), { denied: [APIM] })).toEqual(['unknown FORBIDDEN apim-prod']);
  });

  it.each(['Developer', 'Premium', 'Isolated'])('judges %s by its location', (tier) => {
    expect(requirement.check(subjectOf(network({ tier })))[0]?.location).toBe('westeurope');
  });
});

describe.each(all.filter((one) => one !== networkRules).map((one) => [one.id, one] as const))(
  '%s',
  (_, requirement) => {
    it.each(['StandardV2', 'PremiumV2'])('is not applicable to %s in a network', (tier) => {
      expect(judged(requirement, network({ tier }))).toEqual(['not-applicable V2_TIER apim-prod']);
    });
  },
);

describe.each(bySubnet.map((one) => [one.id, one] as const))('%s', (_, requirement) => {
  const service = northEurope();
  const both = network({ service, otherSubnets: [subnet({}, SUBNET_NORTH)] });

  it('has one item for each location, subject its subnet', () => {
    expect(judged(requirement, both)).toEqual(['pass snet-apim westeurope', 'pass snet-north northeurope']);
  });

  it('skips a location that is switched off', () => {
    const resources = network({ service: northEurope({ disableGateway: true }) });

    expect(judged(requirement, resources)).toEqual(['pass snet-apim westeurope']);
  });

  it('is unknown for a location without a subnet id', () => {
    const resources = network({ service: northEurope({ virtualNetworkConfiguration: null }) });

    expect(judged(requirement, resources)).toEqual([
      'pass snet-apim westeurope',
      'unknown SUBNET_MISSING apim-prod northeurope',
    ]);
  });

  it('is unknown where the subnet may not be read, or is gone', () => {
    expect(judged(requirement, both, { denied: [VNET] })).toEqual([
      'unknown FORBIDDEN snet-apim westeurope',
      'unknown FORBIDDEN snet-north northeurope',
    ]);
    expect(judged(requirement, [apim(injected())])).toEqual(['unknown NOT_FOUND snet-apim westeurope']);
  });
});
