/**
 * Reading Azure's JSON without trusting its shape. Absent stays absent, and a type that nobody expects counts as absent; but
 * what does not fit Azure's own schema is marked where it stands, and reading it throws: it never counts as its default.
 */

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** Where a value stood that does not fit Azure's schema. */
export interface FieldPlace {
  /** ARM id. */
  readonly resource: string;
  /** JSON path, for example `properties.networkAcls.bypass`. */
  readonly property: string;
}

/** Thrown by reading a field that does not fit Azure's schema. Never tells the value. */
export class UnreadableField extends Error {
  readonly place: FieldPlace;

  constructor(place: FieldPlace) {
    super(`${place.property} does not have the form that Azure documents`);
    this.name = 'UnreadableField';
    this.place = place;
  }
}

/** No JSON that was read is of this class. */
class Mark {
  readonly #place: FieldPlace;

  constructor(place: FieldPlace) {
    this.#place = place;
  }

  get error(): UnreadableField {
    return new UnreadableField(this.#place);
  }
}

/** Stands for a value that does not fit Azure's schema: whoever reads it, or anything below, gets `UnreadableField` thrown. */
export function unreadable(place: FieldPlace): JsonObject {
  const mark: object = Object.freeze(new Mark(place));
  return mark as JsonObject;
}

/** Whether a value is such a mark. For who sets marks; who reads just reads. */
export function isUnreadable(value: unknown): boolean {
  return value instanceof Mark;
}

/** The value as it is; throws where it is marked as unreadable. */
function seen(value: unknown): unknown {
  if (value instanceof Mark) throw value.error;
  return value;
}

/** True for a JSON object (not null, not an array). Throws `UnreadableField`, as all that reads here does. */
export function isObject(value: unknown): value is JsonObject {
  return typeof seen(value) === 'object' && value !== null && !Array.isArray(value);
}

/** Follows property names from a value; `undefined` where the path leaves the JSON. */
export function at(value: unknown, ...path: readonly string[]): Json | undefined {
  let here: unknown = value;
  for (const key of path) {
    if (!isObject(here)) return undefined;
    here = Object.hasOwn(here, key) ? here[key] : undefined;
  }
  return seen(here) as Json | undefined;
}

/** The string at a path; `undefined` when absent, null, empty or no string. */
export function text(value: unknown, ...path: readonly string[]): string | undefined {
  const found = at(value, ...path);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

/** The array at a path; empty when absent or no array. A member that is unreadable throws once it is read itself. */
export function list(value: unknown, ...path: readonly string[]): readonly Json[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** The strings of the array at a path; other members are left out. */
export function texts(value: unknown, ...path: readonly string[]): readonly string[] {
  return list(value, ...path).filter((member): member is string => typeof seen(member) === 'string' && member !== '');
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
