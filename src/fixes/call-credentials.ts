/** How a call proves who it is, and how its host is told, where that is what is wrong with it. */
import type { ArmResource } from '../model/arm.ts';
import type { Fix } from '../model/finding.ts';
import type { Subject } from '../model/requirement.ts';
import { say } from '../model/text.ts';
import type { Target } from '../network/target.ts';
import { docs } from './docs.ts';
import { systemIdentityCommand } from './managed-identity.ts';
import { portalLink } from './portal.ts';

/** The call asks for a managed identity that the instance does not have. */
export function giveIdentity(subject: Subject, service: ArmResource, target: Target): Fix {
  return {
    title: say('Give the instance the identity that the call asks for, and let it read from {target}', {
      target: target.resource.name,
    }),
    portal: portalLink(subject, service.id, 'identity'),
    docs: docs.managedIdentity,
    order: 20,
    command: systemIdentityCommand(service, 'principalId is whom the target must let in'),
  };
}

/** The target takes no keys any more. */
export function signInWithIdentity(subject: Subject, target: Target): Fix {
  return {
    title: say('Let the call sign in to {target} with a managed identity: keys are switched off there', {
      target: target.resource.name,
    }),
    portal: portalLink(subject, subject.instance.id, 'apis'),
    docs: docs.policyIdentity,
    order: 60,
  };
}

/** A host that nobody can tell from the policy. */
export function nameTheHost(subject: Subject): Fix {
  return {
    title: say('Write the host out, or put it into a named value that is no secret, so that it can be checked'),
    portal: portalLink(subject, subject.instance.id, 'apis'),
    docs: docs.namedValues,
    order: 90,
  };
}

/** A self-hosted gateway sends from a network that Azure does not show. */
export function callThroughGateway(subject: Subject): Fix {
  return {
    title: say('Make one call through the self-hosted gateway, and admit its network where it fails'),
    portal: portalLink(subject, subject.instance.id, 'overview'),
    docs: docs.selfHostedGateway,
    order: 90,
  };
}
