import { opensNone } from '../../src/calls/audience.ts';
import type { Cloud } from '../../src/model/requirement.ts';

describe('a token opens one of the six services', () => {
  it.each<[string, Cloud]>([
    ['', 'public'],
    ['  ', 'public'],
    ['https://vault.azure.net', 'public'],
    ['https://vault.azure.net/', 'public'],
    [' HTTPS://Vault.Azure.NET/.default ', 'public'],
    ['https://vault.azure.net?x=1', 'public'],
    ['vault.azure.net', 'public'],
    ['e406a681-f3d4-42a8-90b6-c2b029497af1', 'public'],
    ['cfa8b339-82a2-471a-a3c9-0fc0be7a4093/.default', 'public'],
    ['589d5083-6f11-4d30-a62a-a4b316a14abf', 'public'],
    ['6a0ec4d3-30cb-4a83-91c0-ae56bc0e3d26', 'public'],
    ['https://containerregistry.azure.net', 'public'],
    ['797f4846-ba00-4fd7-ba43-dac1f8f63013', 'public'],
    ['https://management.core.windows.net/', 'public'],
    ['https://core.windows.net', 'public'],
    ['https://kv-prod.vault.azure.net', 'public'],
    ['https://stprod.blob.core.windows.net/container', 'public'],
    ['sb://ns.servicebus.windows.net', 'public'],
    ['https://servicebus.windows.net', 'public'],
    ['https://windows.net', 'public'],
    ['https://azure.net', 'public'],
    ['https://azurecr.io', 'public'],
    ['https://kv-prod.vault.azure.cn', 'china'],
    ['https://azure.cn', 'china'],
  ])('made out for %j in the cloud %s', (audience, cloud) => {
    expect(opensNone(audience, cloud)).toBe(false);
  });

  it.each<[string, Cloud]>([
    ['https://graph.microsoft.com', 'public'],
    ['https://graph.microsoft.com/.default', 'public'],
    ['https://api.contoso.com/vault.azure.net', 'public'],
    ['https://vault.azure.net.contoso.com', 'public'],
    ['api://11111111-1111-4111-8111-111111111111', 'public'],
    ['22222222-2222-4222-8222-222222222222', 'public'],
    ['https://kv-prod.vault.azure.cn', 'public'],
    ['https://database.windows.net', 'public'],
  ])('but not made out for %j in the cloud %s', (audience, cloud) => {
    expect(opensNone(audience, cloud)).toBe(true);
  });
});
