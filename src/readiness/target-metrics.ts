/** What Azure Monitor counted of a target: the calls of everybody, so evidence alone. Pure. */
import { nameOf, parseArmId } from '../model/arm.ts';
import type { Item } from '../model/finding.ts';
import type { MetricSeries } from '../model/metrics.ts';
import { count, say, type Text } from '../model/text.ts';
import { type MetricKind, metricKindOf } from './metric-kinds.ts';
import { DAY, firstFailure, monthOf, type Numbers, sum, type Window, written } from './metric-sums.ts';

function dayOf(kind: MetricKind, all: number, failed: number, target: string): Text {
  const values = { failed: written(failed), target, code: kind.code };
  if (all === 0 && failed === 0) return say('Last 24 hours: nobody called {target}.', { target });
  switch (kind.failure) {
    case 'refused':
      return count(
        all,
        {
          one: 'Last 24 hours: {failed} of {count} call to {target} refused ({code}), whoever called.',
          other: 'Last 24 hours: {failed} of {count} calls to {target} refused ({code}), whoever called.',
        },
        values,
      );
    case 'user-error':
      return count(
        all,
        {
          one: 'Last 24 hours: {failed} of {count} request to {target} failed by its sender ({code}), whoever sent it.',
          other:
            'Last 24 hours: {failed} of {count} requests to {target} failed by their senders ({code}), whoever sent them.',
        },
        values,
      );
    case 'failed-pull':
      return count(
        all,
        {
          one: 'Last 24 hours: {failed} of {count} pull from {target} failed, whoever pulled.',
          other: 'Last 24 hours: {failed} of {count} pulls from {target} failed, whoever pulled.',
        },
        values,
      );
  }
}

/** Said where the rules and the numbers do not agree: that is how mistakes of ours are found. */
function doubt({ status }: Item, kind: MetricKind, all: number, failed: number, target: string): readonly Text[] {
  // Only where a firewall's refusal is counted: a connection that Service Bus or Event Hubs does not take is no request to them.
  if (kind.failure !== 'refused') return [];
  if (status === 'fail' && all > 0 && failed === 0) {
    return [
      count(
        all,
        {
          one: 'The rules say that this call cannot get in, yet {count} call to {target} succeeded and none was refused: look at the logs of {target} for who called. If it was this gateway, the rules are judged wrongly here.',
          other:
            'The rules say that this call cannot get in, yet {count} calls to {target} succeeded and none was refused: look at the logs of {target} for who called. If it was this gateway, the rules are judged wrongly here.',
        },
        { target },
      ),
    ];
  }
  if (status !== 'pass' || failed === 0) return [];
  return [
    count(
      failed,
      {
        one: 'The rules say that this call gets in, yet {count} call to {target} was refused: look at the logs of {target} for whose it was.',
        other:
          'The rules say that this call gets in, yet {count} calls to {target} were refused: look at the logs of {target} for whose they were.',
      },
      { target },
    ),
  ];
}

/** The numbers of a target beside a call to it; none of a type that counts no calls. */
export function numbersOfTarget(item: Item, series: readonly MetricSeries[], { from, until }: Window): Numbers {
  const kind = metricKindOf(parseArmId(item.subject)?.type);
  if (kind === undefined) return { sentences: [], evidence: [] };
  const all = (one: MetricSeries) => kind.counts(one).all;
  const failed = (one: MetricSeries) => kind.counts(one).failed;
  const day = until - DAY;
  const [calls, failures] = [sum(series, day, all), sum(series, day, failed)];
  const [month, monthly] = [sum(series, from, all), sum(series, from, failed)];
  const target = nameOf(item.subject);
  const name = kind.metrics.join(', ');
  const observed = (wrong: number, whole: number) => `${wrong} of ${whole} (${kind.code})`;
  return {
    sentences: [
      dayOf(kind, calls, failures, target),
      ...monthOf(month, monthly, firstFailure(series, failed), from),
      ...doubt(item, kind, calls, failures, target),
    ],
    evidence: [
      { resource: item.subject, property: `${name} (24 h)`, observed: observed(failures, calls) },
      { resource: item.subject, property: `${name} (30 d)`, observed: observed(monthly, month) },
    ],
  };
}
