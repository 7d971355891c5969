import { gatewayLocations, primaryLocation } from '../../src/instance/locations.ts';
import type { ArmResource } from '../../src/model/arm.ts';
import { attempt } from '../../src/model/estate.ts';
import { type Json, type JsonObject, unreadable } from '../../src/model/json.ts';
import { APIM, apim, injected, SUBNET } from '../support/resources.ts';

const odd = (property: string) => unreadable({ resource: APIM, property });
const names = (service: ArmResource) => gatewayLocations(service).map(({ name }) => name);
const second = (rest: JsonObject = {}): JsonObject => ({ location: 'North Europe', ...rest });

describe('the gateway locations of an instance', () => {
  it.each<[string, JsonObject, readonly string[]]>([
    ['are the primary one', {}, ['westeurope']],
    [
      'are the primary one and every additional one',
      { additionalLocations: [second()] },
      ['westeurope', 'northeurope'],
    ],
    ['are none that is off', { additionalLocations: [second({ disableGateway: true })] }, ['westeurope']],
    [
      'are additional ones alone where the primary one is off',
      { disableGateway: 'true', additionalLocations: [second()] },
      ['northeurope'],
    ],
    [
      'are those that say they are on',
      { disableGateway: false, additionalLocations: [second({ disableGateway: false })] },
      ['westeurope', 'northeurope'],
    ],
    [
      'are those of which it cannot be told',
      { disableGateway: odd('x'), additionalLocations: [second({ disableGateway: odd('x') })] },
      ['westeurope', 'northeurope'],
    ],
    ['may be anywhere where the list is unreadable', { additionalLocations: odd('x') }, ['westeurope', 'unknown']],
    ['may be one that Azure does not name', { additionalLocations: [{}] }, ['westeurope', 'unknown']],
    [
      'may be one whose name is unreadable',
      { additionalLocations: [{ location: odd('x') }] },
      ['westeurope', 'unknown'],
    ],
    ['are none where all are off', { disableGateway: true }, []],
  ])('%s', (_, properties, expected) => {
    expect(names(apim(properties))).toEqual(expected);
  });

  it('know which one is the primary, switched off or not', () => {
    const service = apim({ disableGateway: true, additionalLocations: [second()] });
    expect(gatewayLocations(service).map(({ primary }) => primary)).toEqual([false]);
    expect(primaryLocation(service)).toMatchObject({ name: 'westeurope', region: 'westeurope', primary: true });
  });
});

describe('a gateway location', () => {
  const facts = {
    publicIPAddresses: ['20.1.1.1'],
    outboundPublicIPAddresses: ['20.1.1.2'],
    natGatewayState: 'enabled',
  };

  it('of the service has the facts of the service, and any other its own', () => {
    const own = { virtualNetworkConfiguration: { subnetResourceId: `${SUBNET}-2` }, publicIPAddresses: ['20.2.2.2'] };
    const [first, other] = gatewayLocations(apim({ ...injected(), ...facts, additionalLocations: [second(own)] }));
    expect(first).toMatchObject({
      tier: 'Premium',
      network: 'classic',
      virtualNetworkType: 'Internal',
      subnetId: SUBNET,
      publicAddresses: ['20.1.1.1'],
      outboundAddresses: ['20.1.1.2'],
      natGatewayEnabled: true,
      sharedEgress: false,
    });
    expect(other).toMatchObject({
      tier: 'Premium',
      network: 'classic',
      virtualNetworkType: 'Internal',
      subnetId: `${SUBNET}-2`,
      publicAddresses: ['20.2.2.2'],
      outboundAddresses: [],
      natGatewayEnabled: false,
    });
  });

  it('outside a network has no subnet, whatever is left of one', () => {
    const { virtualNetworkConfiguration } = injected();
    const { subnetId, network } = primaryLocation(
      apim({ virtualNetworkType: 'None', virtualNetworkConfiguration: virtualNetworkConfiguration ?? null }),
    );
    expect([network, subnetId]).toEqual(['none', undefined]);
  });

  it.each([
    ['BasicV2', true],
    ['Premium', false],
  ])('of the tier %s sends from shared addresses: %s', (name, expected) => {
    expect(primaryLocation(apim({}, { sku: { name } })).sharedEgress).toBe(expected);
  });

  it('stops who needs what is unreadable, and no other', () => {
    const here = primaryLocation(apim({ publicIPAddresses: odd('publicIPAddresses') }));
    expect(attempt(() => here.publicAddresses)).toMatchObject({ ok: false, reason: 'UNREADABLE' });
    expect(here.natGatewayEnabled).toBe(false);
    const [, nowhere] = gatewayLocations(apim({ additionalLocations: [{ location: odd('location') }] }));
    expect(attempt(() => nowhere?.region)).toMatchObject({ ok: false, reason: 'UNREADABLE' });
  });

  it('stops who needs any fact of it where it cannot be told whether it is on', () => {
    const off: Json = odd('disableGateway');
    const [first, other] = gatewayLocations(
      apim({ disableGateway: off, additionalLocations: [second({ disableGateway: off })] }),
    );
    for (const here of [first, other]) {
      expect(attempt(() => here?.network).ok).toBe(false);
      expect(attempt(() => here?.publicAddresses).ok).toBe(false);
      expect(attempt(() => here?.subnetId).ok).toBe(false);
    }
  });
});
