/** A summary on demand: how everything stands in what this conversation hears of, or in what was asked about. */

import type { CardMessage } from '../../../cards/parts/elements.ts';
import { summaryCard } from '../../../cards/summary-card.ts';
import type { AzureScope } from '../../model/azure-scope.ts';
import { instantAt } from '../../model/days.ts';
import { faultFields } from '../../model/fault-fields.ts';
import { given } from '../../model/given.ts';
import type { SummaryQuestion } from '../../model/question.ts';
import type { ListedSubscription } from '../../model/reminder.ts';
import type { ResourceChange } from '../../model/resource-change.ts';
import { isEverything } from '../../model/scope.ts';
import { scopeOfCode } from '../../model/scope-code.ts';
import type { Assessment, DiscoveredInstance } from '../../readiness/assessor.ts';
import { changesTo } from '../../readiness/change-log.ts';
import { snapshotOf } from '../../readiness/history.ts';
import type { SummaryPast } from '../../reminders/ports/summary-port.ts';
import { covers, type Subscription } from '../../reminders/rules/subscription.ts';
import {
  MOST_CHANGED,
  newlyUnmet,
  type SummaryMessage,
  summaryMessage,
} from '../../reminders/rules/summary-message.ts';
import type { AnswerContext, AnswerRequest } from './answer-context.ts';
import { answerFleet, assessAll } from './fleet.ts';
import { instancesInScope } from './instances-in-scope.ts';

/** Assesses everything in scope and sums it up. What reminders know no scope for is answered as a list. */
export async function answerSummary(
  question: SummaryQuestion,
  context: AnswerContext,
  request: AnswerRequest,
): Promise<CardMessage> {
  const { view } = request;
  const { scope, month } = question;
  const wanted = scopeOfCode(question.about ?? '');
  const picked = await instancesInScope(scope, context, request, { month });
  if (picked.kind === 'card') return picked.card;
  const isOpen = isEverything(scope) && wanted === undefined;
  const own = isOpen ? await setUpHere(question.subscription, context, request) : undefined;
  const about = own?.scope ?? wanted ?? picked.reminder;
  const asFleet = { kind: 'fleet', scope, ...given({ month }) } as const;
  const isOneInstance = about?.kind === 'instance' && own === undefined;
  if (about === undefined || isOneInstance) return answerFleet(asFleet, context, request);
  const covered = picked.all.filter((instance) => covers(about, instance));
  const assessments = await assessAll(covered, month, context, request);
  const id = assessments.flatMap(({ reports }) => reports)[0]?.retirement;
  const retirement = context.retirements.find((one) => one.id === id);
  if (retirement === undefined) return answerFleet(asFleet, context, request);
  request.remember({ asked: 'fleet', scope: picked.scope, ...given({ month }) });
  const past = await pastOf(covered, retirement.id, own, context, request);
  const message = summaryMessage({
    subscription: subscriptionOf(own, about, context, request),
    today: assessments[0]?.today ?? context.clock.today(),
    retirement,
    instances: covered,
    now: assessments.flatMap(({ reports, checkedAt }) =>
      reports.filter((report) => report.retirement === retirement.id).map((report) => snapshotOf(report, checkedAt)),
    ),
    before: past.before,
    trend: past.trend,
    waivers: past.waivers,
    requirements: context.requirements,
    others: context.retirements.flatMap((one) =>
      assessments
        .flatMap(({ besides = [] }) => besides)
        .filter((report) => report.retirement === one.id)
        .map((report) => ({ retirement: one, instanceId: report.instance.id })),
    ),
  });
  const changed = await changedUnder(message, covered, assessments, context);
  const told = changed.length === 0 ? message : { ...message, changed };
  const tenantId = covered.find((instance) => instance.tenantId !== undefined)?.tenantId;
  return summaryCard({
    message: own === undefined ? { ...told, because: { ...told.because, asked: true } } : told,
    form: 'drawn',
    portal: { cloud: context.cloud, tenantId },
    view,
  });
}

/** The latest changes to what the instances rest on in which something has become unmet since the summary before. */
async function changedUnder(
  message: Pick<SummaryMessage, 'since' | 'changes'>,
  instances: readonly DiscoveredInstance[],
  assessments: readonly (Assessment | undefined)[],
  { assessor }: AnswerContext,
): Promise<readonly ResourceChange[]> {
  const { since } = message;
  const names = newlyUnmet(message);
  if (since === undefined) return [];
  const moved = instances.flatMap((instance, index) => {
    const restsOn = names.has(instance.name) ? assessments[index]?.restsOn : undefined;
    return restsOn === undefined ? [] : [{ instance, restsOn }];
  });
  const found = await Promise.all(
    moved.slice(0, MOST_CHANGED.instances).map(async ({ instance, restsOn }) => {
      const read = await assessor.changesBehind(instance, restsOn, since, 'fleet');
      return changesTo(restsOn, read.changes);
    }),
  );
  const unique = new Map(found.flat().map((change) => [change.id, change]));
  return [...unique.values()].toSorted((a, b) => (a.at > b.at ? -1 : 1)).slice(0, MOST_CHANGED.changes);
}

/** The summary that this conversation gets regularly, if any. Storage that is away is no reason to answer nothing. */
async function setUpHere(
  id: string | undefined,
  { reminders, log }: AnswerContext,
  { delivery }: AnswerRequest,
): Promise<ListedSubscription | undefined> {
  if (reminders === undefined) return undefined;
  const here = await reminders.list(delivery.address).catch((error: unknown) => {
    log.warn('the reminders did not answer', faultFields(error));
    return [];
  });
  return here.find((one) => one.kind === 'summary' && (id === undefined || one.id === id));
}

async function pastOf(
  instances: readonly DiscoveredInstance[],
  retirement: string,
  own: ListedSubscription | undefined,
  { summaries, log }: AnswerContext,
  { delivery }: AnswerRequest,
): Promise<SummaryPast> {
  const nothing: SummaryPast = { waivers: [], trend: [], before: undefined };
  if (summaries === undefined) return nothing;
  const order = { address: delivery.address, instances: instances.map(({ id }) => id), retirement };
  return summaries.past({ ...order, subscription: own?.id }).catch((error: unknown) => {
    log.warn('the history did not answer', faultFields(error));
    return nothing;
  });
}

/** Where nothing is set up, the one who asks stands in for whoever set it up. */
function subscriptionOf(
  own: ListedSubscription | undefined,
  scope: AzureScope,
  { clock }: AnswerContext,
  { delivery }: AnswerRequest,
): Pick<Subscription, 'id' | 'scope' | 'setUpBy' | 'createdAt'> {
  return own === undefined
    ? { id: '', scope, setUpBy: delivery.asker, createdAt: instantAt(clock.today()) }
    : { id: own.id, scope, setUpBy: { id: '', name: own.by }, createdAt: own.since };
}
