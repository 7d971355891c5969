/**
 * Who changed what: Resource Graph's table of changes ("Get resource changes": 14 days, there within five minutes), and the
 * Activity Log of a subscription (90 days) for what lies further back and for the children of API Management, which Resource Graph does
 * not hold. Rules: docs/rules.md#changes.
 */

import { type ArmResource, parseArmId } from '../model/arm.ts';
import { instantAt, utcDay } from '../model/days.ts';
import { ok, type Read } from '../model/estate.ts';
import { at, isObject, type Json, same, text } from '../model/json.ts';
import type { Changer, ResourceChange } from '../model/resource-change.ts';
import type { AzureConnection } from './connection.ts';
import { unread } from './management-reads.ts';
import { changesAfter } from './queries.ts';
import type { Waiting } from './request-queue.ts';

/** "Activity Logs - List" of the Azure Monitor REST API. */
const ACTIVITY_VERSION = '2015-04-01';

/** The columns that are read: neither claims nor addresses of people. */
const ACTIVITY_COLUMNS = 'eventTimestamp,caller,operationName,resourceId,status,correlationId,eventDataId,resourceType';

/** Fields that Azure writes along with whatever is changed, or that change nothing that is judged. */
const UNTOLD = /^(?:tags|etag|provisioningState|resourceGuid|systemData|lastModified\w*|changedTime)$/i;

const KINDS: Readonly<Record<string, ResourceChange['kind']>> = {
  create: 'created',
  update: 'updated',
  delete: 'deleted',
};

/** "properties.securityRules[\"Deny\"].properties.access" tells of `securityRules`. */
function partOf(path: string): string {
  return /^[^.[]+/.exec(path.replace(/^properties\./, ''))?.[0] ?? path;
}

function partsOf(row: ArmResource): readonly string[] {
  const changes = at(row, 'properties', 'changes');
  if (!isObject(changes)) return [];
  const told = Object.entries(changes).filter(([, change]) => !same(text(change, 'changeCategory'), 'System'));
  return [...new Set(told.map(([path]) => partOf(path)).filter((part) => !UNTOLD.test(part)))];
}

function changerOf(row: ArmResource): Changer {
  const name = text(row, 'properties', 'changeAttributes', 'changedBy');
  switch (text(row, 'properties', 'changeAttributes', 'changedByType')?.toLowerCase()) {
    case 'user':
      return named('person', name);
    case 'application':
      return named('application', name);
    case 'system':
      return { kind: 'azure' };
    default:
      return { kind: 'unknown' };
  }
}

function named(kind: Changer['kind'], name: string | undefined): Changer {
  return name === undefined || /^(?:unspecified|unknown|system|)$/i.test(name) ? { kind } : { kind, name };
}

/** A change from a row of Resource Graph; undefined for a row of another form, and where nothing was changed that is worth telling. */
function changeFrom(row: ArmResource): ResourceChange | undefined {
  const resource = text(row, 'properties', 'targetResourceId');
  const when = Date.parse(text(row, 'properties', 'changeAttributes', 'timestamp') ?? '');
  const kind = KINDS[text(row, 'properties', 'changeType')?.toLowerCase() ?? ''];
  if (resource === undefined || parseArmId(resource) === undefined || utcDay(when) === undefined || kind === undefined)
    return undefined;
  const parts = kind === 'updated' ? partsOf(row) : [];
  if (kind === 'updated' && parts.length === 0) return undefined;
  return { id: row.id, resource, at: instantAt(when), kind, parts, by: changerOf(row) };
}

function changesFrom(rows: readonly ArmResource[]): readonly ResourceChange[] {
  return rows.flatMap((row) => changeFrom(row) ?? []);
}

/** What was changed in some resources (ARM ids) within Resource Graph's memory, together with whatever else is asked of it now. */
export async function readChanges(
  azure: Pick<AzureConnection, 'rows'>,
  resources: readonly string[],
  waiting: Waiting,
): Promise<Read<readonly ResourceChange[]>> {
  const asker = {};
  const answers = await Promise.all(
    resources.map((subject) => azure.rows.ask({ kind: 'resourceChanges', subject }, asker, waiting)),
  );
  const changes: ResourceChange[] = [];
  for (const answer of answers) {
    if (answer === undefined) continue;
    if (!answer.ok) return answer;
    changes.push(...changesFrom([answer.value].flat()));
  }
  return ok(changes);
}

/** What was changed anywhere after an instant (ISO) in resources of some types (lower case): one query, whatever is watched. */
export async function readChangesAfter(
  azure: Pick<AzureConnection, 'graph'>,
  types: readonly string[],
  after: string,
  waiting: Waiting,
): Promise<Read<readonly ResourceChange[]>> {
  const { rows, failure } = await azure.graph.query(changesAfter(types, after), waiting);
  return failure === undefined ? ok(changesFrom(rows)) : unread(failure);
}

/** An event that has changed something; undefined for one that has not, or not yet. */
function eventChange(event: Json): ResourceChange | undefined {
  const resource = text(event, 'resourceId');
  const when = Date.parse(text(event, 'eventTimestamp') ?? '');
  const operation = /\/(write|delete)$/i.exec(text(event, 'operationName', 'value') ?? '')?.[1]?.toLowerCase();
  if (
    resource === undefined ||
    parseArmId(resource) === undefined ||
    utcDay(when) === undefined ||
    operation === undefined
  )
    return undefined;
  if (!same(text(event, 'status', 'value'), 'Succeeded')) return undefined;
  const caller = text(event, 'caller');
  const by: Changer =
    caller === undefined ? { kind: 'unknown' } : named(caller.includes('@') ? 'person' : 'application', caller);
  const id = text(event, 'eventDataId') ?? `${resource} ${when}`;
  const kind = operation === 'delete' ? 'deleted' : 'updated';
  return { id, resource, at: instantAt(when), kind, parts: [], by };
}

/** What the Activity Log tells of a resource (ARM id) and what lies below it, from an instant up to another (ISO). */
export async function readActivity(
  azure: Pick<AzureConnection, 'arm'>,
  resource: string,
  span: { readonly from: string; readonly until: string },
  waiting: Waiting,
): Promise<Read<readonly ResourceChange[]>> {
  const subscription = parseArmId(resource)?.subscriptionId;
  if (subscription === undefined || resource.includes("'")) return ok([]);
  const outcome = await azure.arm.list(
    `/subscriptions/${subscription}/providers/Microsoft.Insights/eventtypes/management/values`,
    ACTIVITY_VERSION,
    {
      $filter: `eventTimestamp ge '${span.from}' and eventTimestamp le '${span.until}' and resourceUri eq '${resource}'`,
      $select: ACTIVITY_COLUMNS,
    },
    waiting,
  );
  return outcome.ok ? ok(outcome.value.flatMap((event) => eventChange(event) ?? [])) : unread(outcome.failure);
}
