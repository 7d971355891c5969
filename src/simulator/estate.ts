/** Reads an estate file (docs/rules.md#estate-file): what Azure would answer, as one JSON object. */
import { isResourceId, lastSegment, resourceKey } from './resource-id.ts';

/** One resource in Azure's own JSON; unknown keys are kept. */
export interface SimulatedResource {
  readonly id: string;
  readonly name: string;
  /** As the file writes it; Resource Graph shows it in lower case. */
  readonly type: string;
  readonly properties?: unknown;
  readonly [key: string]: unknown;
}

/** The file's object as it was read, unknown keys included. */
export interface SimulatedEstate {
  readonly tenantId?: string;
  readonly resources: readonly unknown[];
  readonly denied?: readonly string[];
  readonly groups?: unknown;
  readonly metrics?: unknown;
  readonly activity?: unknown;
  readonly [key: string]: unknown;
}

/** What Azure Monitor counted of a resource, the same number in each of the last hours. */
export interface MetricCount {
  /** The metric's name in the REST API. */
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly perHour: number;
  /** For how many hours up to now; before that nothing was counted. */
  readonly hours: number;
}

/** An event of the Activity Log in Azure's own JSON ("Activity Logs - List" of the Azure Monitor REST API). */
export interface ActivityEvent {
  /** The resource that the operation was about, children of API Management included. */
  readonly resourceId: string;
  /** ISO. */
  readonly eventTimestamp: string;
  readonly [key: string]: unknown;
}

/** An estate that may be served. */
export interface ParsedEstate {
  readonly tenantId: string;
  /** By resource key: lower-case ARM id. */
  readonly resources: ReadonlyMap<string, SimulatedResource>;
  /** Resource keys under which every read is refused. */
  readonly denied: readonly string[];
  /** Who is a member of which group: object ids in lower case. */
  readonly groups: ReadonlyMap<string, ReadonlySet<string>>;
  /** By resource key. */
  readonly metrics: ReadonlyMap<string, readonly MetricCount[]>;
  /** The Activity Log of all subscriptions, newest first. */
  readonly activity: readonly ActivityEvent[];
  readonly file: SimulatedEstate;
}

/** The message is one sentence for the person who wrote the file. */
export class EstateError extends Error {
  override readonly name = 'EstateError';
}

/** Tenant of a file that names none; the credentials need some tenant to sign in to. */
const NO_TENANT = '00000000-0000-0000-0000-000000000000';

/** What has no type in its id, or another than its id spells out; any other type that is missing follows from the id. */
const TYPELESS: readonly (readonly [shape: RegExp, type: string])[] = [
  [/^\/subscriptions\/[^/]+$/i, 'Microsoft.Resources/subscriptions'],
  [/^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+$/i, 'Microsoft.Resources/resourceGroups'],
  [/\/microsoft\.apimanagement\/service\/[^/]+\/networkstatus$/i, 'Microsoft.ApiManagement/service/networkStatus'],
  [/\/microsoft\.network\/virtualnetworks\/[^/]+\/subnets\/[^/]+$/i, 'Microsoft.Network/virtualNetworks/subnets'],
  [
    /\/microsoft\.network\/virtualnetworks\/[^/]+\/virtualnetworkpeerings\/[^/]+$/i,
    'Microsoft.Network/virtualNetworks/virtualNetworkPeerings',
  ],
  [/\/microsoft\.network\/locations\/[^/]+\/servicetags$/i, 'Microsoft.Network/serviceTags'],
];

/**
 * @param text the file's content
 * @param fileName only for the message
 * @throws EstateError when the file is not an estate (docs/rules.md#estate-file)
 */
export function parseEstate(text: string, fileName: string): ParsedEstate {
  const file = readFile(text, fileName);
  const resources = new Map<string, SimulatedResource>();
  file.resources.forEach((entry, index) => {
    const resource = readResource(entry, `${fileName}: resource ${index + 1}`);
    const key = resourceKey(resource.id);
    if (resources.has(key)) throw new EstateError(`${fileName}: the resource ${resource.id} is listed twice.`);
    resources.set(key, resource);
  });
  const denied = (file.denied ?? []).map((prefix) => readDenied(prefix, fileName));
  return {
    tenantId: file.tenantId ?? NO_TENANT,
    resources,
    denied,
    groups: readGroups(file.groups, fileName),
    metrics: readMetricCounts(file.metrics, fileName),
    activity: readActivity(file.activity, fileName),
    file,
  };
}

function readFile(text: string, fileName: string): SimulatedEstate {
  let file: unknown;
  try {
    file = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new EstateError(`${fileName}: the estate file is not valid JSON.`);
  }
  if (!isObject(file)) throw new EstateError(`${fileName}: the estate file must hold one JSON object.`);
  const { tenantId, resources, denied } = file;
  if (!Array.isArray(resources)) throw new EstateError(`${fileName}: "resources" must be a list of Azure resources.`);
  if (tenantId !== undefined && !(typeof tenantId === 'string' && /^[0-9a-z.-]+$/i.test(tenantId))) {
    throw new EstateError(`${fileName}: "tenantId" must be a tenant's GUID or domain name.`);
  }
  if (denied !== undefined && !Array.isArray(denied)) {
    throw new EstateError(`${fileName}: "denied" must be a list of ARM id prefixes.`);
  }
  return file as unknown as SimulatedEstate;
}

