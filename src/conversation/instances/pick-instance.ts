/** Which instance a person means. Rules: docs/rules.md#names. */
import { distance } from 'fastest-levenshtein';
import { nameOf, parseArmId, sameId } from '../../model/arm.ts';
import { same } from '../../model/json.ts';
import type { DiscoveredInstance } from '../../readiness/assessor.ts';

/** One, several of one name, or none with at most three names that are near. */
export type Pick =
  | { readonly kind: 'one'; readonly instance: DiscoveredInstance }
  | { readonly kind: 'several'; readonly instances: readonly DiscoveredInstance[] }
  | { readonly kind: 'none'; readonly near: readonly DiscoveredInstance[] };

const MOST = 3;

/** Holds a name, `resourceGroup/name` or an ARM id (any case) against the instances that can be seen. */
export function pickInstance(reference: string, instances: readonly DiscoveredInstance[]): Pick {
  const exact = instances.filter((instance) => fits(reference.trim(), instance));
  // "apim_prod" and "APIMPROD" are apim-prod where nothing has that very name.
  const found = exact.length > 0 ? exact : instances.filter(({ name }) => lettersOf(name) === lettersOf(reference));
  const [first, second] = found;
  if (first === undefined) return { kind: 'none', near: nearTo(reference, instances) };
  return second === undefined ? { kind: 'one', instance: first } : { kind: 'several', instances: found };
}

function lettersOf(name: string): string {
  return name.toLowerCase().replace(/[\s_.-]/g, '');
}

function fits(reference: string, instance: DiscoveredInstance): boolean {
  if (parseArmId(reference) !== undefined) return sameId(instance.id, reference);
  const [group, name, ...more] = reference.split('/');
  if (name === undefined) return same(instance.name, group);
  return more.length === 0 && same(instance.resourceGroup, group) && same(instance.name, name);
}

/**
 * Names that differ by a slip or two (a third of the letters at most), or that begin or end with what was typed, nearest
 * first. Instances of one name are one suggestion each, because the button of a suggestion carries the id.
 */
function nearTo(reference: string, instances: readonly DiscoveredInstance[]): readonly DiscoveredInstance[] {
  const typed = nameOf(reference.trim()).toLowerCase();
  if (typed === '') return [];
  return instances
    .map((instance) => ({ instance, far: farness(typed, instance.name.toLowerCase()) }))
    .filter(({ far }) => far <= 1)
    .toSorted((a, b) => a.far - b.far || a.instance.id.localeCompare(b.instance.id, 'en'))
    .slice(0, MOST)
    .map(({ instance }) => instance);
}

function farness(typed: string, name: string): number {
  const allowed = Math.max(2, Math.floor(Math.max(typed.length, name.length) / 3));
  const slips = distance(typed, name) / allowed;
  const part = typed.length >= 3 && (name.startsWith(typed) || name.endsWith(typed) || typed.startsWith(`${name}-`));
  return part ? Math.min(slips, 1) / 2 : slips;
}
