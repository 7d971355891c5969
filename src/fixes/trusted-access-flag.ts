/** How trusted access is switched off in the gateway, and what comes before. Domain 1.5 and 8.3 (1). */
import { TRUSTED_ACCESS_FLAG } from '../instance/trusted-access.ts';
import type { Fix } from '../model/finding.ts';
import type { Subject } from '../model/requirement.ts';
import { say } from '../model/text.ts';
import { docs } from './docs.ts';
import { portalLink } from './portal.ts';
import { lines, word } from './shell.ts';

/** Reads, merges, patches, verifies: a patch with the one key alone would reset the TLS and cipher settings (domain 1.5). */
function command(id: string): string {
  const url = word(`${id}?api-version=2024-05-01`);
  return lines(
    '# Updates the whole service, with a brief interruption: use a maintenance window.',
    '# The last line verifies; run it when provisioningState is Succeeded again.',
    `az rest -m get -u ${url} --query properties.customProperties -o json > before.json`,
    `jq '{properties:{customProperties:((. // {}) + {"${TRUSTED_ACCESS_FLAG}":"True"})}}' before.json > patch.json`,
    `az rest -m patch -u ${url} -b @patch.json`,
    `az rest -m get -u ${url} --query properties.customProperties   # compare with before.json`,
  );
}

/** Sets the flag. Only for an instance whose every gateway dependency is proven: it takes trusted access away at once. */
export function switchTrustedAccessOff(subject: Subject): Fix {
  return {
    title: say('Switch trusted access off, keeping every other custom property; add it to your templates too'),
    portal: portalLink(subject, subject.instance.id),
    docs: docs.disableTrustedAccess,
    command: command(subject.instance.id),
    order: 100,
  };
}

/** What comes first while a dependency fails or is unproven. Shows no command on purpose. */
export function proveDependenciesFirst(subject: Subject): Fix {
  return {
    title: say('Prove the dependencies first: leave trusted access as it is until every call has another way'),
    portal: portalLink(subject, subject.instance.id, 'apis'),
    docs: docs.eliminateDependency,
    order: 95,
  };
}
