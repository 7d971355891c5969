/** The custom property that switches trusted access off in the gateway. Rules: docs/rules.md#trusted-access-disabled. */
import type { ArmResource } from '../model/arm.ts';
import type { Evidence } from '../model/finding.ts';
import { at, flag, isObject, type Json, same, text } from '../model/json.ts';

/** The property's name. It contains dots, so it is one key and never a path. */
export const TRUSTED_ACCESS_FLAG =
  'Microsoft.WindowsAzure.ApiManagement.Gateway.ManagedIdentity.DisableOverPrivilegedAccess';

/** First UTC day whose new instances have no trusted access by default; support could switch it on. */
const NOT_TRUSTED_FROM = Date.parse('2025-12-01T00:00:00Z');

/** The flag as Azure holds it: a string or boolean; undefined when absent or null. */
export function trustedAccessFlag(service: ArmResource): Json | undefined {
  const custom = at(service, 'properties', 'customProperties');
  const found = Object.entries(isObject(custom) ? custom : {}).find(([name]) => same(name, TRUSTED_ACCESS_FLAG));
  return at(found?.[1]) ?? undefined;
}

/** Whether trusted access is acknowledged as off: true as a boolean or in any case, nothing else. */
export function isTrustedAccessOff(service: ArmResource): boolean {
  return flag({ value: trustedAccessFlag(service) }, 'value') === true;
}

/** Whether the instance was created when new ones no longer got trusted access. An unknown age counts as older. */
export function hasNoneByDefault(service: ArmResource): boolean {
  const created = text(service, 'properties', 'createdAtUtc');
  if (created === undefined) return false;
  // The property is UTC by name; for a time without a zone the machine's own would be assumed.
  return Date.parse(created.replace(/T[\d:.]+$/i, '$&Z')) >= NOT_TRUSTED_FROM;
}

/** What the judgement about the flag rests on. */
export function trustedAccessEvidence(service: ArmResource): readonly Evidence[] {
  const flagged = trustedAccessFlag(service);
  const created = text(service, 'properties', 'createdAtUtc') ?? 'absent';
  return [
    {
      resource: service.id,
      property: `properties.customProperties["${TRUSTED_ACCESS_FLAG}"]`,
      observed: flagged === undefined ? 'absent' : String(flagged),
      expected: 'True',
    },
    { resource: service.id, property: 'properties.createdAtUtc', observed: created },
  ];
}
