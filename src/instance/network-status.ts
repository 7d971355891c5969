/** What API Management says of its own network: every quarter of an hour it tests what it depends on. */
import { type ArmResource, shortLocation } from '../model/arm.ts';
import { type Day, daysBetween, utcDay } from '../model/days.ts';
import { type Estate, failed, ok, type Read } from '../model/estate.ts';
import { at, flag, type Json, list, same, text, texts } from '../model/json.ts';
import { rememberedBy } from '../model/remembered.ts';

/** One dependency as it is reported. */
export interface NetworkDependency {
  /** Its kind and host: "AzureKeyVault apikv-1.vault.azure.net". */
  readonly name: string;
  /** For example `AzureKeyVault`, `RegionalAzureActiveDirectory`, `ApiManagement Control Plane - inbound`. */
  readonly type: string;
  readonly status: 'success' | 'failure' | 'initializing' | 'other';
  readonly observed: string;
  /** What does not say that it is optional counts as required. */
  readonly optional: boolean;
  /** The instant of the last test, as Azure wrote it. */
  readonly updated: string | undefined;
}

/** The status of one location. */
export interface LocationStatus {
  readonly dependencies: readonly NetworkDependency[];
  /** The DNS servers that the gateway really asks; undefined where they are not told. */
  readonly dnsServers: readonly string[] | undefined;
}

const STATUSES = ['success', 'failure', 'initializing'] as const;

/** Errors come from outside and may be long. */
const SHOWN = 200;

function dependency(entry: Json): NetworkDependency {
  const status = text(entry, 'status') ?? 'absent';
  const error = text(entry, 'error');
  const name = text(entry, 'name') ?? 'unnamed';
  const host = URL.parse(name)?.host;
  const type = text(entry, 'resourceType') ?? '';
  const shown = host === undefined || host === '' ? name : host;
  return {
    // Of some dependencies Azure tells the type as the name too.
    name: same(type, shown) ? shown : `${type} ${shown}`.trim(),
    type,
    status: STATUSES.find((known) => same(known, status)) ?? 'other',
    observed: (error === undefined ? status : `${status}: ${error}`).slice(0, SHOWN),
    optional: flag(entry, 'isOptional') === true,
    updated: text(entry, 'lastUpdated'),
  };
}

/** The id under which the status of an instance is read. */
export function networkStatusId(serviceId: string): string {
  return `${serviceId}/networkstatus`;
}

/** Reads the status of one location; `NOT_FOUND` where the report has none for it. */
export function networkStatusOf(serviceId: string, location: string, estate: Estate): Read<LocationStatus> {
  const read = estate.resource(networkStatusId(serviceId));
  return read.ok ? statusOf(read.value, location) : read;
}

const statusOf = rememberedBy((report: ArmResource, location: string): Read<LocationStatus> => {
  const own = list(report, 'value').filter((entry) => shortLocation(text(entry, 'location') ?? '') === location);
  const servers = own.find((entry) => list(entry, 'networkStatus', 'dnsServers').length > 0) ?? own[0];
  if (servers === undefined) return failed('NOT_FOUND');
  // An empty list is Azure DNS; no list at all tells nothing.
  const isTold = Array.isArray(at(servers, 'networkStatus', 'dnsServers'));
  return ok({
    dependencies: own.flatMap((entry) => list(entry, 'networkStatus', 'connectivityStatus').map(dependency)),
    dnsServers: isTold ? texts(servers, 'networkStatus', 'dnsServers') : undefined,
  });
});

/** Whether a dependency was last tested before the UTC day before `today`: then the connection is lost. */
export function isStale({ updated }: NetworkDependency, today: Day): boolean {
  const day = utcDay(updated);
  return day !== undefined && daysBetween(day, today) > 1;
}

/** Whether a dependency is what identities get their tokens from. */
export function isEntraId({ type }: NetworkDependency): boolean {
  return same(type, 'AzureActiveDirectory') || same(type, 'RegionalAzureActiveDirectory');
}

/** Whether a dependency is the way of the control plane into the subnet. */
export function isManagementInbound({ type }: NetworkDependency): boolean {
  return /control plane.*inbound/i.test(type);
}

/** Whether a dependency worked when it was tested, yesterday or today. */
export function isFreshSuccess(dependency: NetworkDependency, today: Day): boolean {
  return dependency.status === 'success' && utcDay(dependency.updated) !== undefined && !isStale(dependency, today);
}

/** Whether everything that the location needs worked when it was tested, yesterday or today. Entra ID is needed too. */
export function isFreshAndHealthy({ dependencies }: LocationStatus, today: Day): boolean {
  const needed = dependencies.filter((one) => !one.optional || isEntraId(one));
  return needed.some((one) => !one.optional) && needed.every((one) => isFreshSuccess(one, today));
}
