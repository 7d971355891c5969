/** Named values that may be read: plain ones, by display name. Secret ones stay unread, always. Rules: docs/rules.md#calls. */
import type { ArmResource } from '../model/arm.ts';
import { attempt, type Estate, failed, ok, type Read, type ReadReason } from '../model/estate.ts';
import { at, flag, isObject, text } from '../model/json.ts';

/** Why a named value is not known: it is secret, there is none of the name (`G-UNRESOLVED`), or the list was not read. */
export type NamedValueReason = ReadReason | 'SECRET_NAMED_VALUE' | 'G-UNRESOLVED';

/** Looks a named value up. */
export type NamedValueLookup = (displayName: string) => Read<string, NamedValueReason>;

function plainValue(resource: ArmResource): Read<string, NamedValueReason> {
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
  const named = read.value.map((resource) => ({
    resource,
    name: attempt(() => text(resource, 'properties', 'displayName') ?? resource.name),
  }));
  const byName = new Map(
    named.flatMap(({ resource, name }) => (name.ok ? [[name.value.toLowerCase(), resource]] : [])),
  );
  // One whose name is unreadable may be any.
  const nameless = named.flatMap(({ name }) => (name.ok ? [] : [name]))[0];
  return (displayName) => {
    const resource = byName.get(displayName.toLowerCase());
    if (resource === undefined) return nameless ?? failed('G-UNRESOLVED');
    const value = attempt(() => plainValue(resource));
    return value.ok ? value.value : value;
  };
}
