/** How a service that the gateway calls lets it in without trusted access. docs/rules.md#fixes; a fix never harms (docs/rules.md#requirements). */
import type { GatewayLocation } from '../instance/locations.ts';
import type { ArmResource } from '../model/arm.ts';
import type { Fix } from '../model/finding.ts';
import type { Subject } from '../model/requirement.ts';
import type { TargetKind } from '../model/services.ts';
import { say } from '../model/text.ts';
import type { CallProof } from '../network/network-path.ts';
import type { Target } from '../network/target.ts';
import { docs } from './docs.ts';
import { networkingLink, portalLink } from './portal-links.ts';
import { wayIn } from './way-in.ts';

const SERVICE_DOCS: Readonly<Record<TargetKind, string>> = {
  'key-vault': docs.keyVaultFirewall,
  'managed-hsm': docs.managedHsmNetwork,
  storage: docs.storageNetwork,
  'service-bus': docs.serviceBusNetwork,
  'event-hubs': docs.eventHubsNetwork,
  'container-registry': docs.registryNetwork,
};

/**
 * Gives a gateway location a way of its own to a service, for calls that show `proof`. `sameKind` are all services of that kind that the instance uses, so
 * that the way of one cuts off no other.
 */
export function openAWay(
  subject: Subject,
  target: Target,
  location: GatewayLocation,
  proof: CallProof,
  sameKind: readonly ArmResource[],
): Fix {
  return wayIn({ subject, target, location, depth: 'full', proof, others: sameKind, docs: docs.eliminateDependency });
}

/** A namespace that denies by default and has no rule is open; the first rule would close it to everybody else. */
export function decideAboutDenyEmpty(subject: Subject, target: Target): Fix {
  return {
    title: say(
      'Decide who may reach {target}: its first rule shuts out everybody without one, so add the gateway together with it',
      { target: target.resource.name },
    ),
    portal: networkingLink(subject, target.resource),
    docs: SERVICE_DOCS[target.kind],
    order: 40,
  };
}

/** A backend that nothing refers to. */
export function removeBackend(subject: Subject): Fix {
  return {
    title: say('Delete the backend if nothing needs it, or give it a way in before a policy uses it'),
    portal: portalLink(subject, subject.instance.id, 'backends'),
    docs: docs.backends,
    order: 90,
  };
}

/** A revision that is not current. */
export function retireRevision(subject: Subject): Fix {
  return {
    title: say('Delete the revision if nobody needs it, or put its calls right before it becomes the current one'),
    portal: portalLink(subject, subject.instance.id, 'apis'),
    docs: docs.eliminateDependency,
    order: 90,
  };
}

/** A managed identity in a workspace. */
export function replaceWorkspaceIdentity(subject: Subject): Fix {
  return {
    title: say('Call the service from the workspace with another credential, or move the API out of the workspace'),
    portal: portalLink(subject, subject.instance.id, 'apis'),
    docs: docs.workspaces,
    order: 70,
  };
}
