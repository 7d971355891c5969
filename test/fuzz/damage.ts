/** Damage: a value in Azure's answer becomes one of another type, as no version of Azure's schema has it. */
import type { ArmResource } from '../../src/model/arm.ts';
import type { Json } from '../../src/model/json.ts';

/** Where a value stands in a list of resources: the resource's index, then keys. */
export type Place = readonly (string | number)[];

/** What makes a resource that resource; with another id it is another one, and not a damaged one. */
const IDENTITY = ['id', 'name', 'type', 'tags', 'kind', 'etag'];

function placesIn(value: Json | undefined, place: Place): readonly Place[] {
  if (value === null || value === undefined) return [];
  const below = Array.isArray(value)
    ? value.flatMap((member: Json, index) => placesIn(member, [...place, index]))
    : typeof value === 'object'
      ? Object.entries(value).flatMap(([key, member]) => placesIn(member, [...place, key]))
      : [];
  return [place, ...below];
}

/** Every value of some resources that can be damaged, those that hold others too. */
export function placesOf(resources: readonly ArmResource[]): readonly Place[] {
  return resources.flatMap((resource, index) =>
    Object.entries(resource)
      .filter(([key]) => !IDENTITY.includes(key))
      .flatMap(([key, value]) => placesIn(value, [index, key])),
  );
}

/** Values of every other type than a value has. */
export function othersThan(value: Json | undefined): readonly Json[] {
  const all: readonly Json[] = ['unheard of', 42, true, ['odd'], { odd: 'odd' }];
  const kind = (one: unknown) => (Array.isArray(one) ? 'list' : typeof one);
  return all.filter((one) => kind(one) !== kind(value));
}

/** The value at a place. */
export function valueAt(resources: readonly ArmResource[], place: Place): Json | undefined {
  return place.reduce<unknown>((here, key) => (here as Record<string | number, unknown>)[key], resources) as
    | Json
    | undefined;
}

function put(value: unknown, place: Place, wanted: Json): unknown {
  const [key, ...below] = place;
  if (key === undefined) return wanted;
  if (Array.isArray(value)) return value.map((member, index) => (index === key ? put(member, below, wanted) : member));
  const object = value as Record<string, unknown>;
  return { ...object, [key]: put(object[key], below, wanted) };
}

/** The resources with another value at one place. */
export function damaged(resources: readonly ArmResource[], place: Place, value: Json): readonly ArmResource[] {
  return put(resources, place, value) as readonly ArmResource[];
}

/** A place in words: `vaults/kv-prod properties.networkAcls.bypass`. */
export function placeText(resources: readonly ArmResource[], [index, ...keys]: Place): string {
  const resource = resources[Number(index)];
  const type = resource?.type.slice(resource.type.indexOf('/') + 1) ?? '';
  return `${type}/${resource?.name} ${keys.join('.')}`;
}
