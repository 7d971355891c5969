/** Small estates for the simulator's own tests. */
import type { ParsedEstate } from '../../src/simulator/estate.ts';
import { parseEstate } from '../../src/simulator/estate.ts';

export const SUBSCRIPTION = '/subscriptions/11111111-1111-1111-1111-111111111111';
export const GROUP = `${SUBSCRIPTION}/resourceGroups/rg-app`;
export const SERVICE = `${GROUP}/providers/Microsoft.ApiManagement/service/apim-prod`;
export const VAULT = `${GROUP}/providers/Microsoft.KeyVault/vaults/kv-prod`;
export const NETWORK = `${GROUP}/providers/Microsoft.Network/virtualNetworks/vnet-prod`;
export const TENANT = '22222222-2222-2222-2222-222222222222';

/** One resource as the file writes it; the type follows from the id. */
export function resource(
  id: string,
  properties?: unknown,
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  const [namespace, ...trail] = id.slice(id.lastIndexOf('/providers/') + '/providers/'.length).split('/');
  const type = [namespace, ...trail.filter((_, index) => index % 2 === 0)].join('/');
  return { id, name: id.split('/').at(-1), type, ...(properties === undefined ? {} : { properties }), ...more };
}

export function estateOf(resources: readonly unknown[], denied: readonly string[] = []): ParsedEstate {
  return parseEstate(JSON.stringify({ tenantId: TENANT, resources, denied }), 'test.json');
}

export const service = resource(
  SERVICE,
  { virtualNetworkType: 'None' },
  { location: 'West Europe', sku: { name: 'Premium' } },
);
export const vault = resource(VAULT, { vaultUri: 'https://kv-prod.vault.azure.net/' }, { location: 'westeurope' });
