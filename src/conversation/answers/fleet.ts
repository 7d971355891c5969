/** Answers about several instances: how they stand, which there are. */
import type { FleetAction, PlaceCondition } from '../../../cards/actions.ts';
import { checkingCard } from '../../../cards/checking-card.ts';
import type { CardMessage } from '../../../cards/elements.ts';
import { fleetCard } from '../../../cards/fleet-card.ts';
import { instancesCard } from '../../../cards/instances-card.ts';
import { suggestionCard } from '../../../cards/suggestion-card.ts';
import { count, say, type Text } from '../../model/text.ts';
import type { Assessment, DiscoveredInstance } from '../../readiness/assessor.ts';
import { assessFleet, type FleetProgress, type FleetRow, fleetRows } from '../../readiness/fleet.ts';
import { pickScope } from '../pick-scope.ts';
import type { Condition, FleetQuestion, ListQuestion, Only, Scope } from '../question.ts';
import { type Asking, type Desk, emptyEstate, keepHistory } from './desk.ts';
import { answerOne } from './one.ts';
import type { ReadFleet } from './recent-rows.ts';
import { scopeTrouble } from './which.ts';

/** Which instances there are, in a scope. */
export async function answerList({ scope, month }: ListQuestion, desk: Desk, asking: Asking): Promise<CardMessage> {
  const { view } = asking;
  const instances = await desk.assessor.instances();
  if (instances.length === 0) return emptyEstate(asking);
  const picked = pickScope(scope, instances);
  if (picked.kind !== 'some') return scopeTrouble(picked, { instances, month, view });
  asking.remember({ asked: 'fleet', scope: picked.scope, ...(month === undefined ? {} : { month }) });
  return instancesCard({ instances: picked.instances, month, view });
}

/** How the instances of a scope stand, worst first. One instance is answered in full. */
export async function answerFleet(question: FleetQuestion, desk: Desk, asking: Asking): Promise<CardMessage> {
  const { scope, only, month } = question;
  const { view } = asking;
  const instances = await desk.assessor.instances();
  const [first, second] = instances;
  if (first === undefined) return emptyEstate(asking);
  const picked = pickScope(scope, instances);
  if (picked.kind !== 'some') return scopeTrouble(picked, { instances, only, month, view });
  const [instance, other] = picked.instances;
  const isOne = other === undefined && (second === undefined || scope.names.length > 0);
  if (isOne && instance !== undefined) return answerOne('check', instance, month, desk, asking);
  const subject = { asked: 'fleet' as const, scope: picked.scope, ...(month === undefined ? {} : { month }) };
  asking.remember({ ...subject, ...(only === undefined ? {} : { only }) });
  const read = await readFleet(picked.instances, month, desk, asking);
  if (read.rows.length === 0 && month !== undefined) {
    return suggestionCard({ kind: 'unknown-month', month, known: desk.knownMonths, view });
  }
  const rows = read.rows.filter((row) => isAskedFor(row, only));
  const page = asking.action?.verb === 'fleet' ? asking.action.page : undefined;
  return fleetCard({
    rows,
    scope: picked.name,
    action: { ...fleetAction(picked.scope, only, month), ...(page === undefined ? {} : { page }) },
    hidden: read.rows.length - rows.length,
    checkedAt: read.checkedAt,
    checkedAs: read.checkedAs,
    view,
  });
}

function isAskedFor({ verdict }: FleetRow, only: Only | undefined): boolean {
  if (only === undefined) return true;
  return only === 'unmet' ? verdict !== 'ready' : verdict === only;
}

/** A page that is turned shows what was read for the one before; every other question reads anew. */
async function readFleet(
  instances: readonly DiscoveredInstance[],
  month: string | undefined,
  desk: Desk,
  asking: Asking,
): Promise<ReadFleet> {
  const key = JSON.stringify([
    desk.clock.today(),
    month ?? '',
    ...instances.map(({ id }) => id.toLowerCase()).toSorted(),
  ]);
  const isPage = asking.action?.verb === 'fleet' && asking.action.page !== undefined;
  const known = isPage ? desk.recent.get(key) : undefined;
  if (known !== undefined) return known;
  const assessments = await assessAll(instances, month, desk, asking);
  const read = {
    rows: fleetRows(instances, assessments),
    // The oldest reading speaks for all.
    checkedAt: assessments.map(({ checkedAt }) => checkedAt).toSorted()[0] ?? '',
    checkedAs: assessments[0]?.checkedAs ?? '',
  };
  desk.recent.put(key, read);
  return read;
}

/** Assesses instances and shows how many are done. */
export async function assessAll(
  instances: readonly DiscoveredInstance[],
  month: string | undefined,
  desk: Desk,
  { news, view }: Asking,
): Promise<readonly Assessment[]> {
  const name = instancesInWords(instances.length);
  const onDone = (fleet: FleetProgress) => news(checkingCard({ name, fleet, view }));
  const assessments = await assessFleet(instances, desk.assessor, { month, onDone });
  for (const assessment of assessments) keepHistory(desk, assessment);
  return assessments;
}

/** "12 instances". */
export function instancesInWords(number: number): Text {
  return count(number, { one: '{count} instance', other: '{count} instances' });
}

/** What the buttons of a fleet ask for. */
function fleetAction({ names, where }: Scope, only: Only | undefined, month: string | undefined): FleetAction {
  return {
    verb: 'fleet',
    ...(names.length === 0 ? {} : { names }),
    ...(where.length === 0 ? {} : { where }),
    ...(only === undefined ? {} : { only }),
    ...(month === undefined ? {} : { month }),
  };
}

/** The question that a fleet button asks. */
export function fleetQuestion({ names = [], where = [], only, month }: FleetAction): FleetQuestion {
  return {
    kind: 'fleet',
    scope: { names, where: where.flatMap(conditionOf) },
    ...(only === undefined ? {} : { only }),
    ...(month === undefined ? {} : { month }),
  };
}

function conditionOf({ by, value, key }: PlaceCondition): readonly Condition[] {
  if (by === 'tag') return key === undefined ? [] : [{ by, key, value }];
  return [{ by, value }];
}

/** What a fleet question is called while it is read. */
export function fleetName({ names, where }: Scope): Text {
  const [condition] = where;
  if (names.length > 0) return instancesInWords(names.length);
  return condition === undefined ? say('all instances') : say('instances in {value}', { value: condition.value });
}
