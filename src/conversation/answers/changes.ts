/** What has changed since a day, compared with what was kept from then. */
import { changesCard, type InstanceChanges } from '../../../cards/changes-card.ts';
import type { CardMessage } from '../../../cards/elements.ts';
import { noticeCard } from '../../../cards/notice-card.ts';
import { idKey } from '../../model/arm.ts';
import { dayInWords } from '../../model/days.ts';
import { say } from '../../model/text.ts';
import type { Assessment } from '../../readiness/assessor.ts';
import { changesSince } from '../../readiness/changes.ts';
import type { History } from '../../readiness/history.ts';
import { addDays } from '../days.ts';
import { faultFields } from '../fault.ts';
import { pickScope } from '../pick-scope.ts';
import type { ChangesQuestion } from '../question.ts';
import { type Asking, type Desk, emptyEstate } from './desk.ts';
import { assessAll } from './fleet.ts';
import { scopeTrouble } from './which.ts';

/** "What changed?" without a day looks back so many. */
const LOOK_BACK = 7;

/** Assesses what was asked about, and compares. Without storage there is nothing to compare with, and that is said. */
export async function answerChanges(question: ChangesQuestion, desk: Desk, asking: Asking): Promise<CardMessage> {
  const { view } = asking;
  const { history, clock, requirements } = desk;
  const since = question.since ?? addDays(clock.today(), -LOOK_BACK);
  if (desk.sight === 'own') {
    return noticeCard({
      title: say('In this chat I compare with nothing'),
      lines: [
        say(
          'What I keep was read with my own rights, and here I answer with yours. In a channel I can tell what changed.',
        ),
      ],
      actions: [{ title: say('Who is not ready now?'), action: { verb: 'fleet', only: 'unmet', place: 'new' } }],
      view,
    });
  }
  if (history === undefined) {
    return noticeCard({
      title: say('I keep no history yet'),
      lines: [
        say('What changed since {day} can be told once storage is set up: then every answer is kept, without names.', {
          day: dayInWords(since),
        }),
        say('Whoever runs this bot sets it up; the README says how.'),
      ],
      actions: [{ title: say('Who is not ready now?'), action: { verb: 'fleet', only: 'unmet', place: 'new' } }],
      view,
    });
  }
  const instances = await desk.assessor.instances();
  if (instances.length === 0) return emptyEstate(asking);
  const picked = pickScope(question.scope, instances);
  if (picked.kind !== 'some') return scopeTrouble(picked, { instances, asking });
  // Asked before assessing, because assessing keeps what it finds.
  const before = await Promise.all(picked.instances.map(({ id }) => history.latestBefore(id, since))).catch(
    (error: unknown) => {
      desk.log.warn('the history did not answer', faultFields(error));
      return undefined;
    },
  );
  if (before === undefined) {
    return noticeCard({
      title: say('My storage does not answer now'),
      lines: [say('Without it I cannot tell what changed. How things stand now I can tell.')],
      actions: [{ title: say('Who is not ready now?'), action: { verb: 'fleet', only: 'unmet', place: 'new' } }],
      view,
    });
  }
  const assessments = await assessAll(picked.instances, undefined, desk, asking);
  const changes = picked.instances.map(
    (instance, index): InstanceChanges => changed(instance, assessments[index], before[index] ?? []),
  );
  asking.remember({ asked: 'fleet', scope: picked.scope });
  return changesCard({ instances: changes, requirements, since, again: asking.retry, view });
}

function changed(
  { id, name }: { readonly id: string; readonly name: string },
  assessment: Assessment | undefined,
  before: Awaited<ReturnType<History['latestBefore']>>,
): InstanceChanges {
  const [report] = assessment?.reports ?? [];
  const old = before.find((one) => one.retirement === report?.retirement && idKey(one.instanceId) === idKey(id));
  return {
    id,
    name,
    ...(report === undefined || old === undefined ? {} : { changes: changesSince(old, report) }),
  };
}
