/** How trusted access is switched off in the gateway, and what comes before. */
import type { Fix } from '../model/finding.ts';
import type { Subject } from '../model/requirement.ts';
import { say } from '../model/text.ts';
import { docs } from './docs.ts';
import { fixFromChanges } from './fix-from-changes.ts';
import { portalLink } from './portal-links.ts';

/** Sets the flag. Only for an instance whose every gateway dependency is proven: it takes trusted access away at once. */
export function switchTrustedAccessOff(subject: Subject): Fix {
  return fixFromChanges(
    {
      title: say('Switch trusted access off, keeping every other custom property; add it to your templates too'),
      portal: portalLink(subject, subject.instance.id),
      docs: docs.disableTrustedAccess,
      order: 100,
    },
    [{ kind: 'disable-trusted-access', service: subject.instance.id }],
  );
}

/** What comes first while a dependency fails or is unproven. Changes nothing on purpose. */
export function proveDependenciesFirst(subject: Subject): Fix {
  return {
    title: say('Prove the dependencies first: leave trusted access as it is until every call has another way'),
    portal: portalLink(subject, subject.instance.id, 'apis'),
    docs: docs.eliminateDependency,
    order: 95,
  };
}
