/** Answers about several instances: how they stand, which there are. */

import { checkingCard } from '../../../cards/checking-card.ts';
import { fleetCard, PAGE } from '../../../cards/fleet-card.ts';
import { instancesCard } from '../../../cards/instances-card.ts';
import type { AnswerPlacement } from '../../../cards/parts/actions.ts';
import type { CardMessage } from '../../../cards/parts/elements.ts';
import { suggestionCard } from '../../../cards/suggestion-card.ts';
import { given } from '../../model/given.ts';
import type { FleetQuestion, ListQuestion, Only } from '../../model/question.ts';
import type { Scope } from '../../model/scope.ts';
import { count, say, type Text } from '../../model/text.ts';
import type { Assessment, AssessmentRequest, DiscoveredInstance } from '../../readiness/assessor.ts';
import { assessFleet, type FleetProgress, type FleetRow, fleetRows } from '../../readiness/fleet.ts';
import { type AnswerContext, type AnswerRequest, keepHistory } from './answer-context.ts';
import { answerDetail, answerGroups } from './instance-details.ts';
import { offerInstances, offerOf } from './instance-offers.ts';
import { instancesInScope } from './instances-in-scope.ts';
import { answerOne } from './one-instance.ts';
import type { ReadFleet } from './recent-fleets.ts';
import { byRequirement, comparison } from './several-instances.ts';

/** Which instances there are, in a scope. */
export async function answerList(
  question: ListQuestion,
  context: AnswerContext,
  request: AnswerRequest,
): Promise<CardMessage> {
  const { view } = request;
  const { scope, month, detail, group } = question;
  const picked = await instancesInScope(scope, context, request, { month });
  if (picked.kind === 'card') return picked.card;
  request.remember({ asked: 'fleet', scope: picked.scope, ...given({ month }) });
  if (detail !== undefined) return answerDetail(detail, picked.instances, request);
  if (group !== undefined) return answerGroups(group, picked.instances, request);
  offerInstances(picked.instances, month, request);
  return instancesCard({ instances: picked.instances, month, again: request.retry, view });
}

/** How the instances of a scope stand, worst first. One instance is answered in full. */
export async function answerFleet(
  question: FleetQuestion,
  context: AnswerContext,
  request: AnswerRequest,
): Promise<CardMessage> {
  const { scope, only, month } = question;
  const { view } = request;
  const picked = await instancesInScope(scope, context, request, { only, month });
  if (picked.kind === 'card') return picked.card;
  const [instance, other] = picked.instances;
  const isOne = other === undefined && (picked.all.length === 1 || scope.names.length > 0);
  if (isOne && instance !== undefined) return answerOne('check', instance, month, context, request);
  if (question.compare !== undefined || question.by !== undefined) {
    request.remember({ asked: 'fleet', scope: picked.scope });
    const assessments = await assessAll(picked.instances, month, context, request);
    return question.by === undefined
      ? comparison(picked.instances, assessments, context, request)
      : byRequirement(assessments, context, request);
  }
  const subject = { asked: 'fleet' as const, scope: picked.scope, ...given({ month }) };
  request.remember({ ...subject, ...given({ only }) });
  const read = await readFleet(picked.instances, month, context, request);
  if (read.rows.length === 0 && month !== undefined) {
    return suggestionCard({ kind: 'unknown-month', month, known: context.knownMonths, view });
  }
  const rows = rowsAskedFor(read, question);
  const page = request.retry.page;
  const action = { ...fleetAction(picked.scope, question), ...given({ page }) };
  offerRow(rows, action, request);
  return fleetCard({
    rows,
    scope: picked.name,
    action,
    hidden: read.rows.length - rows.length,
    checkedAt: read.checkedAt,
    checkedAs: read.checkedAs,
    view,
  });
}

