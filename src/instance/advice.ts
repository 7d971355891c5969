/** What Azure Advisor says about an instance. Domain 1.6, contract 7.17. */
import type { ArmResource } from '../model/arm.ts';
import type { Evidence } from '../model/finding.ts';
import { list, text } from '../model/json.ts';

/** Whether a recommendation is about trusted access. One whose text is not shown counts, because absence must be proven. */
export function concernsTrustedAccess(recommendation: ArmResource): boolean {
  const words = ['problem', 'solution'].flatMap(
    (part) => text(recommendation, 'properties', 'shortDescription', part) ?? [],
  );
  return words.length === 0 || words.join(' ').toLowerCase().includes('trusted service connectivity');
}

/** Whether somebody dismissed or postponed it. */
export function isDismissed(recommendation: ArmResource): boolean {
  return list(recommendation, 'properties', 'suppressionIds').length > 0;
}

/** A recommendation as evidence, with its type, whose id no document names. */
export function adviceEvidence(recommendation: ArmResource): readonly Evidence[] {
  const seen = (property: string, ...path: readonly string[]): Evidence => ({
    resource: recommendation.id,
    property: `properties.${property}`,
    observed: text(recommendation, 'properties', ...path) ?? 'absent',
  });
  return [
    { ...seen('shortDescription.problem', 'shortDescription', 'problem'), expected: 'no such recommendation' },
    seen('recommendationTypeId', 'recommendationTypeId'),
    seen('lastUpdated', 'lastUpdated'),
  ];
}
