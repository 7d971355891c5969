/** The simulated Azure Resource Manager: GETs of single resources and of collections (docs/rules.md#estate-file). */
import { createHash } from 'node:crypto';
import { answerActivityLog, isActivityLogPath } from './activity-log.ts';
import type { HttpAnswer } from './answer.ts';
import { apiVersionFailure, authorizationFailure, failure } from './answer.ts';
import type { ArmSetting } from './arm-setting.ts';
import { isKnownCollection } from './collections.ts';
import type { SimulatedResource } from './estate.ts';
import { isObject } from './estate.ts';
import type { Landscape } from './landscape.ts';
import { answerMetrics, isMetricsPath } from './metrics.ts';
import { policyText } from './policy-text.ts';
import type { ResourcePath } from './resource-id.ts';
import { isUnder, resourceKey, resourcePath, typeOf } from './resource-id.ts';

const SERVICE_KEY = /^.*\/providers\/microsoft\.apimanagement\/service\/[^/]+/;
const ROLE_ASSIGNMENTS = 'microsoft.authorization/roleassignments';

/** Answers one GET of a path (percent-encoding removed). */
export function answerGet(setting: ArmSetting, path: string, query: URLSearchParams): HttpAnswer {
  const versionFailure = apiVersionFailure(query);
  if (versionFailure !== undefined) return versionFailure;
  const { landscape } = setting;
  if (landscape.isDenied(resourceKey(path)))
    return authorizationFailure(`${typeOf(resourcePath(path)) ?? 'Microsoft.Resources/subscriptions'}/read`, path);

  return monitored(setting, path, query) ?? answerResource(setting, path, query);
}

/** What Azure Monitor answers; undefined for any other path. */
function monitored(setting: ArmSetting, path: string, query: URLSearchParams): HttpAnswer | undefined {
  const { landscape } = setting;
  if (isMetricsPath(path)) return answerMetrics(landscape, path, query, (setting.now?.() ?? new Date()).getTime());
  return isActivityLogPath(path) ? answerActivityLog(setting, path, query) : undefined;
}

/** A resource, or the members of a collection. */
function answerResource(setting: ArmSetting, path: string, query: URLSearchParams): HttpAnswer {
  const { landscape } = setting;
  const key = resourceKey(path);
  const place = resourcePath(path);
  const resource = landscape.items.get(key);
  if (resource !== undefined) return { status: 200, body: shown(resource, query) };
  const last = place.segments.at(-1);
  if (last === 'networkstatus' || last === 'servicetags') return notFound(path);
  const members = collection(landscape, key, place);
  if (members === undefined) return missing(landscape, path, place);
  const filtered = filter(members, query, landscape.assignedTo);
  return 'status' in filtered ? filtered : list(setting, path, filtered.members, query);
}

/** The members of a collection; undefined when the path is none, or when what it belongs to is not there. */
function collection(landscape: Landscape, key: string, place: ResourcePath): readonly SimulatedResource[] | undefined {
  const { trail, scope } = place;
  if (key === '/subscriptions' || isGroupList(landscape, place)) {
    return readable(landscape, landscape.collections.get(key) ?? []);
  }
  const type = typeOf(place);
  if (type === undefined || trail.length % 2 === 0) return undefined;
  if (!isKnownCollection(type) && !landscape.collections.has(key)) return undefined;
  if (trail.length === 1)
    return scope === '' || landscape.exists(scope) ? belowScope(landscape, scope, type) : undefined;
  if (!landscape.exists(key.slice(0, key.lastIndexOf('/')))) return undefined;
  return type === 'microsoft.apimanagement/service/allpolicies'
    ? allPolicies(landscape, key)
    : (landscape.collections.get(key) ?? []);
}

/** Whether a path lists the resource groups of a subscription that is there. */
function isGroupList(landscape: Landscape, { segments }: ResourcePath): boolean {
  const [, subscription, last] = segments;
  return segments.length === 3 && last === 'resourcegroups' && landscape.exists(`/subscriptions/${subscription}`);
}

/**
 * A type's resources at a scope and below it. Role assignments are inherited, so those above count too (docs/rules.md#key-vault-permission).
 * Azure leaves out what the reader may not see; the children of one resource are not trimmed that way.
 */
function belowScope(landscape: Landscape, scope: string, type: string): readonly SimulatedResource[] {
  const found: SimulatedResource[] = [];
  for (const [key, resource] of landscape.items) {
    const place = resourcePath(key);
    if (typeOf(place) !== type) continue;
    // A management group or the root is above every subscription.
    const above = isUnder(scope, place.scope) || !place.scope.startsWith('/subscriptions/');
    const inherited = type === ROLE_ASSIGNMENTS && above;
    if (scope === '' || isUnder(place.scope, scope) || inherited) found.push(resource);
  }
  return readable(landscape, found);
}

function readable(landscape: Landscape, resources: readonly SimulatedResource[]): readonly SimulatedResource[] {
  return resources.filter((resource) => !landscape.isDenied(resourceKey(resource.id)));
}

