/** How a subnet gets the service endpoint to Key Vault without losing the others. */
import type { GatewayLocation } from '../instance/locations.ts';
import type { ArmResource } from '../model/arm.ts';
import type { Change } from '../model/change.ts';
import type { Fix } from '../model/finding.ts';
import type { Subject } from '../model/requirement.ts';
import { KEY_VAULT_ENDPOINT } from '../model/services.ts';
import { say } from '../model/text.ts';
import type { Subnet } from '../network/subnet.ts';
import { docs } from './docs.ts';
import { fixFromChanges } from './fix-from-changes.ts';
import { portalLink } from './portal-links.ts';
import { cutOff } from './side-effects.ts';

/**
 * Adds the endpoint. Vaults among `vaults` that admit the gateway by its address alone stop doing so with it, so each gets a rule for
 * the subnet first; where that would not save one of them, people have to decide.
 */
export function addKeyVaultEndpoint(
  subject: Subject,
  location: GatewayLocation,
  subnet: Subnet,
  vaults: readonly ArmResource[],
): Fix {
  const place = { subject, location };
  const endpoint: Change = { kind: 'add-service-endpoint', subnet: subnet.id, service: KEY_VAULT_ENDPOINT };
  const dark = cutOff(place, vaults, [endpoint]);
  const rules = dark.map(
    (vault): Change => ({ kind: 'add-network-rule', target: vault.id, subnet: subnet.id, beforeEndpoint: true }),
  );
  const title =
    rules.length > 0
      ? say(
          'Add a virtual network rule for {subnet} to {vaults} first, because address rules stop matching; then add the service endpoint Microsoft.KeyVault to the subnet',
          { subnet: subnet.name, vaults: dark.map(({ name }) => name).join(', ') },
        )
      : say(
          'Add the service endpoint Microsoft.KeyVault to {subnet}; any other key vault that admits it by address needs a virtual network rule first',
          { subnet: subnet.name },
        );
  const portal = portalLink(subject, subnet.virtualNetworkId, 'subnets');
  const outline = { title, portal, docs: docs.keyVaultFirewall, order: 50 };
  const changes = [...rules, endpoint];
  return cutOff(place, vaults, changes).length === 0 ? fixFromChanges(outline, changes) : outline;
}
