/** How a call proves who it is, and how its host is told, where that is what is wrong with it. */
import { identityOf } from '../instance/identity.ts';
import type { ArmResource } from '../model/arm.ts';
import type { Change } from '../model/change.ts';
import type { Fix } from '../model/finding.ts';
import type { Subject } from '../model/requirement.ts';
import { say } from '../model/text.ts';
import type { Target } from '../network/target.ts';
import { docs } from './docs.ts';
import { fixFromChanges } from './fix-from-changes.ts';
import { enableSystemIdentity } from './managed-identity.ts';
import { portalLink } from './portal-links.ts';

/**
 * The call asks for the system-assigned identity, which is off. A new one may read nothing yet. `way` is how the target lets
 * the gateway in, where it does not: then both are needed.
 */
export function switchIdentityOn(subject: Subject, service: ArmResource, target: Target, way: Fix | undefined): Fix {
  const own = say('Switch the system-assigned identity on, and give it a role on {target}', {
    target: target.resource.name,
  });
  const draft = {
    title: way === undefined ? own : say('{first}; then: {second}', { first: own, second: way.title }),
    portal: portalLink(subject, service.id, 'identity'),
    docs: docs.managedIdentity,
    order: 20,
  };
  if (way !== undefined && way.changes === undefined) return draft;
  return fixFromChanges(draft, [enableSystemIdentity(service), ...(way?.changes ?? [])]);
}

/**
 * Calls of some policies ask for a user-assigned identity by its client id, and none is attached. Which one has that client id Azure
 * tells nobody here, so the system-assigned one is used in its place. `sources` are the texts in which the calls stand; those of
 * backends and loggers are changed by people.
 */
export function useOwnIdentity(
  subject: Subject,
  service: ArmResource,
  sources: readonly string[],
  target: Target,
  way: Fix | undefined,
): Fix {
  const own = say(
    'Let the call show the system-assigned identity, with a role on {target}, or attach the user-assigned identity that it asks for',
    { target: target.resource.name },
  );
  const draft = {
    title: way === undefined ? own : say('{first}; then: {second}', { first: own, second: way.title }),
    portal: portalLink(subject, service.id, 'identity'),
    docs: docs.policyIdentity,
    order: 20,
  };
  const isPolicy = (id: string) => /\/policies\/[^/]+$/i.test(id);
  if (!sources.every(isPolicy) || (way !== undefined && way.changes === undefined)) return draft;
  return fixFromChanges(draft, [
    ...(identityOf(service).system ? [] : [enableSystemIdentity(service)]),
    ...sources.map(
      (policy): Change => ({ kind: 'use-call-identity', service: service.id, policy, clientId: undefined }),
    ),
    ...(way?.changes ?? []),
  ]);
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
