/** From an answer to a resource: the one place that looks whether an answer is one at all. */
import { type ArmResource, nameOf, parseArmId } from '../model/arm.ts';
import { isObject, type Json } from '../model/json.ts';

/**
 * A resource from a JSON body or a list item; undefined without an id. Name and type are completed from the id, and a
 * location that is no text is left out.
 */
export function resourceFrom(value: Json | undefined): ArmResource | undefined {
  if (!isObject(value) || typeof value.id !== 'string' || value.id === '') return undefined;
  const { name, type, location, ...rest } = value;
  return {
    ...rest,
    ...(typeof location === 'string' ? { location } : {}),
    id: value.id,
    name: typeof name === 'string' ? name : nameOf(value.id),
    type: typeof type === 'string' ? type : (parseArmId(value.id)?.type ?? ''),
  };
}

/**
 * A resource from a row of Resource Graph. Its empty columns are left out: there empty means absent, and absent is what
 * Resource Manager answers.
 */
export function rowFrom(row: Json | undefined): ArmResource | undefined {
  if (!isObject(row)) return undefined;
  return resourceFrom(Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null && value !== '')));
}
