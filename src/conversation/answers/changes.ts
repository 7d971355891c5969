/** What has changed since a day, compared with what was kept from then, and who changed what it rests on. */

import { changesCard, type InstanceChanges } from '../../../cards/changes-card.ts';
import { noticeCard } from '../../../cards/notice-card.ts';
import type { CardMessage } from '../../../cards/parts/elements.ts';
import { idKey } from '../../model/arm.ts';
import { addDays, type Day, dayInWords } from '../../model/days.ts';
import { faultFields } from '../../model/fault-fields.ts';
import { given } from '../../model/given.ts';
import type { ChangesQuestion } from '../../model/question.ts';
import { everything } from '../../model/scope.ts';
import { say } from '../../model/text.ts';
import type { Assessment, DiscoveredInstance } from '../../readiness/assessor.ts';
import { resourcesOf } from '../../readiness/change-log.ts';
import { changesSince } from '../../readiness/finding-changes.ts';
import type { History, Snapshot, UnmetSince } from '../../readiness/history.ts';
import { whoChanged } from '../../readiness/who-changed.ts';
import { pickScope } from '../instances/pick-scope.ts';
import { type AnswerContext, type AnswerRequest, emptyEstate } from './answer-context.ts';
import { scopeTrouble } from './ask-back.ts';
import { assessAll } from './fleet.ts';

/** "What changed?" without a day looks back so many. */
const LOOK_BACK = 7;
/** Instances of which it is looked up who changed what; of more, those where something has moved come first. */
const MOST_LOOKED_UP = 10;

/** What is known from before of one instance. */
interface Before {
  readonly snapshots: readonly Snapshot[];
  readonly unmet: readonly UnmetSince[];
}

const NOTHING: Before = { snapshots: [], unmet: [] };

/** Assesses what was asked about, and compares. Without storage only what Azure itself remembers can be told, and that is said. */
export async function answerChanges(
  question: ChangesQuestion,
  context: AnswerContext,
  request: AnswerRequest,
): Promise<CardMessage> {
  const { view } = request;
  const { history, clock, requirements, assessor } = context;
  const since = question.since ?? addDays(clock.today(), -LOOK_BACK);
  const instances = await assessor.instances();
  const picked = pickScope(question.scope, instances);
  const isOne = picked.kind === 'some' && picked.instances.length === 1;
  if (history === undefined && !isOne) {
    return noticeCard({
      title: say('I keep no history yet'),
      lines: [
        say('What changed since {day} can be told once storage is set up: then every answer is kept, without names.', {
          day: dayInWords(since),
        }),
        say('Whoever runs this bot sets it up; the README says how.'),
      ],
      actions: [
        {
          title: say('Who is not ready now?'),
          action: { kind: 'fleet', scope: everything, only: 'unmet', place: 'new' },
        },
      ],
      view,
    });
  }
  if (instances.length === 0) return emptyEstate(request);
  if (picked.kind !== 'some') return scopeTrouble(picked, { instances, request });
  // Asked before assessing, because assessing keeps what it finds.
  const before = await Promise.all(picked.instances.map(({ id }) => knownBefore(id, since, history))).catch(
    (error: unknown) => {
      context.log.warn('the history did not answer', faultFields(error));
      return undefined;
    },
  );
  if (before === undefined) {
    return noticeCard({
      title: say('My storage does not answer now'),
      lines: [say('Without it I cannot tell what changed. How things stand now I can tell.')],
      actions: [
        {
          title: say('Who is not ready now?'),
          action: { kind: 'fleet', scope: everything, only: 'unmet', place: 'new' },
        },
      ],
      view,
    });
  }
  const assessments = await assessAll(picked.instances, undefined, context, request);
  const found = picked.instances.map((instance, index) => ({
    instance,
    assessment: assessments[index],
    before: before[index] ?? NOTHING,
    compared: compared(instance, assessments[index], before[index] ?? NOTHING),
  }));
  const isMoved = ({ compared: one }: (typeof found)[number]) => (one.changes?.moves.length ?? 0) > 0;
  const lookedUp = new Set((isOne ? found : found.filter(isMoved)).slice(0, MOST_LOOKED_UP));
  const changes = await Promise.all(
    found.map(async (one): Promise<InstanceChanges> => {
      const { compared: known, assessment } = one;
      if (assessment === undefined || !lookedUp.has(one)) return known;
      const [report] = assessment.reports;
      const resources = [...(report?.findings ?? []).flatMap(resourcesOf), ...assessment.restsOn];
      const from = known.changes?.since ?? `${since}T00:00:00.000Z`;
      const read = await assessor.changesBehind(one.instance, resources, from, isOne ? 'question' : 'fleet');
      return { ...known, ...whoChanged(report, known.changes?.moves ?? [], read) };
    }),
  );
  request.remember({ asked: 'fleet', scope: picked.scope });
  const portal = { cloud: context.cloud, tenantId: picked.instances[0]?.tenantId };
  return changesCard({ instances: changes, requirements, since, portal, again: request.retry, view });
}

async function knownBefore(id: string, since: Day, history: History | undefined): Promise<Before> {
  if (history === undefined) return NOTHING;
  const [snapshots, unmet] = await Promise.all([history.latestBefore(id, since), history.unmetSince(id)]);
  return { snapshots, unmet };
}

function compared(
  { id, name }: Pick<DiscoveredInstance, 'id' | 'name'>,
  assessment: Assessment | undefined,
  { snapshots, unmet }: Before,
): InstanceChanges {
  const [report] = assessment?.reports ?? [];
  const old = snapshots.find((one) => one.retirement === report?.retirement && idKey(one.instanceId) === idKey(id));
  const changes = report === undefined || old === undefined ? undefined : changesSince(old, report);
  const moved = new Set((changes?.moves ?? []).map(({ requirement }) => requirement));
  const isUnmet = new Set(
    (report?.findings ?? []).flatMap(({ requirement, status }) => (status === 'fail' ? [requirement] : [])),
  );
  return {
    id,
    name,
    ...given({ changes }),
    unmet: unmet.filter(
      ({ retirement, requirement }) =>
        retirement === report?.retirement && isUnmet.has(requirement) && !moved.has(requirement),
    ),
  };
}