function readResource(entry: unknown, place: string): SimulatedResource {
  if (!isObject(entry)) throw new EstateError(`${place} is not an object.`);
  const { id, name } = entry;
  if (typeof id !== 'string' || id === '') throw new EstateError(`${place} has no id.`);
  if (!isResourceId(id)) throw new EstateError(`${place} has an id that is no ARM id: ${id}`);
  const type = entry.type ?? TYPELESS.find(([shape]) => shape.test(id))?.[1] ?? typeOfId(id);
  if (typeof type !== 'string' || type === '') throw new EstateError(`${place} (${id}) has no type.`);
  return { ...entry, id, type, name: typeof name === 'string' && name !== '' ? name : lastSegment(id) };
}

/** The type that an id spells out: the provider, and every second segment after it. */
function typeOfId(id: string): string | undefined {
  const [provider, ...path] =
    id
      .split(/\/providers\//i)
      .slice(1)
      .at(-1)
      ?.split('/') ?? [];
  if (provider === undefined || path.length < 2) return undefined;
  return [provider, ...path.filter((_, index) => index % 2 === 0)].join('/');
}

function readGroups(groups: unknown, fileName: string): ParsedEstate['groups'] {
  const entries = groups === undefined ? [] : isObject(groups) ? Object.entries(groups) : undefined;
  const lists = entries?.map(([group, members]) => (Array.isArray(members) ? ([group, members] as const) : undefined));
  if (lists === undefined || lists.includes(undefined)) {
    throw new EstateError(`${fileName}: "groups" must give for each group's object id the list of its members.`);
  }
  return new Map(
    lists.flatMap((entry) => {
      if (entry === undefined) return [];
      const members = entry[1].flatMap((member) => (typeof member === 'string' ? [member.toLowerCase()] : []));
      return [[entry[0].toLowerCase(), new Set(members)] as const];
    }),
  );
}

function readMetricCounts(metrics: unknown, fileName: string): ParsedEstate['metrics'] {
  const entries = metrics === undefined ? [] : isObject(metrics) ? Object.entries(metrics) : undefined;
  const lists = entries?.map(([id, counts]) => [resourceKey(id), metricCountsOf(counts)] as const);
  if (lists === undefined || lists.some(([, counts]) => counts === undefined)) {
    throw new EstateError(
      `${fileName}: "metrics" must give for each resource's id a list of { metric, dimensions, perHour, hours }.`,
    );
  }
  return new Map(lists.map(([key, counts]) => [key, counts ?? []]));
}

function readActivity(activity: unknown, fileName: string): readonly ActivityEvent[] {
  const events: readonly unknown[] | undefined =
    activity === undefined ? [] : Array.isArray(activity) ? activity : undefined;
  const read = events?.map(activityEventOf);
  if (read === undefined || read.includes(undefined)) {
    throw new EstateError(`${fileName}: "activity" must be a list of events with resourceId and eventTimestamp.`);
  }
  return read
    .filter((one) => one !== undefined)
    .toSorted((a, b) => Date.parse(b.eventTimestamp) - Date.parse(a.eventTimestamp));
}

function activityEventOf(entry: unknown): ActivityEvent | undefined {
  if (!isObject(entry)) return undefined;
  const { resourceId, eventTimestamp } = entry;
  if (typeof resourceId !== 'string' || typeof eventTimestamp !== 'string') return undefined;
  return Number.isNaN(Date.parse(eventTimestamp)) ? undefined : { ...entry, resourceId, eventTimestamp };
}

function metricCountsOf(counts: unknown): readonly MetricCount[] | undefined {
  if (!Array.isArray(counts)) return undefined;
  const read = counts.map((entry: unknown): MetricCount | undefined => {
    if (!isObject(entry)) return undefined;
    const { metric, dimensions = {}, perHour, hours } = entry;
    if (typeof metric !== 'string' || typeof perHour !== 'number' || typeof hours !== 'number') return undefined;
    if (!isObject(dimensions)) return undefined;
    const texts = Object.entries(dimensions).map(([name, value]) => [name, String(value)] as const);
    return { metric, dimensions: Object.fromEntries(texts), perHour, hours };
  });
  const sound = read.filter((one) => one !== undefined);
  return sound.length === read.length ? sound : undefined;
}

function readDenied(prefix: unknown, fileName: string): string {
  if (typeof prefix === 'string' && /^\/(subscriptions|providers)\/[^/?#]+(\/[^/?#]+)*\/?$/i.test(prefix)) {
    return resourceKey(prefix);
  }
  throw new EstateError(`${fileName}: the denied entry ${JSON.stringify(prefix)} is no ARM id prefix.`);
}

/** True for a JSON object that is neither null nor a list. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
