/** The simulated Activity Log: what was done to the resources of a subscription in the last 90 days, and by whom. */
import type { HttpAnswer } from './answer.ts';
import { failure } from './answer.ts';
import type { ArmSetting } from './arm-setting.ts';
import type { ActivityEvent } from './estate.ts';
import { isUnder, resourceKey, resourcePath } from './resource-id.ts';

const DAY = 86_400_000;
/** Days for which Azure keeps the Activity Log. */
const RETENTION = 90;

/** True for the path of a subscription's Activity Log. */
export function isActivityLogPath(path: string): boolean {
  return /^\/subscriptions\/[^/]+\/providers\/microsoft\.insights\/eventtypes\/management\/values$/.test(
    resourceKey(path),
  );
}

/** Azure Monitor's errors have no `error` around them. */
function refused(message: string): HttpAnswer {
  return { status: 400, body: { code: 'BadRequest', message } };
}

/** Answers `GET .../eventtypes/management/values`. The events of a resource are those of its children too. */
export function answerActivityLog(
  { landscape, endpoint, pageSize, now }: ArmSetting,
  path: string,
  query: URLSearchParams,
): HttpAnswer {
  const { subscriptionId = '' } = resourcePath(path);
  if (!landscape.exists(`/subscriptions/${subscriptionId}`))
    return failure(404, 'SubscriptionNotFound', `The subscription '${subscriptionId}' could not be found.`);
  const wanted = filterOf(query.get('$filter') ?? '', (now?.() ?? new Date()).getTime());
  if ('status' in wanted) return wanted;
  const events = landscape.activity.filter((event) => {
    const key = resourceKey(event.resourceId);
    return resourcePath(key).subscriptionId === subscriptionId && !landscape.isDenied(key) && wanted.fits(event);
  });
  const columns = query.get('$select')?.split(',');
  const skip = Number(query.get('$skiptoken') ?? 0);
  const next = new URLSearchParams(query);
  next.set('$skiptoken', String(skip + pageSize));
  return {
    status: 200,
    body: {
      value: events.slice(skip, skip + pageSize).map((event) => selected(event, columns)),
      ...(skip + pageSize < events.length ? { nextLink: `${endpoint}${encodeURI(path)}?${next}` } : {}),
    },
  };
}

function selected(event: ActivityEvent, columns: readonly string[] | undefined): unknown {
  if (columns === undefined) return event;
  return Object.fromEntries(Object.entries(event).filter(([name]) => columns.includes(name)));
}

/** Azure knows a few forms of the filter only: a span of time, and one further condition. */
function filterOf(filter: string, now: number): { readonly fits: (event: ActivityEvent) => boolean } | HttpAnswer {
  const form =
    /^eventTimestamp ge '([^']+)'(?: and eventTimestamp le '([^']+)')?(?: and (resourceUri|resourceGroupName|resourceProvider) eq '([^']+)')?$/i;
  const [, from = '', until, by, value = ''] = form.exec(filter) ?? [];
  const span = { from: Date.parse(from), until: until === undefined ? now : Date.parse(until) };
  if (Number.isNaN(span.from) || Number.isNaN(span.until)) return refused(`The filter '${filter}' is not valid.`);
  if (span.from < now - RETENTION * DAY) {
    return refused(`The start time cannot be more than ${RETENTION} days in the past.`);
  }
  const isAbout = (key: string) => {
    const place = resourcePath(key);
    switch (by?.toLowerCase()) {
      case 'resourceuri':
        return isUnder(key, resourceKey(value));
      case 'resourcegroupname':
        return place.resourceGroup === value.toLowerCase();
      case 'resourceprovider':
        return place.namespace === value.toLowerCase();
      default:
        return true;
    }
  };
  return {
    fits({ eventTimestamp, resourceId }) {
      const at = Date.parse(eventTimestamp);
      return at >= span.from && at <= span.until && isAbout(resourceKey(resourceId));
    },
  };
}
