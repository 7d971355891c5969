/** What Azure itself says about an instance: Advisor's recommendations and Service Health's events. Rules: docs/rules.md#azure-also-says. */

import { advisorLink, type PortalContext, serviceHealthLink } from '../fixes/portal-links.ts';
import { concernsTrustedAccess, isDismissed } from '../instance/advisor.ts';
import { gatewayLocations } from '../instance/locations.ts';
import type { Announcement, AzureSays } from '../model/announcement.ts';
import { type ArmResource, idKey, shortLocation } from '../model/arm.ts';
import { compareText } from '../model/compare-text.ts';
import { type Day, daysBetween, utcDay } from '../model/days.ts';
import { attempt, type Estate, type Read } from '../model/estate.ts';
import type { Instance } from '../model/finding.ts';
import { given } from '../model/given.ts';
import { list, same, text } from '../model/json.ts';
import type { Retirement } from '../model/retirement.ts';

/** Service Health's kinds of event, in its words, and ours; others, such as billing and security, are no business of a retirement. */
const EVENTS: readonly (readonly [type: string, kind: Announcement['kind']])[] = [
  ['HealthAdvisory', 'advisory'],
  ['ServiceIssue', 'incident'],
  ['PlannedMaintenance', 'maintenance'],
];

/** About whom, as who judges it knows it. */
interface AdvisedInstance extends PortalContext {
  readonly instance: Pick<Instance, 'id' | 'subscriptionId' | 'location'>;
  readonly estate: Estate;
}

/** Everything that Azure says about an instance; undefined until both sources have answered. */
export function azureSays(subject: AdvisedInstance, retirements: readonly Retirement[]): AzureSays | undefined {
  const { instance, estate } = subject;
  const sources = {
    advisor: estate.recommendations(instance.id),
    'service-health': estate.healthEvents(`/subscriptions/${instance.subscriptionId}`),
  };
  const service = estate.resource(instance.id);
  const reads = [service, ...Object.values(sources)];
  if (reads.some((read) => !read.ok && read.reason === 'PENDING')) return undefined;
  const places = attempt(() => (service.ok ? gatewayLocations(service.value).map(({ region }) => region) : []));
  const regions = new Set([shortLocation(instance.location), ...(places.ok ? places.value : [])]);
  const tell = {
    advisor: (row: ArmResource) => recommendation(row, advisorLink(subject), retirements),
    'service-health': (row: ArmResource) => healthEvent(row, serviceHealthLink(subject), regions, retirements),
  };
  const told = (['advisor', 'service-health'] as const).map((source) => ({
    source,
    ...toldBy(sources[source], tell[source]),
  }));
  return {
    announcements: told.flatMap(({ announcements }) => announcements).toSorted(byWeight),
    unread: told.filter(({ isWhole }) => !isWhole).map(({ source }) => source),
  };
}

/** What the rows of a source say, and whether all of them could be read. */
function toldBy(read: Read<readonly ArmResource[]>, tell: (row: ArmResource) => Announcement | undefined) {
  const rows = read.ok ? read.value.map((row) => attempt(() => tell(row))) : [];
  return {
    announcements: rows.flatMap((row) => (row.ok ? (row.value ?? []) : [])),
    isWhole: read.ok && rows.every(({ ok }) => ok),
  };
}

function recommendation(row: ArmResource, page: string, retirements: readonly Retirement[]): Announcement {
  const type = text(row, 'properties', 'recommendationTypeId');
  const feature = text(row, 'properties', 'extendedProperties', 'retirementFeatureName');
  const title = text(row, 'properties', 'shortDescription', 'problem') ?? feature ?? row.name;
  const effective = utcDay(text(row, 'properties', 'extendedProperties', 'retirementDate'));
  const day = utcDay(text(row, 'properties', 'lastUpdated'));
  const known =
    retirements.find(({ advisorType }) => same(advisorType, type))?.id ??
    (concernsTrustedAccess(row) ? 'trusted-service-connectivity' : undefined);
  const isRetirement = known !== undefined || feature !== undefined || effective !== undefined;
  const retirement = known ?? (isRetirement ? retirementCalled(title, effective, retirements) : undefined);
  return {
    source: 'advisor',
    id: row.id,
    reference: type ?? row.name,
    kind: isRetirement ? 'retirement' : 'recommendation',
    title,
    page,
    ...given({ day, effective, retirement }),
    dismissed: isDismissed(row),
  };
}

/** An event that is in force and hits API Management in a region of the instance; undefined for any other. */
function healthEvent(
  row: ArmResource,
  page: string,
  regions: ReadonlySet<string>,
  retirements: readonly Retirement[],
): Announcement | undefined {
  const of = (name: string) => text(row, 'properties', name);
  const event = EVENTS.find(([type]) => same(type, of('EventType')))?.[1];
  const isActive = same(of('Status') ?? 'Active', 'Active');
  if (event === undefined || !isActive || !hits(row, regions)) return undefined;
  const title = of('Title') ?? row.name;
  const isRetirement = same(of('EventSubType'), 'Retirement') || (event === 'advisory' && /\bretire/i.test(title));
  // The end of an advisory's time is the day of the retirement; what begins has a beginning.
  const effective = isRetirement ? utcDay(of('ImpactMitigationTime')) : undefined;
  const day = utcDay(event === 'advisory' ? of('LastUpdateTime') : of('ImpactStartTime'));
  const retirement = isRetirement ? retirementCalled(title, effective, retirements) : undefined;
  return {
    source: 'service-health',
    id: row.id,
    reference: of('TrackingId') ?? row.name,
    kind: isRetirement ? 'retirement' : event,
    title,
    page,
    ...given({ day, effective, retirement }),
    dismissed: false,
  };
}

/** Whether an event hits API Management in one of some regions; one that names no region, or all of them, does. */
function hits(row: ArmResource, regions: ReadonlySet<string>): boolean {
  return list(row, 'properties', 'Impact')
    .filter((impact) => text(impact, 'ImpactedService')?.search(/^api management\b/i) === 0)
    .some((impact) => {
      const named = list(impact, 'ImpactedRegions').flatMap((region) => text(region, 'ImpactedRegion') ?? []);
      return named.length === 0 || named.some((region) => same(region, 'Global') || regions.has(shortLocation(region)));
    });
}

/** Days by which Azure's day for a retirement may differ from ours: it has moved some by a month or two. */
const MOVED = 100;

/** The retirement of the catalogue that Azure's words name, the one nearest to Azure's day; undefined where none is near it. */
function retirementCalled(
  title: string,
  effective: Day | undefined,
  retirements: readonly Retirement[],
): string | undefined {
  const said = title.toLowerCase();
  const away = (one: Retirement) => (effective === undefined ? 0 : Math.abs(daysBetween(one.effective, effective)));
  const [nearest] = retirements
    .filter((one) => one.calledBy.some((words) => said.includes(words)) && away(one) <= MOVED)
    .toSorted((a, b) => away(a) - away(b));
  return nearest?.id;
}

/** A retirement that nobody here knows first, since nothing else tells of it; then the newest. */
function byWeight(a: Announcement, b: Announcement): number {
  const weight = ({ kind, retirement }: Announcement) => (kind === 'retirement' && retirement === undefined ? 0 : 1);
  const saidOn = ({ day }: Announcement): string => day ?? '';
  return weight(a) - weight(b) || compareText(saidOn(b), saidOn(a)) || compareText(idKey(a.id), idKey(b.id));
}
