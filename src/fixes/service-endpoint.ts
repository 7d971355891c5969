/** How a subnet gets one more service endpoint without losing the others. Domain 8.3 (4). */
import type { Fix } from '../model/finding.ts';
import { say } from '../model/text.ts';
import type { Subnet } from '../network/subnet.ts';
import { docs } from './docs.ts';
import { type PortalContext, portalLink } from './portal.ts';
import { lines, word } from './shell.ts';

/** Adds the endpoint to Key Vault. The update replaces the list, so what is there is read and sent along. */
export function addKeyVaultEndpoint(context: PortalContext, subnet: Subnet): Fix {
  const id = word(subnet.id);
  return {
    title: say(
      'Add the service endpoint Microsoft.KeyVault to {subnet}, after every key vault that it reaches by an address rule has a virtual network rule for it',
      { subnet: subnet.name },
    ),
    portal: portalLink(context, subnet.virtualNetworkId, 'subnets'),
    docs: docs.keyVaultFirewall,
    command: lines(
      '# Key vaults then see the subnet, not its public address. Open connections may break once: choose a quiet hour.',
      `az network vnet subnet show --ids ${id} --query "serviceEndpoints[].service" -o tsv`,
      `KEEP=$(az network vnet subnet show --ids ${id} --query "serviceEndpoints[].service" -o tsv)`,
      `az network vnet subnet update --ids ${id} --service-endpoints $KEEP Microsoft.KeyVault`,
    ),
    order: 50,
  };
}
