/** What the control plane really serves: the estate's resources plus everything that follows from them. */
import type { ParsedEstate, SimulatedResource } from './estate.ts';
import { isObject } from './estate.ts';
import { isUnder, lastSegment, resourceKey, resourcePath } from './resource-id.ts';

/** The estate, completed once at start and only read afterwards. */
export interface Landscape {
  readonly tenantId: string;
  /** Every single resource by resource key, derived children, resource groups and subscriptions included. */
  readonly items: ReadonlyMap<string, SimulatedResource>;
  /** Direct members by collection key (`…/service/x/namedvalues`), in the file's order. */
  readonly collections: ReadonlyMap<string, readonly SimulatedResource[]>;
  /** True when the resource is there or something below it is, so that a list below it can be empty rather than missing. */
  readonly exists: (key: string) => boolean;
  /** A principal and every group that it belongs to, directly or through another group. Object ids, lower case. */
  readonly assignedTo: (principalId: string) => ReadonlySet<string>;
  /** What Azure Monitor counted, by resource key. */
  readonly metrics: ParsedEstate['metrics'];
  /** The Activity Log, newest first. */
  readonly activity: ParsedEstate['activity'];
  /** True for everything at or below a denied prefix (docs/rules.md#estate-file). */
  readonly isDenied: (key: string) => boolean;
}

/** Children that Azure answers inside their parent and by an address of their own (docs/rules.md#estate-file). */
const NESTED: readonly { readonly parent: RegExp; readonly property: string; readonly childType: string }[] = [
  { parent: /^microsoft\.network\/virtualnetworks$/i, property: 'subnets', childType: 'subnets' },
  {
    parent: /^microsoft\.network\/virtualnetworks$/i,
    property: 'virtualNetworkPeerings',
    childType: 'virtualNetworkPeerings',
  },
  { parent: /./, property: 'privateEndpointConnections', childType: 'privateEndpointConnections' },
];

/** Completes an estate. Where a child is nested and listed by itself, its own entry wins in both places. */
export function landscape(estate: ParsedEstate): Landscape {
  const items = new Map(estate.resources);
  const own = byCollection(estate.resources.values());
  for (const [key, resource] of estate.resources) {
    for (const nested of NESTED) {
      if (nested.parent.test(resource.type)) nest(items, own, key, nested.property, nested.childType);
    }
  }
  for (const resource of scopes(items.values(), estate.tenantId)) {
    const key = resourceKey(resource.id);
    if (!items.has(key)) items.set(key, resource);
  }
  const ancestors = new Set<string>();
  for (const key of items.keys()) {
    for (let cut = key.length; cut > 0; cut = key.lastIndexOf('/', cut - 1)) ancestors.add(key.slice(0, cut));
  }
  return {
    tenantId: estate.tenantId,
    items,
    collections: byCollection(items.values()),
    exists: (key) => ancestors.has(key),
    assignedTo: (principalId) => holdersOf(principalId, estate.groups),
    metrics: estate.metrics,
    activity: estate.activity,
    isDenied: (key) => estate.denied.some((prefix) => isUnder(key, prefix)),
  };
}

function holdersOf(principalId: string, groups: ParsedEstate['groups']): ReadonlySet<string> {
  const holders = new Set([principalId]);
  // A set is walked in the order of adding, so that groups found on the way are looked at too.
  for (const holder of holders) {
    for (const [group, members] of groups) if (members.has(holder)) holders.add(group);
  }
  return holders;
}

/** The collection a resource is a member of: its key without the last segment. */
function collectionKey(id: string): string {
  const key = resourceKey(id);
  return key.slice(0, key.lastIndexOf('/'));
}

function byCollection(resources: Iterable<SimulatedResource>): Map<string, SimulatedResource[]> {
  const collections = new Map<string, SimulatedResource[]>();
  for (const resource of resources) {
    const key = collectionKey(resource.id);
    const members = collections.get(key);
    if (members === undefined) collections.set(key, [resource]);
    else members.push(resource);
  }
  return collections;
}

function nest(
  items: Map<string, SimulatedResource>,
  own: ReadonlyMap<string, readonly SimulatedResource[]>,
  parentKey: string,
  property: string,
  childType: string,
): void {
  const parent = items.get(parentKey);
  if (parent === undefined) return;
  const properties = isObject(parent.properties) ? parent.properties : {};
  const inner = Array.isArray(properties[property]) ? (properties[property] as unknown[]) : [];
  const listed = own.get(`${parentKey}/${childType.toLowerCase()}`) ?? [];
  if (inner.length === 0 && listed.length === 0) return;

  const missing = new Map(listed.map((child) => [resourceKey(child.id), child]));
  const merged = inner.map((entry) => {
    const child = nestedChild(entry, parent, childType);
    if (child === undefined) return entry;
    const key = resourceKey(child.id);
    const listedChild = missing.get(key);
    missing.delete(key);
    if (listedChild !== undefined) return listedChild;
    items.set(key, child);
    return entry;
  });
  items.set(parentKey, { ...parent, properties: { ...properties, [property]: [...merged, ...missing.values()] } });
}

function nestedChild(entry: unknown, parent: SimulatedResource, childType: string): SimulatedResource | undefined {
  if (!isObject(entry)) return undefined;
  const collection = `${parent.id}/${childType}`;
  const given = typeof entry.id === 'string' ? entry.id : undefined;
  const belongs = given !== undefined && collectionKey(given) === resourceKey(collection);
  const name = typeof entry.name === 'string' ? entry.name : belongs ? lastSegment(given) : undefined;
  const id = belongs ? given : name === undefined ? undefined : `${collection}/${name}`;
  if (id === undefined || name === undefined) return undefined;
  return { type: `${parent.type}/${childType}`, ...entry, id, name } as SimulatedResource;
}

/** Subscriptions and resource groups that the ids speak of, for those the file does not list (docs/rules.md#estate-file). */
function* scopes(resources: Iterable<SimulatedResource>, tenantId: string): Iterable<SimulatedResource> {
  for (const { id } of [...resources]) {
    const { subscriptionId, resourceGroup } = resourcePath(id);
    if (subscriptionId === undefined) continue;
    const [, , writtenSubscription = subscriptionId, , writtenGroup = resourceGroup] = id.split('/');
    yield {
      id: `/subscriptions/${writtenSubscription}`,
      subscriptionId: writtenSubscription,
      tenantId,
      displayName: writtenSubscription,
      name: writtenSubscription,
      type: 'Microsoft.Resources/subscriptions',
      state: 'Enabled',
    };
    if (resourceGroup === undefined || writtenGroup === undefined) continue;
    yield {
      id: `/subscriptions/${writtenSubscription}/resourceGroups/${writtenGroup}`,
      name: writtenGroup,
      type: 'Microsoft.Resources/resourceGroups',
      properties: { provisioningState: 'Succeeded' },
    };
  }
}
