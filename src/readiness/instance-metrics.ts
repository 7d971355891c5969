/**
 * What Azure Monitor counted of the instance itself. Its events and its network connectivity are its own: they, and no other number,
 * may turn what could not be decided into what fails; nothing becomes better by any number (docs/rules.md#live-numbers). Pure.
 */
import { docs } from '../fixes/docs.ts';
import { type PortalContext, portalLink } from '../fixes/portal-links.ts';
import { nameOf, shortLocation } from '../model/arm.ts';
import type { Evidence, Item } from '../model/finding.ts';
import type { MetricSeries } from '../model/metrics.ts';
import type { ReasonCode } from '../model/reasons.ts';
import { count, say, type Text } from '../model/text.ts';
import { LOGGER_EVENTS, NETWORK_CONNECTIVITY } from './metric-kinds.ts';
import { DAY, firstFailure, isOf, monthOf, type Numbers, sum, type Window, written } from './metric-sums.ts';

/** What loggers sent from one location in a day. Several loggers of an instance are counted together. */
function eventsFrom(location: string | undefined, series: readonly MetricSeries[], { from, until }: Window) {
  const here = series.filter(({ values: [place = ''] }) => shortLocation(place) === location);
  const [arrived, lost, skipped] = LOGGER_EVENTS.metrics;
  const only =
    (...names: readonly string[]) =>
    (one: MetricSeries) =>
      names.some((name) => isOf(name, one)) ? 1 : 0;
  const day = until - DAY;
  return {
    sent: sum(here, day, only(arrived)),
    failed: sum(here, day, only(lost)),
    dropped: sum(here, day, only(skipped)),
    month: monthOf(
      sum(here, from, only(arrived, lost)),
      sum(here, from, only(lost)),
      firstFailure(here, only(lost)),
      from,
    ),
  };
}

/** The instance's events beside a call of a logger. */
export function numbersOfLoggers(
  { location, status }: Item,
  instanceId: string,
  series: readonly MetricSeries[],
  window: Window,
): Numbers {
  const { sent, failed, dropped, month } = eventsFrom(location, series, window);
  const place = location ?? '';
  const all = sent + failed;
  const sentence =
    all + dropped === 0
      ? say('Last 24 hours: no logger sent an event from {place}.', { place })
      : count(
          all,
          {
            one: 'Last 24 hours: {failed} of {count} event of loggers in {place} failed, {dropped} dropped.',
            other: 'Last 24 hours: {failed} of {count} events of loggers in {place} failed, {dropped} dropped.',
          },
          { failed: written(failed), place, dropped: written(dropped) },
        );
  const observed = `${failed} failed, ${dropped} dropped, ${sent} arrived`;
  const disagrees = (status === 'fail' && sent > 0) || (status === 'pass' && sent === 0 && failed > 0);
  return {
    sentences: [
      sentence,
      ...month,
      ...(disagrees
        ? [say('The rules and these events do not agree: look at the settings and roles of each logger there.')]
        : []),
    ],
    evidence: [{ resource: instanceId, property: `${LOGGER_EVENTS.metrics.join(', ')} (${place}, 24 h)`, observed }],
  };
}

/** Makes an undecided item one that fails. */
function failing(
  item: Item,
  reason: ReasonCode,
  message: Text,
  evidence: Evidence,
  fix: NonNullable<Item['fix']>,
): Item {
  return { ...item, status: 'fail', impact: 'outage', reason, message, evidence: [...item.evidence, evidence], fix };
}

/**
 * The call of a logger that could not be decided, decided by the instance's own events: of the only logger in a location some failed
 * in a day and none arrived. Anything else leaves it as it was.
 */
export function decidedByEvents(
  item: Item,
  loggersThere: number,
  instanceId: string,
  series: readonly MetricSeries[],
  window: Window,
  portal: PortalContext,
): Item {
  if (item.status !== 'unknown' || item.location === undefined || loggersThere !== 1) return item;
  const { sent, failed } = eventsFrom(item.location, series, window);
  if (failed === 0 || sent > 0) return item;
  // It fails today, whatever becomes of trusted access.
  const values = { name: nameOf(item.subject), place: item.location };
  return failing(
    { ...item, restsOnTrustedAccess: false },
    'EVENTS_FAILED',
    count(
      failed,
      {
        one: 'In the last 24 hours {count} event of the only logger in {place} failed and none arrived: it does not get through to {name}.',
        other:
          'In the last 24 hours {count} events of the only logger in {place} failed and none arrived: it does not get through to {name}.',
      },
      values,
    ),
    {
      resource: instanceId,
      property: `EventHubTotalFailedEvents (${item.location}, 24 h)`,
      observed: `${failed} failed, 0 arrived`,
      expected: 'some arrived',
    },
    {
      title: say(
        'Let the logger in {place} through to {name}: its firewall, the role of the identity, the connection string',
        values,
      ),
      portal: portalLink(portal, item.subject, 'networking'),
      docs: docs.loggers,
    },
  );
}