/** An inventory without content, of every scope but fragments, denied policies included (docs/rules.md#estate-file). */
function allPolicies(landscape: Landscape, key: string): readonly SimulatedResource[] {
  const service = SERVICE_KEY.exec(key)?.[0];
  if (service === undefined) return [];
  const entries: SimulatedResource[] = [];
  for (const [policyKey, policy] of landscape.items) {
    if (!policyKey.startsWith(`${service}/`) || !/\/policies\/[^/]+$/.test(policyKey)) continue;
    const properties = isObject(policy.properties) ? policy.properties : {};
    const name = createHash('sha256').update(policyKey).digest('hex').slice(0, 24);
    entries.push({
      id: `${policy.id.slice(0, service.length)}/allPolicies/${name}`,
      name,
      type: 'Microsoft.ApiManagement/service/allPolicies',
      properties: { referencePolicyId: policy.id, complianceState: properties.complianceState ?? 'Compliant' },
    });
  }
  return entries;
}

function filter(
  members: readonly SimulatedResource[],
  query: URLSearchParams,
  groups: Landscape['assignedTo'],
): { members: readonly SimulatedResource[] } | HttpAnswer {
  const refreshFailed = query.get('isKeyVaultRefreshFailed')?.toLowerCase() === 'true';
  const kept = refreshFailed ? members.filter(hasFailedRefresh) : members;
  const expression = query.get('$filter');
  if (expression === null) return { members: kept };
  const [, how, principal] = /^(principalId eq |assignedTo\()'([^']+)'\)?$/i.exec(expression) ?? [];
  if (how === undefined || principal === undefined)
    return failure(400, 'InvalidFilter', `The filter '${expression}' is not supported by the simulator.`);
  const holders = /^assignedTo/i.test(how) ? groups(principal.toLowerCase()) : new Set([principal.toLowerCase()]);
  return {
    members: kept.filter(({ properties }) => isObject(properties) && holders.has(text(properties.principalId))),
  };
}

/** docs/rules.md#estate-file: a status that is there and is not Success. */
function hasFailedRefresh({ properties }: SimulatedResource): boolean {
  const keyVault = isObject(properties) ? properties.keyVault : undefined;
  const status = isObject(keyVault) ? keyVault.lastStatus : undefined;
  const code = isObject(status) ? text(status.code) : '';
  return code !== '' && code !== 'success';
}

function list(
  setting: ArmSetting,
  path: string,
  members: readonly SimulatedResource[],
  query: URLSearchParams,
): HttpAnswer {
  const skip = wholeNumber(query.get('$skip')) ?? 0;
  const size = Math.min(wholeNumber(query.get('$top')) || setting.pageSize, setting.pageSize);
  const value = members.slice(skip, skip + size).map((member) => withoutSecret(member));
  const isApiManagement = resourcePath(path).namespace === 'microsoft.apimanagement';
  const next = new URLSearchParams(query);
  next.set('$skip', String(skip + size));
  const nextLink = `${setting.endpoint}${encodeURI(path)}?${next}`;
  // API Management counts and says `"nextLink": ""` on the last page, others leave both out.
  const tail = skip + size < members.length ? { nextLink } : isApiManagement ? { nextLink: '' } : {};
  return { status: 200, body: { value, ...(isApiManagement ? { count: members.length } : {}), ...tail } };
}

/** One resource as its GET shows it: network status bare, policies in the format asked for, secrets without their value. */
function shown(resource: SimulatedResource, query: URLSearchParams): unknown {
  const key = resourceKey(resource.id);
  if (key.endsWith('/networkstatus')) return resource.value ?? [];
  if (!/\/(policies|policyfragments)\/[^/]+$/.test(key) || !isObject(resource.properties))
    return withoutSecret(resource);
  const { value, format: written } = resource.properties;
  const has = written === 'rawxml' ? 'rawxml' : 'xml';
  const format = query.get('format')?.toLowerCase() === 'rawxml' ? 'rawxml' : 'xml';
  if (typeof value !== 'string') return resource;
  return { ...resource, properties: { ...resource.properties, format, value: policyText(value, has, format) } };
}

/** ARM never shows a secret named value; everything else stays as the estate has it. */
function withoutSecret(resource: SimulatedResource): SimulatedResource {
  if (!/\/namedvalues\/[^/]+$/.test(resourceKey(resource.id)) || !isObject(resource.properties)) return resource;
  const { value, ...rest } = resource.properties;
  return rest.secret === true && value !== undefined ? { ...resource, properties: rest } : resource;
}

function missing(landscape: Landscape, path: string, place: ResourcePath): HttpAnswer {
  const { subscriptionId, resourceGroup } = place;
  if (subscriptionId !== undefined && !landscape.exists(`/subscriptions/${subscriptionId}`)) {
    return failure(404, 'SubscriptionNotFound', `The subscription '${subscriptionId}' could not be found.`);
  }
  if (
    resourceGroup !== undefined &&
    !landscape.exists(`/subscriptions/${subscriptionId}/resourcegroups/${resourceGroup}`)
  ) {
    return failure(404, 'ResourceGroupNotFound', `Resource group '${resourceGroup}' could not be found.`);
  }
  const type = typeOf(place);
  if (type !== undefined && place.trail.length % 2 === 1 && !isKnownCollection(type)) {
    return failure(404, 'InvalidResourceType', `The resource type could not be found: '${type}'.`);
  }
  return notFound(path);
}

function notFound(path: string): HttpAnswer {
  return failure(404, 'ResourceNotFound', `The Resource '${path}' was not found.`);
}

function wholeNumber(value: string | null): number | undefined {
  return value !== null && /^\d+$/.test(value) ? Number(value) : undefined;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.toLowerCase() : '';
}
