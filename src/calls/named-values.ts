/** Named values that may be read: plain ones, by display name. Secret ones stay unread, always. Domain 4.3. */
import type { ArmResource } from '../model/arm.ts';
import { type Estate, failed, ok, type Read } from '../model/estate.ts';
import { at, flag, isObject, text } from '../model/json.ts';

/** Looks a named value up. Fails with `SECRET_NAMED_VALUE`, `G-UNRESOLVED` (no such name) or the list's own reason. */
export type NamedValueLookup = (displayName: string) => Read<string>;

function plainValue(resource: ArmResource): Read<string> {
  if (flag(resource, 'properties', 'secret') === true || isObject(at(resource, 'properties', 'keyVault'))) {
    return failed('SECRET_NAMED_VALUE');
  }
  const value = at(resource, 'properties', 'value');
  return typeof value === 'string' ? ok(value) : failed('G-UNRESOLVED');
}

/** The named values of the service, or of a workspace. */
export function namedValuesOf(owner: string, estate: Estate): NamedValueLookup {
  const read = estate.children(owner, 'namedValues');
  if (!read.ok) return () => read;
  const byName = new Map(
    read.value.map((resource) => [
      (text(resource, 'properties', 'displayName') ?? resource.name).toLowerCase(),
      resource,
    ]),
  );
  return (displayName) => {
    const resource = byName.get(displayName.toLowerCase());
    return resource === undefined ? failed('G-UNRESOLVED') : plainValue(resource);
  };
}
