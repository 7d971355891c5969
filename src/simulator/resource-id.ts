/** ARM ids as the simulated control plane compares them: whole segments, in any case. */

/** Where an ARM id or request path points: its scope, the provider at the end and the type segments behind it. */
export interface ResourcePath {
  /** Lower-case segments, without empty ones. */
  readonly segments: readonly string[];
  readonly subscriptionId: string | undefined;
  readonly resourceGroup: string | undefined;
  /** Key of what stands before the last `/providers/`: a resource, a group, a subscription or '' for the tenant. */
  readonly scope: string;
  /** Namespace after the last `/providers/`, lower-case; undefined when there is none. */
  readonly namespace: string | undefined;
  /** Type and name segments behind the namespace, in turn: type, name, type, name. */
  readonly trail: readonly string[];
}

/**
 * The text by which two ids are the same resource. Service Bus and Event Hubs answer `networkRuleSets/default`
 * with an id that says `networkruleset`, so both spellings share a key.
 */
export function resourceKey(id: string): string {
  return id.toLowerCase().replace(/\/+$/, '').replace('/networkruleset/', '/networkrulesets/');
}

/** Takes an id or a request path apart. Never throws: `isResourceId` says whether it may stand in an estate. */
export function resourcePath(id: string): ResourcePath {
  const segments = resourceKey(id)
    .split('/')
    .filter((segment) => segment !== '');
  const provider = segments.lastIndexOf('providers');
  const scoped = provider === -1 ? segments : segments.slice(0, provider);
  return {
    segments,
    subscriptionId: segments[0] === 'subscriptions' ? segments[1] : undefined,
    resourceGroup: segments[0] === 'subscriptions' && segments[2] === 'resourcegroups' ? segments[3] : undefined,
    scope: scoped.length === 0 ? '' : `/${scoped.join('/')}`,
    namespace: provider === -1 ? undefined : segments[provider + 1],
    trail: provider === -1 ? [] : segments.slice(provider + 2),
  };
}

/** Type of a resource by its id, lower-case (`microsoft.network/virtualnetworks/subnets`); undefined without a provider. */
export function typeOf(path: ResourcePath): string | undefined {
  if (path.namespace === undefined) return undefined;
  return [path.namespace, ...path.trail.filter((_, index) => index % 2 === 0)].join('/');
}

/** True for an id below a subscription or a tenant-level provider that has no empty segment, query or fragment. */
export function isResourceId(id: string): boolean {
  if (!/^\/(subscriptions|providers)\/[^/]/i.test(id) || /[?#]|\/\/|\/$|\s$/.test(id)) return false;
  const { segments, namespace, trail } = resourcePath(id);
  if (namespace !== undefined) return trail.length > 0;
  if (segments[0] !== 'subscriptions') return false;
  return segments.length === 2 || (segments.length === 4 && segments[2] === 'resourcegroups');
}

/** True when `key` is `prefix` or lies below it, by whole segments. Both are resource keys. */
export function isUnder(key: string, prefix: string): boolean {
  return key === prefix || key.startsWith(`${prefix}/`);
}

/** Last segment of an id, in the id's own case. */
export function lastSegment(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}
