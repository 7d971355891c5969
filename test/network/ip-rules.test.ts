import type { TargetKind } from '../../src/model/services.ts';
import { apim, injected, VNET } from '../support/resources.ts';
import { EGRESS, networkWith, restricted, sightOf } from './support.ts';

const KINDS: readonly TargetKind[] = [
  'key-vault',
  'managed-hsm',
  'storage',
  'service-bus',
  'event-hubs',
  'container-registry',
];
const outside = apim();
const shared = apim({ publicIPAddresses: null }, { sku: { name: 'StandardV2' } });

describe.each(KINDS)('IP rules of %s', (kind) => {
  it.each([
    ['the very address', [EGRESS], 'yes'],
    ['the address as /32', [`${EGRESS}/32`], 'yes'],
    ['a range around it', ['20.50.0.0/16'], 'yes'],
    ['another address', ['20.50.1.2'], 'no'],
    ['something that is no address', ["'20.50.0.0/16'"], 'no'],
  ] as const)('with %s', (_, ips, answer) => {
    const { target, resources } = restricted(kind, { ips });
    const sight = sightOf(target, { service: outside, around: resources });

    expect(sight.answer).toBe(answer);
    expect(sight.way).toBe(answer === 'yes' ? 'ip-rule' : undefined);
    expect(sight.evidence).not.toHaveLength(0);
  });

  it('must admit every address, not any', () => {
    const service = apim({ publicIPAddresses: [EGRESS, '20.50.1.9'] });
    const judge = (ips: readonly string[]) => {
      const { target, resources } = restricted(kind, { ips });
      return sightOf(target, { service, around: resources }).answer;
    };

    expect(judge([EGRESS])).toBe('no');
    expect(judge([EGRESS, '20.50.1.9'])).toBe('yes');
  });

  it('do not count when public access is disabled', () => {
    const { target, resources } = restricted(kind, { ips: [EGRESS], publicNetworkAccess: 'Disabled' });

    expect(sightOf(target, { service: outside, around: resources }).answer).toBe('no');
  });

  it('cannot be compared with shared addresses', () => {
    const { target, resources } = restricted(kind, { ips: [EGRESS] });

    expect(sightOf(target, { service: shared, around: resources })).toMatchObject({
      answer: 'unknown',
      reason: 'SHARED_EGRESS_IP',
    });
  });
});

describe('shared egress without an IP rule', () => {
  it('is no line of sight', () => {
    const { target } = restricted('key-vault');

    expect(sightOf(target, { service: shared }).answer).toBe('no');
  });
});

describe('a service endpoint on the subnet', () => {
  it.each([
    ['key-vault', 'Microsoft.KeyVault'],
    ['storage', 'Microsoft.Storage'],
    ['storage', 'Microsoft.Storage.Global'],
    ['service-bus', 'microsoft.servicebus'],
    ['event-hubs', 'Microsoft.EventHub'],
    ['container-registry', 'Microsoft.ContainerRegistry'],
  ] as const)('makes the IP rules of %s miss when it is %s', (kind, service) => {
    const { target, resources } = restricted(kind, { ips: [EGRESS] });
    const judge = (services: readonly string[]) =>
      sightOf(target, { around: resources, network: networkWith(services) }).answer;

    expect(judge([])).toBe('yes');
    expect(judge([service])).toBe('no');
    expect(judge(['Microsoft.Sql'])).toBe('yes');
  });

  it('leaves it open while Azure is changing it', () => {
    const { target } = restricted('key-vault', { ips: [EGRESS] });
    const network = networkWith([], {
      serviceEndpoints: [
        { service: 'Microsoft.Sql', provisioningState: 'Succeeded' },
        { service: 'Microsoft.KeyVault', provisioningState: 'Updating' },
      ],
    });

    expect(sightOf(target, { network })).toMatchObject({ answer: 'unknown', reason: 'BUSY' });
  });

  it('leaves it open when the subnet cannot be read', () => {
    const { target } = restricted('key-vault', { ips: [EGRESS] });

    expect(sightOf(target, { denied: [VNET] })).toMatchObject({ answer: 'unknown', reason: 'FORBIDDEN' });
  });

  it('is of no use for storage in a region that the regional endpoint does not cover, so IP rules still match', () => {
    const { target } = restricted('storage', { ips: [EGRESS], location: 'eastus' });

    expect(sightOf(target, { network: networkWith(['Microsoft.Storage']) }).answer).toBe('yes');
  });
});

describe('storage in the region of the gateway', () => {
  it('ignores IP rules', () => {
    const { target } = restricted('storage', { ips: [EGRESS], location: 'West Europe' });

    expect(sightOf(target, { service: outside })).toMatchObject({ answer: 'no', reason: 'STORAGE_SAME_REGION' });
    expect(sightOf(target, { service: shared })).toMatchObject({ answer: 'no', reason: 'STORAGE_SAME_REGION' });
  });

  it('has no such code without an IP rule', () => {
    const { target } = restricted('storage', { location: 'westeurope' });

    expect(sightOf(target, { service: outside }).reason).toBeUndefined();
  });

  it('is judged by the secondary location for a secondary host', () => {
    const { target } = restricted('storage', { ips: [EGRESS], extra: { secondaryLocation: 'westeurope' } });
    const secondary = { ...target, host: 'target1-secondary.blob.core.windows.net' };

    expect(sightOf(target, { service: outside }).answer).toBe('yes');
    expect(sightOf(secondary, { service: outside }).reason).toBe('STORAGE_SAME_REGION');
  });

  it.each(KINDS.filter((kind) => kind !== 'storage'))('does not concern %s', (kind) => {
    const { target, resources } = restricted(kind, { ips: [EGRESS], location: 'westeurope' });

    expect(sightOf(target, { service: apim(injected()), around: resources }).answer).toBe('yes');
  });
});

describe('managed HSM service tags', () => {
  it('cannot be compared with the gateway', () => {
    const { target } = restricted('managed-hsm', {
      extra: { networkAcls: { defaultAction: 'Deny', serviceTags: [{ tag: 'AzureCloud.westeurope' }] } },
    });

    expect(sightOf(target, { service: outside })).toMatchObject({ answer: 'unknown', reason: 'G-PATH' });
  });
});