/** Kinds of resource that every gateway needs, whatever it does; others may be optional, which the metric does not tell. */
const NEEDED = /^(?:blob|file|queue|table)(?:storage)?$|^sql/i;
/** Hours in a row without any connection, before it counts as lost. */
const HOURS_LOST = 3;
/** Why the network status itself could not be told; a status that was told is never overruled. */
const UNTOLD: ReadonlySet<ReasonCode> = new Set([
  'FORBIDDEN',
  'NOT_FOUND',
  'READ_FAILED',
  'THROTTLED',
  'UNREADABLE',
  'STATUS_MISSING',
  'STATUS_STALE',
]);

/** Whether the network status of an item could be decided by the instance's own count. */
export function isUntoldStatus(item: Item): item is Item & { readonly location: string } {
  return item.status === 'unknown' && item.location !== undefined && UNTOLD.has(item.reason);
}

/** The resource types that a location reached before, and did not reach in any of the latest hours. */
function lostFrom(location: string, series: readonly MetricSeries[]): readonly string[] {
  return series.flatMap(({ values: [place = '', type = ''], points }) => {
    if (shortLocation(place) !== location || !NEEDED.test(type)) return [];
    const inOrder = points.toSorted((a, b) => a.at - b.at);
    const latest = inOrder.slice(-HOURS_LOST);
    const isLost = latest.length === HOURS_LOST && latest.every(({ count: reached }) => reached === 0);
    return isLost && inOrder.some(({ count: reached }) => reached > 0) ? [type] : [];
  });
}

/** A network status that was not told, decided where the instance's own count of connections fell to nothing. */
export function decidedByConnectivity(
  item: Item,
  instanceId: string,
  series: readonly MetricSeries[],
  portal: PortalContext,
): Item {
  if (!isUntoldStatus(item)) return item;
  const lost = lostFrom(item.location, series);
  if (lost.length === 0) return item;
  const types = lost.join(', ');
  return failing(
    item,
    'CONNECTIVITY_LOST',
    say('{location} reached {types} until some hours ago and does not any more, as API Management itself counts it.', {
      location: item.location,
      types,
    }),
    {
      resource: instanceId,
      property: `${NETWORK_CONNECTIVITY.metrics.join()} (${item.location}, ${types})`,
      observed: `0 in the latest ${HOURS_LOST} hours, more before`,
      expected: 'more than 0',
    },
    {
      title: say('Open Network status, and let the subnet reach what is reported there'),
      portal: portalLink(portal, instanceId, 'network'),
      docs: docs.requiredPorts,
    },
  );
}

/** Answers of backends that are failures: no answer, or one of these. */
const FAILED_ANSWER = /^(?:0|401|403|5\d\d)$/;
/** Reasons and codes that are named at most. */
const MOST = 3;

/** What the gateway's requests came to in a day, for the whole instance: no one dependency is told apart. None where none came. */
export function requestsNote(series: readonly MetricSeries[], { until }: Window): readonly Text[] {
  const day = until - DAY;
  const all = sum(series, day, () => 1);
  const isFailed = ({ values: [code = '', reason = ''] }: MetricSeries) =>
    FAILED_ANSWER.test(code) || /^Backend(?:Connection|Response)|Timeout$/i.test(reason);
  const failed = sum(series, day, (one) => (isFailed(one) ? 1 : 0));
  if (failed === 0) return [];
  const named = (index: number) => {
    const words = Map.groupBy(series.filter(isFailed), ({ values }) => values[index] ?? '');
    return [...words]
      .map(([word, some]) => ({ word, times: sum(some, day, () => 1) }))
      .filter(({ word, times }) => times > 0 && !/^(?:|none|\[?empty\]?)$/i.test(word))
      .toSorted((a, b) => b.times - a.times)
      .slice(0, MOST)
      .map(({ word }) => word);
  };
  const words = [...named(0), ...named(1)].join(', ');
  return [
    count(
      all,
      {
        one: 'Last 24 hours: {failed} of {count} request through this gateway failed at a backend ({words}), whichever it was.',
        other:
          'Last 24 hours: {failed} of {count} requests through this gateway failed at a backend ({words}), whichever it was.',
      },
      { failed: written(failed), words },
    ),
  ];
}
