/** How a subnet gets one more service endpoint without losing the others. Domain 8.3 (4). */
import type { Fix } from '../model/finding.ts';
import { say } from '../model/text.ts';
import type { Subnet } from '../network/subnet.ts';
import { docs } from './docs.ts';
import { type PortalContext, portalLink } from './portal.ts';
import { lines, word } from './shell.ts';

/**
 * Adds the endpoint to Key Vault. The update replaces the list, so what is there is read and sent along. Vaults that admit
 * the gateway by its address alone (`addressVaults`, their names) stop doing so with the endpoint: they need a rule for
 * the subnet first, and there is no command that would skip this step.
 */
export function addKeyVaultEndpoint(
  context: PortalContext,
  subnet: Subnet,
  addressVaults: readonly string[] = [],
): Fix {
  const id = word(subnet.id);
  const fix = {
    portal: portalLink(context, subnet.virtualNetworkId, 'subnets'),
    docs: docs.keyVaultFirewall,
    order: 50,
  };
  if (addressVaults.length > 0) {
    const title = say(
      'Add a virtual network rule for {subnet} to {vaults} first, because address rules stop matching; then add the service endpoint Microsoft.KeyVault to the subnet',
      { subnet: subnet.name, vaults: addressVaults.join(', ') },
    );
    return { ...fix, title };
  }
  return {
    ...fix,
    title: say(
      'Add the service endpoint Microsoft.KeyVault to {subnet}; any other key vault that admits it by address needs a virtual network rule first',
      { subnet: subnet.name },
    ),
    command: lines(
      '# Key vaults then see the subnet, not its public address. Open connections may break once: choose a quiet hour.',
      `az network vnet subnet show --ids ${id} --query "serviceEndpoints[].service" -o tsv`,
      `KEEP=$(az network vnet subnet show --ids ${id} --query "serviceEndpoints[].service" -o tsv)`,
      `az network vnet subnet update --ids ${id} --service-endpoints $KEEP Microsoft.KeyVault`,
    ),
  };
}
