/** The ids of the requirements that others than their own file know: what is counted, tried and told rests on what their items are about. */

/** Every call of the gateway to an Azure service. */
export const GATEWAY_DEPENDENCIES = 'gateway-dependencies';
/** What API Management itself reports of the connections that it needs, by location. */
export const NETWORK_STATUS = 'network-status';
/** Whether trusted access is switched off already. */
export const TRUSTED_ACCESS_DISABLED = 'trusted-access-disabled';
/** The last read of every key vault reference. */
export const KEY_VAULT_REFRESH = 'key-vault-refresh';
/** How the ids begin of what judges the key vaults that API Management reads from. */
const OF_KEY_VAULTS = 'key-vault-';

/** Whether a requirement (its id) judges what the gateway calls, or what API Management reads from key vaults. */
export function isAboutCalls(requirement: string): boolean {
  return requirement === GATEWAY_DEPENDENCIES || requirement.startsWith(OF_KEY_VAULTS);
}
