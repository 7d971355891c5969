/** Reading Azure's JSON without trusting its shape: absent stays absent, a wrong type counts as absent. */

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** True for a JSON object (not null, not an array). */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Follows property names from a value; `undefined` where the path leaves the JSON. */
export function at(value: unknown, ...path: readonly string[]): Json | undefined {
  let here: unknown = value;
  for (const key of path) {
    if (!isObject(here)) return undefined;
    here = Object.hasOwn(here, key) ? here[key] : undefined;
  }
  return here as Json | undefined;
}

/** The string at a path; `undefined` when absent, null, empty or no string. */
export function text(value: unknown, ...path: readonly string[]): string | undefined {
  const found = at(value, ...path);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

/** The array at a path; empty when absent or no array. */
export function list(value: unknown, ...path: readonly string[]): readonly Json[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** The strings of the array at a path; other members are left out. */
export function texts(value: unknown, ...path: readonly string[]): readonly string[] {
  return list(value, ...path).filter((member): member is string => typeof member === 'string' && member !== '');
}

/** A boolean at a path; also from the strings 'true' and 'false' in any case, which Azure sends in string maps. */
export function flag(value: unknown, ...path: readonly string[]): boolean | undefined {
  const found = at(value, ...path);
  if (typeof found === 'boolean') return found;
  if (typeof found !== 'string') return undefined;
  const word = found.trim().toLowerCase();
  return word === 'true' ? true : word === 'false' ? false : undefined;
}

/** Whether two words of Azure are the same: case never counts, absent equals nothing. */
export function same(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && a.toLowerCase() === b.toLowerCase();
}
