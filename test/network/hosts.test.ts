import { privateLinkZone, privateRecordNames, publicHost, serviceOfHost } from '../../src/network/hosts.ts';
import { targetOf } from './support.ts';

describe('the service of a host', () => {
  it.each([
    ['kv-prod.vault.azure.net', 'public', ['key-vault'], 'kv-prod', 'vault', 'vault.azure.net'],
    ['KV-Prod.Vault.Azure.Net.', 'public', ['key-vault'], 'kv-prod', 'vault', 'vault.azure.net'],
    ['kv-prod.privatelink.vaultcore.azure.net', 'public', ['key-vault'], 'kv-prod', 'vault', 'vault.azure.net'],
    ['kv-prod.vault.usgovcloudapi.net', 'us-government', ['key-vault'], 'kv-prod', 'vault', 'vault.usgovcloudapi.net'],
    ['kv-prod.vault.azure.cn', 'china', ['key-vault'], 'kv-prod', 'vault', 'vault.azure.cn'],
    ['hsm1.managedhsm.azure.net', 'public', ['managed-hsm'], 'hsm1', 'managedhsm', 'managedhsm.azure.net'],
    ['acct.blob.core.windows.net:443', 'public', ['storage'], 'acct', 'blob', 'blob.core.windows.net'],
    ['acct-secondary.table.core.windows.net', 'public', ['storage'], 'acct', 'table', 'table.core.windows.net'],
    ['acct.dfs.core.usgovcloudapi.net', 'us-government', ['storage'], 'acct', 'dfs', 'dfs.core.usgovcloudapi.net'],
    ['acct.z6.web.core.windows.net', 'public', ['storage'], 'acct', 'web', 'web.core.windows.net'],
    ['acct.z12.queue.storage.azure.net', 'public', ['storage'], 'acct', 'queue', 'queue.storage.azure.net'],
    ['acct.privatelink.file.core.windows.net', 'public', ['storage'], 'acct', 'file', 'file.core.windows.net'],
    ['ns.servicebus.windows.net', 'public', ['service-bus', 'event-hubs'], 'ns', 'namespace', 'servicebus.windows.net'],
    [
      'ns.servicebus.chinacloudapi.cn',
      'china',
      ['service-bus', 'event-hubs'],
      'ns',
      'namespace',
      'servicebus.chinacloudapi.cn',
    ],
    ['reg.azurecr.io', 'public', ['container-registry'], 'reg', 'registry', 'azurecr.io'],
    ['reg.westeurope.data.azurecr.io', 'public', ['container-registry'], 'reg', 'registry', 'azurecr.io'],
    ['reg.azurecr.us', 'us-government', ['container-registry'], 'reg', 'registry', 'azurecr.us'],
  ] as const)('%s in %s', (host, cloud, kinds, name, groupId, suffix) => {
    expect(serviceOfHost(host, cloud)).toEqual({ kinds, name, groupId, suffix });
  });

  it.each([
    'example.com',
    'vault.azure.net',
    'kv.vault.azure.net.evil.com',
    'kvvault.azure.net',
    'kv.vault.azure.cn',
    'a..vault.azure.net',
    '.a.vault.azure.net',
    'blob.core.windows.net',
    'acct.documents.azure.com',
    '.vault.azure.net',
    '',
  ])('is none for "%s" in the public cloud', (host) => {
    expect(serviceOfHost(host, 'public')).toBeUndefined();
  });
});

describe('the private link zone', () => {
  it.each([
    ['key-vault', 'public', 'privatelink.vaultcore.azure.net'],
    ['key-vault', 'us-government', 'privatelink.vaultcore.usgovcloudapi.net'],
    ['key-vault', 'china', 'privatelink.vaultcore.azure.cn'],
    ['managed-hsm', 'public', 'privatelink.managedhsm.azure.net'],
    ['storage', 'public', 'privatelink.blob.core.windows.net'],
    ['service-bus', 'public', 'privatelink.servicebus.windows.net'],
    ['event-hubs', 'public', 'privatelink.servicebus.windows.net'],
    ['container-registry', 'public', 'privatelink.azurecr.io'],
  ] as const)('of %s in %s is %s', (kind, cloud, zone) => {
    expect(privateLinkZone(targetOf(kind), cloud)).toBe(zone);
  });

  it.each([
    ['key-vault', 'target1.vault.azure.net', ['target1']],
    ['storage', 'target1-secondary.blob.core.windows.net', ['target1-secondary']],
    ['storage', 'target1.z12.blob.storage.azure.net', ['target1.z12']],
    ['container-registry', 'target1.azurecr.io', ['target1', 'target1.northeurope.data']],
    ['container-registry', 'target1.northeurope.data.azurecr.io', ['target1.northeurope.data']],
    ['service-bus', 'custom.example.com', ['target1']],
    ['key-vault', 'Target1.vault.azure.net:443', ['target1']],
    ['key-vault', 'target1.privatelink.vaultcore.azure.net', ['target1']],
    ['key-vault', 'target1.vaultcore.azure.net', ['target1']],
    ['storage', 'target1.privatelink.blob.core.windows.net', ['target1']],
  ] as const)('must have of %s called as %s the names %j', (kind, host, names) => {
    expect(privateRecordNames({ ...targetOf(kind), host }, 'public')).toEqual(names);
  });
});

describe('the data name of a registry', () => {
  it('is not known without its region', () => {
    const registry = targetOf('container-registry', {}, { location: null });

    expect(privateRecordNames(registry, 'public')).toEqual(['target1']);
  });

  it('has the region in its short form', () => {
    const registry = targetOf('container-registry', {}, { location: 'West Europe' });

    expect(privateRecordNames(registry, 'public')).toEqual(['target1', 'target1.westeurope.data']);
  });
});

describe('the public name under which a target is called', () => {
  it.each([
    ['kv.vault.azure.net', 'kv.vault.azure.net'],
    [' KV.vault.azure.net.:443', 'kv.vault.azure.net'],
    ['KV.vault.azure.net:443', 'kv.vault.azure.net'],
    ['kv.vault.azure.net.', 'kv.vault.azure.net'],
    ['kv.privatelink.vaultcore.azure.net', undefined],
    ['', undefined],
    [' ', undefined],
  ])('of "%s" is %s', (host, expected) => {
    expect(publicHost({ ...targetOf('key-vault'), host })).toBe(expected);
  });
});

describe('a host of another kind that only begins alike', () => {
  it.each([
    ['acct.data.vault.azure.net', 'acct.data'],
    ['kv.data.vault.azure.net', 'kv.data'],
  ])('%s names no data endpoint', (host) => {
    expect(serviceOfHost(host, 'public')?.name).toBe('data');
  });
});
