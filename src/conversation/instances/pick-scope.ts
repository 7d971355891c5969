/** Which instances a scope means, once it is known which there are. */

import { shortLocation } from '../../model/arm.ts';
import type { AzureScope } from '../../model/azure-scope.ts';
import { given } from '../../model/given.ts';
import { same } from '../../model/json.ts';
import type { Condition, Scope } from '../../model/scope.ts';
import { say, type Text } from '../../model/text.ts';
import type { DiscoveredInstance } from '../../readiness/assessor.ts';
import { pickInstance } from './pick-instance.ts';
import { isInGroup, isRegionGroup, regionGroupName } from './region-groups.ts';

/** What a scope comes to. */
export type PickedScope =
  | {
      readonly kind: 'some';
      /** At least one. */
      readonly instances: readonly DiscoveredInstance[];
      /** The scope with every "in prod" replaced by what it turned out to be. */
      readonly scope: Scope;
      /** "in subscription Northwind Production"; absent for everything and for names. */
      readonly name?: Text;
      /** What a reminder can be about; absent where reminders know no such scope. */
      readonly reminder?: AzureScope;
    }
  | { readonly kind: 'unknown-instance'; readonly name: string; readonly near: readonly DiscoveredInstance[] }
  | { readonly kind: 'several-instances'; readonly name: string; readonly instances: readonly DiscoveredInstance[] }
  /** No instance is there. */
  | { readonly kind: 'no-such-place'; readonly condition: Condition }
  /** The words may mean different places. */
  | { readonly kind: 'several-places'; readonly value: string; readonly places: readonly Condition[] };

/** What a condition is called: "subscription Northwind Production". */
export function conditionName(condition: Condition): Text {
  const { value } = condition;
  switch (condition.by) {
    case 'subscription':
      return say('subscription {value}', { value });
    case 'resource-group':
      return say('resource group {value}', { value });
    case 'region':
      return isRegionGroup(value) ? regionGroupName(value) : say('region {value}', { value });
    case 'tier':
      return say('tier {value}', { value });
    case 'network':
      return say('network mode {value}', { value });
    case 'platform':
      return say('platform {value}', { value });
    case 'tag':
      return say('tag {key}={value}', { key: condition.key, value });
    case 'any':
      return say('{value}', { value });
  }
}

function holds(instance: DiscoveredInstance, condition: Condition): boolean {
  const { value } = condition;
  switch (condition.by) {
    case 'subscription':
      return same(instance.subscriptionId, value) || same(instance.subscriptionName, value);
    case 'resource-group':
      return same(instance.resourceGroup, value);
    case 'region':
      return isRegionGroup(value)
        ? isInGroup(instance.location, value)
        : shortLocation(instance.location) === shortLocation(value);
    case 'tier':
      return same(instance.sku.replace(/_.*$/, ''), value);
    case 'network':
      return same(instance.network, value);
    case 'platform':
      return instance.platform?.toLowerCase().startsWith(value.toLowerCase()) === true;
    case 'tag':
      return Object.entries(instance.tags).some(([key, found]) => same(key, condition.key) && same(found, value));
    case 'any':
      return false;
  }
}

/** Every word that was said begins a word of the name: "prod" fits "Northwind Production". */
function resembles(said: string, name: string): boolean {
  const words = (text: string) =>
    text
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== '');
  const known = words(name);
  return said.length >= 3 && words(said).every((word) => known.some((one) => one.startsWith(word)));
}

/** The places that instances are in, each once. */
function placesOf(instance: DiscoveredInstance): readonly Condition[] {
  return [
    { by: 'subscription', value: instance.subscriptionName ?? instance.subscriptionId },
    { by: 'resource-group', value: instance.resourceGroup },
    { by: 'region', value: instance.location },
    ...Object.entries(instance.tags).map(([key, value]) => ({ by: 'tag' as const, key, value })),
    { by: 'tier', value: instance.sku },
  ];
}

/** All places that a group of instances is in, in order of their kinds; each once. */
export function placesAmong(instances: readonly DiscoveredInstance[]): readonly Condition[] {
  const order = ['subscription', 'resource-group', 'region', 'tag', 'tier'];
  const places = new Map(
    instances.flatMap(placesOf).map((place) => [JSON.stringify(place).toLowerCase(), place] as const),
  );
  return [...places.values()].toSorted((a, b) => order.indexOf(a.by) - order.indexOf(b.by));
}

