/** What Azure Advisor says about an instance. Rules: docs/rules.md#advisor-recommendation, docs/rules.md#key-vault-client-addresses. */
import { advisorEvidence } from '../model/announcement.ts';
import type { ArmResource } from '../model/arm.ts';
import type { Evidence } from '../model/finding.ts';
import { list, same, text } from '../model/json.ts';
import { retirementOf, retirements } from '../model/retirement.ts';

/** Whether a recommendation is about trusted access. One that tells neither a known type nor a text counts, because absence must be proven. */
export function concernsTrustedAccess(recommendation: ArmResource): boolean {
  const type = text(recommendation, 'properties', 'recommendationTypeId');
  if (same(retirementOf('trusted-service-connectivity').advisorType, type)) return true;
  const others = [...retirements.map(({ advisorType }) => advisorType), ...advisorEvidence];
  if (others.some((other) => same(other, type))) return false;
  const words = [
    ...['problem', 'solution'].map((part) => text(recommendation, 'properties', 'shortDescription', part)),
    text(recommendation, 'properties', 'extendedProperties', 'retirementFeatureName'),
  ].filter((said) => said !== undefined);
  return words.length === 0 || words.join(' ').toLowerCase().includes('trusted service connectivity');
}

/** Whether somebody dismissed or postponed it. */
export function isDismissed(recommendation: ArmResource): boolean {
  return list(recommendation, 'properties', 'suppressionIds').length > 0;
}

/** A recommendation as evidence, with its type. */
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