/** Rows by what was asked for: a verdict, a requirement that is not met. */
function rowsAskedFor({ rows, missing }: ReadFleet, { only, requirement }: FleetQuestion): readonly FleetRow[] {
  const asked = rows.filter((row) => isAskedFor(row, only));
  if (requirement === undefined) return asked;
  const unmet = missing.get(requirement);
  return asked.filter(({ instance }) => unmet?.has(instance.id) === true);
}

function isAskedFor({ verdict }: FleetRow, only: Only | undefined): boolean {
  if (only === undefined) return true;
  return only === 'unmet' ? verdict !== 'ready' : verdict === only;
}

/** A page that is turned shows what was read for the one before; every other question reads anew. */
async function readFleet(
  instances: readonly DiscoveredInstance[],
  month: string | undefined,
  context: AnswerContext,
  request: AnswerRequest,
): Promise<ReadFleet> {
  const key = JSON.stringify([
    context.clock.today(),
    month ?? '',
    ...instances.map(({ id }) => id.toLowerCase()).toSorted(),
  ]);
  const known = request.retry.page !== undefined ? context.recentFleets.get(key) : undefined;
  if (known !== undefined) return known;
  const assessments = await assessAll(instances, month, context, request);
  const read = {
    rows: fleetRows(instances, assessments),
    missing: missingIn(instances, assessments),
    // The oldest reading speaks for all.
    checkedAt: assessments.map(({ checkedAt }) => checkedAt).toSorted()[0] ?? context.clock.instant(),
    checkedAs: assessments[0]?.checkedAs ?? '',
  };
  context.recentFleets.put(key, read);
  return read;
}

/** Assesses instances and shows how many are done. */
export async function assessAll(
  instances: readonly DiscoveredInstance[],
  month: string | undefined,
  context: AnswerContext,
  { showProgress, view }: AnswerRequest,
  also: Pick<AssessmentRequest, 'plan' | 'catalogue'> = {},
): Promise<readonly Assessment[]> {
  const name = instancesInWords(instances.length);
  const onDone = (fleet: FleetProgress) => showProgress(checkingCard({ name, fleet, view }));
  const assessments = await assessFleet(instances, context.assessor, { month, ...also, onDone, clock: context.clock });
  for (const assessment of assessments) keepHistory(context, assessment);
  return assessments;
}

/** "12 instances". */
export function instancesInWords(number: number): Text {
  return count(number, { one: '{count} instance', other: '{count} instances' });
}

/** What the buttons of a fleet ask for. */
function fleetAction(scope: Scope, { only, month, requirement }: FleetQuestion): FleetQuestion {
  return {
    kind: 'fleet',
    scope,
    ...given({ only, requirement, month }),
  };
}

/** Which instances do not meet, or may not meet, each requirement. */
function missingIn(instances: readonly DiscoveredInstance[], assessments: readonly Assessment[]) {
  const missing = new Map<string, Set<string>>();
  for (const [index, { id }] of instances.entries()) {
    for (const { requirement, status } of assessments[index]?.reports[0]?.findings ?? []) {
      if (status === 'pass' || status === 'not-applicable') continue;
      missing.set(requirement, (missing.get(requirement) ?? new Set()).add(id));
    }
  }
  return missing;
}

/** "The first", "apim-dev", "next": the rows as they stand, and the next page. */
function offerRow(rows: readonly FleetRow[], action: FleetQuestion & AnswerPlacement, { offer }: AnswerRequest): void {
  const { page = 1, month } = action;
  const shown = rows.slice((page - 1) * PAGE, page * PAGE);
  offer({
    offers: shown.map(({ instance }) => offerOf(instance, month)),
    ...(rows.length > page * PAGE ? { next: { ...action, page: page + 1 } } : {}),
  });
}

/** What a fleet question is called while it is read. */
export function fleetName({ names, where }: Scope): Text {
  const [condition] = where;
  if (names.length > 0) return instancesInWords(names.length);
  return condition === undefined ? say('all instances') : say('instances in {value}', { value: condition.value });
}
