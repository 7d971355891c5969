/** How a key vault's firewall lets API Management in, and nobody else. */
import type { GatewayLocation } from '../instance/locations.ts';
import type { ArmResource } from '../model/arm.ts';
import type { Fix } from '../model/finding.ts';
import type { Subject } from '../model/requirement.ts';
import { say } from '../model/text.ts';
import type { Target } from '../network/target.ts';
import { docs } from './docs.ts';
import { fixFromChanges } from './fix-from-changes.ts';
import { networkingLink } from './portal-links.ts';
import { wayIn } from './way-in.ts';

/** Switches the trusted-services bypass on. It does not open the vault: the default action stays as it is. */
export function switchBypassOn(subject: Subject, vault: ArmResource): Fix {
  return fixFromChanges(
    {
      title: say('Allow trusted Microsoft services to bypass the firewall of {vault}', { vault: vault.name }),
      portal: networkingLink(subject, vault),
      docs: docs.keyVaultFirewall,
      order: 20,
    },
    [{ kind: 'allow-trusted-services', vault: vault.id }],
  );
}

/** Admits API Management through the perimeter, which alone counts while it is enforced. */
export function admitByPerimeter(subject: Subject, vault: ArmResource): Fix {
  return {
    title: say('Add an inbound access rule for the subscription of API Management to the perimeter of {vault}', {
      vault: vault.name,
    }),
    portal: networkingLink(subject, vault),
    docs: docs.perimeter,
    order: 40,
  };
}

/**
 * Gives one gateway location a supported way to a vault. `others` are the vaults that the instance uses beside this one: none of
 * them is cut off.
 */
export function admitLocation(
  subject: Subject,
  target: Target,
  location: GatewayLocation,
  others: readonly ArmResource[],
): Fix {
  return wayIn({
    subject,
    target,
    location,
    depth: 'target',
    proof: 'managed-identity',
    others,
    docs: docs.keyVaultFirewall,
  });
}

/**
 * Removes addresses from a vault's firewall, after somebody made sure that nobody needs them: only people know whose they are, and
 * one of them may be the gateway's own, so there is no command.
 */
export function removeAddresses(subject: Subject, vault: ArmResource): Fix {
  return {
    title: say('Find out who needs these addresses; remove those that nobody does, and name the others as known'),
    portal: networkingLink(subject, vault),
    docs: docs.keyVaultFirewall,
    order: 90,
  };
}
