/** Questions to offer. Each of them is understood: a test holds every one against the grammar. */
import type { DiscoveredInstance } from '../readiness/assessor.ts';
import { vocabulary } from './grammar.ts';

/**
 * Up to four questions that work here, made from the instances that can be seen and the latest month that is known.
 * Without an instance they name none, so that no button leads nowhere.
 */
export function exampleQuestions(
  instances: readonly Pick<DiscoveredInstance, 'name'>[],
  knownMonths: readonly string[],
): readonly string[] {
  const [first, second = first] = instances.map((instance) => instance.name);
  const month = knownMonths.toSorted().at(-1);
  const general = ['which instances are not ready?', 'list all instances', 'help'];
  if (first === undefined || second === undefined) return general;
  return [readinessQuestion(first, month), readinessQuestion(second), ...general.slice(0, 2)];
}

/** A name as it can be typed: one that is one of our own words, or could be a plain word, goes in quotes. */
export function quotedName(name: string): string {
  return vocabulary.has(name.toLowerCase()) || /\s/.test(name) ? `"${name}"` : name;
}

/** "is apim-prod ready for March 2026?" */
export function readinessQuestion(name: string, month?: string): string {
  const shown = quotedName(name);
  return month === undefined ? `is ${shown} ready?` : `is ${shown} ready for ${spelledMonth(month)}?`;
}

function spelledMonth(month: string): string {
  const format = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });
  return format.format(new Date(`${month}-01T00:00:00Z`));
}
