/** Questions about the elements of a policy. */
import type { PolicyElement } from './policy-element.ts';
import { templateOf } from './read-value.ts';
import type { Template } from './template.ts';

/** An attribute without white space around it; undefined where it is absent or empty. */
export function attribute(element: PolicyElement, name: string): string | undefined {
  const value = element.attributes.get(name)?.trim();
  return value === undefined || value === '' ? undefined : value;
}

/** What an attribute may say. */
export function template(element: PolicyElement, name: string): Template | undefined {
  const value = attribute(element, name);
  return value === undefined ? undefined : templateOf(value);
}

/** The first child of a name. */
export function child(element: PolicyElement, name: string): PolicyElement | undefined {
  return element.children.find((entry) => entry.name === name);
}

/** All elements below one, itself left out, in document order. Depth is bounded by the parser. */
export function below(element: PolicyElement): readonly PolicyElement[] {
  return element.children.flatMap((entry) => [entry, ...below(entry)]);
}
