/** A vault that only an approved private endpoint reaches, and what each requirement makes of it. */
import type { ArmResource } from '../../../../src/model/arm.ts';
import type { JsonObject } from '../../../../src/model/json.ts';
import { keyVaultIdentity } from '../../../../src/retirements/trusted-service-connectivity/key-vault-identity.ts';
import { keyVaultNetworkAccess } from '../../../../src/retirements/trusted-service-connectivity/key-vault-network-access.ts';
import { keyVaultTrustedServices } from '../../../../src/retirements/trusted-service-connectivity/key-vault-trusted-services.ts';
import { connected, privateEndpoint, record, restricted, zoneLink } from '../../../network/support.ts';
import { apim, armId, injected, keyVaultNamedValue, subnet, VNET, virtualNetwork } from '../../../support/resources.ts';
import { hostname, judged } from './key-vault-support.ts';

const MINE = '44444444-4444-4444-8444-444444444444';
const IDENTITY = armId('Microsoft.ManagedIdentity/userAssignedIdentities/id-apim');
const identity = { type: 'SystemAssigned, UserAssigned', userAssignedIdentities: { [IDENTITY]: { clientId: MINE } } };

function around(bypass: boolean, properties: JsonObject = {}): readonly ArmResource[] {
  const { target, resources } = restricted('key-vault', {
    bypass,
    publicNetworkAccess: 'Disabled',
    extra: connected(),
  });
  const network = virtualNetwork([subnet(), subnet({}, `${VNET}/subnets/snet-pe`)]);
  const service = apim({ ...injected(), ...properties }, { identity });
  return [service, network, ...resources, privateEndpoint(target), zoneLink('key-vault'), record('key-vault')];
}

const host = { hostnameConfigurations: [hostname('api.contoso.com', 'target1', { identityClientId: MINE })] };
const namedValue = keyVaultNamedValue('key', 'target1', { identityClientId: MINE });

describe('a vault behind a private endpoint', () => {
  it('has a supported network access option, with or without the bypass', () => {
    for (const bypass of [true, false]) {
      expect(judged(keyVaultNetworkAccess, [...around(bypass), namedValue])).toEqual(['pass target1 westeurope']);
    }
  });

  it('rests on the bypass where its zone lacks the record', () => {
    const resources = around(true).filter(({ type }) => !type.endsWith('/A'));
    expect(judged(keyVaultNetworkAccess, [...resources, namedValue])).toEqual([
      'fail unsupported BYPASS_ONLY target1 westeurope',
    ]);
  });

  it('serves named values without the bypass, and never a hostname', () => {
    expect(judged(keyVaultTrustedServices, [...around(false), namedValue])).toEqual(['warn BYPASS_OFF target1']);
    expect(judged(keyVaultTrustedServices, around(false, host))).toEqual(['fail outage BYPASS_OFF target1']);
    expect(judged(keyVaultTrustedServices, around(true, host))).toEqual(['pass target1']);
  });

  it('is read with a user-assigned identity by a named value today, and never by a hostname', () => {
    expect(judged(keyVaultIdentity, [...around(true), namedValue])).toEqual(['warn USER_ASSIGNED_BEHIND_FIREWALL key']);
    expect(judged(keyVaultIdentity, around(true, host))).toEqual([
      'fail outage USER_ASSIGNED_BEHIND_FIREWALL api.contoso.com',
    ]);
  });
});