/** What one condition can mean: itself, or for "in prod" each place that fits; those of the same instances count once. */
function readings(condition: Condition, instances: readonly DiscoveredInstance[]): readonly Condition[] {
  const exact = (candidate: Condition) => instances.some((instance) => holds(instance, candidate));
  const places = placesAmong(instances);
  const { by, value } = condition;
  if (by !== 'any') {
    if (exact(condition)) return [condition];
    return by === 'subscription' ? places.filter((place) => place.by === by && resembles(value, place.value)) : [];
  }
  const named = (fits: (place: Condition) => boolean) => distinct(places.filter(fits), instances);
  const equal = named((place) =>
    place.by === 'region' ? shortLocation(place.value) === shortLocation(value) : same(place.value, value),
  );
  if (equal.length > 0) return widest(equal, instances);
  return widest(
    named((place) => place.by !== 'tier' && resembles(value, place.value)),
    instances,
  );
}

/** Where one of the places holds all the others ("prod": a subscription with a group of that name in it), it is meant. */
function widest(places: readonly Condition[], instances: readonly DiscoveredInstance[]): readonly Condition[] {
  const members = (place: Condition) => instances.filter((instance) => holds(instance, place));
  const all = new Set(places.flatMap(members));
  const whole = places.find((place) => members(place).length === all.size);
  return whole === undefined ? places : [whole];
}

function distinct(places: readonly Condition[], instances: readonly DiscoveredInstance[]): readonly Condition[] {
  const sets = new Map<string, Condition>();
  for (const place of places) {
    const members = instances.filter((instance) => holds(instance, place)).map(({ id }) => id);
    const key = members.join('\n');
    if (!sets.has(key)) sets.set(key, place);
  }
  return [...sets.values()];
}

function named(scope: Scope, instances: readonly DiscoveredInstance[]): PickedScope | readonly DiscoveredInstance[] {
  const found = new Map<string, DiscoveredInstance>();
  for (const name of scope.names) {
    const picked = pickInstance(name, instances);
    if (picked.kind === 'none') return { kind: 'unknown-instance', name, near: picked.near };
    if (picked.kind === 'several') return { kind: 'several-instances', name, instances: picked.instances };
    found.set(picked.instance.id, picked.instance);
  }
  return scope.names.length === 0 ? instances : [...found.values()];
}

/** Holds a scope against the instances that can be seen, of which there is at least one. */
export function pickScope(scope: Scope, instances: readonly DiscoveredInstance[]): PickedScope {
  const start = named(scope, instances);
  if ('kind' in start) return start;
  const where: Condition[] = [];
  let left = start;
  for (const condition of scope.where) {
    const [only, other] = readings(condition, left);
    if (only === undefined) return { kind: 'no-such-place', condition };
    if (other !== undefined) {
      return { kind: 'several-places', value: condition.value, places: readings(condition, left) };
    }
    where.push(only);
    left = left.filter((instance) => holds(instance, only));
  }
  const reminder = reminderScope(scope.names.length > 0, where, left);
  const name = nameOf(where);
  return {
    kind: 'some',
    instances: left,
    scope: { names: scope.names, where },
    ...given({ name, reminder }),
  };
}

function nameOf(where: readonly Condition[]): Text | undefined {
  const [first, second] = where;
  if (first === undefined) return undefined;
  if (second === undefined) return conditionName(first);
  return say('{first}, {second}', { first: conditionName(first), second: conditionName(second) });
}

function reminderScope(
  isNamed: boolean,
  where: readonly Condition[],
  instances: readonly DiscoveredInstance[],
): AzureScope | undefined {
  const [instance, ...others] = instances;
  const [condition, ...more] = where;
  if (instance === undefined || more.length > 0) return undefined;
  if (isNamed) return others.length === 0 ? { kind: 'instance', instanceId: instance.id } : undefined;
  if (condition === undefined) return { kind: 'all' };
  const { subscriptionId } = instance;
  const isOneSubscription = others.every((other) => same(other.subscriptionId, subscriptionId));
  if (condition.by === 'subscription') {
    return { kind: 'subscription', subscriptionId, name: instance.subscriptionName ?? subscriptionId };
  }
  if (condition.by === 'resource-group' && isOneSubscription) {
    return { kind: 'resource-group', subscriptionId, resourceGroup: instance.resourceGroup };
  }
  return condition.by === 'tag' ? { kind: 'tag', tag: condition.key, value: condition.value } : undefined;
}
