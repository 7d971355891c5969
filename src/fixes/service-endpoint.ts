/** How a subnet gets the service endpoint to Key Vault without losing the others. */
import type { ArmResource } from '../model/arm.ts';
import type { Change } from '../model/change.ts';
import type { Fix } from '../model/finding.ts';
import { say } from '../model/text.ts';
import type { Subnet } from '../network/subnet.ts';
import { changing } from './changing.ts';
import { docs } from './docs.ts';
import { type PortalContext, portalLink } from './portal.ts';

/**
 * Adds the endpoint. Vaults that admit the gateway by its address alone (`addressVaults`) stop doing so with it, so each gets a rule
 * for the subnet first.
 */
export function addKeyVaultEndpoint(
  context: PortalContext,
  subnet: Subnet,
  addressVaults: readonly ArmResource[] = [],
): Fix {
  const rules = addressVaults.map(
    (vault): Change => ({ kind: 'add-network-rule', target: vault.id, subnet: subnet.id, beforeEndpoint: true }),
  );
  const title =
    rules.length > 0
      ? say(
          'Add a virtual network rule for {subnet} to {vaults} first, because address rules stop matching; then add the service endpoint Microsoft.KeyVault to the subnet',
          { subnet: subnet.name, vaults: addressVaults.map(({ name }) => name).join(', ') },
        )
      : say(
          'Add the service endpoint Microsoft.KeyVault to {subnet}; any other key vault that admits it by address needs a virtual network rule first',
          { subnet: subnet.name },
        );
  const portal = portalLink(context, subnet.virtualNetworkId, 'subnets');
  return changing({ title, portal, docs: docs.keyVaultFirewall, order: 50 }, [
    ...rules,
    { kind: 'add-service-endpoint', subnet: subnet.id, service: 'Microsoft.KeyVault' },
  ]);
}
