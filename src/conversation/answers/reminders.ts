/** Answers about reminders and summaries. What keeps them is behind a port that may be missing. */
import type { CardMessage } from '../../../cards/elements.ts';
import { clipped } from '../../../cards/escape-markdown.ts';
import { noticeCard } from '../../../cards/notice-card.ts';
import { type RemindFormCardOptions, remindFormCard } from '../../../cards/remind-form-card.ts';
import type { RemindFormAction } from '../../../cards/reminder-actions.ts';
import { repliedBy, scheduleWords } from '../../../cards/reminder-wording.ts';
import { remindersListCard } from '../../../cards/reminders-list-card.ts';
import { scopeChoices } from '../../../cards/scope-choices.ts';
import { type Writer, writerFor } from '../../../cards/writer.ts';
import { sameId } from '../../model/arm.ts';
import { dayInWords } from '../../model/days.ts';
import { same } from '../../model/json.ts';
import { mainOf } from '../../model/retirement.ts';
import { count, render, say, type Text } from '../../model/text.ts';
import type { DiscoveredInstance } from '../../readiness/assessor.ts';
import type { ReminderScope, Reminders, Subscription } from '../../reminders/ports/reminders-port.ts';
import { isZone } from '../../reminders/rules/schedule.ts';
import { scopeInWords } from '../../reminders/rules/subscription.ts';
import { addDays } from '../days.ts';
import { about as aboutOne, suggestionsFor } from '../examples.ts';
import { pickScope } from '../pick-scope.ts';
import { type ChangeRemindersQuestion, everything, type RemindQuestion } from '../question.ts';
import { type Asking, type Desk, emptyEstate } from './desk.ts';
import { needsStorage, withStorage } from './storage.ts';
import { scopeTrouble } from './which.ts';

/** A subscription in one sentence. */
function describe({ kind, scope, schedule, timeZone }: Subscription, writer: Writer): Text {
  const about = scopeInWords(scope);
  if (schedule === undefined) {
    return kind === 'summary'
      ? say('Summary of {about}', { about })
      : say('Reminder about {about}, as its days come near', { about });
  }
  const when = scheduleWords(schedule, timeZone, writer);
  return kind === 'summary'
    ? say('Summary of {about}: {when}', { about, when })
    : say('Reminder about {about}: {when}', { about, when });
}

/** What a form fills in beside the question. */
export interface FilledIn {
  readonly scope?: ReminderScope | undefined;
  /** As it was typed; may be unknown to this machine. */
  readonly timeZone?: string | undefined;
  /** Id of the subscription that this one takes the place of. */
  readonly replaces?: string | undefined;
  /** Once, but no day was filled in. */
  readonly dayMissing?: true | undefined;
}

/** When a summary comes that nobody gave a time. */
const MONDAY_MORNING = { days: [1], time: '09:00' } as const;

/** Sets up a reminder or a summary for this conversation. */
export async function answerRemind(
  question: RemindQuestion,
  desk: Desk,
  asking: Asking,
  filled: FilledIn = {},
): Promise<CardMessage> {
  const { view, delivery } = asking;
  const { what, schedule } = question;
  const scope = question.scope ?? (filled.scope === undefined ? undefined : everything);
  const { reminders } = desk;
  if (reminders === undefined) return needsStorage(asking);
  if (desk.sight === 'own') return withoutYou(asking);
  const instances = await desk.assessor.instances();
  if (instances.length === 0) return emptyEstate(asking);
  if (scope === undefined) {
    const [first] = instances;
    return noticeCard({
      title: say('What shall I remind you about?'),
      questions: [
        suggestionsFor(view.locale).remindAll,
        ...(first === undefined ? [] : [aboutOne(suggestionsFor(view.locale).remind, first.name)]),
      ],
      view,
    });
  }
  const picked = pickScope(scope, instances);
  if (picked.kind !== 'some') return scopeTrouble(picked, { instances, asking });
  const reminder = filled.scope === undefined ? picked.reminder : named(filled.scope, instances);
  if (reminder === undefined) {
    return noticeCard({
      title: say('Reminders do not go by that'),
      lines: [say('They can be about one instance, a subscription, a resource group, a tag, or everything.')],
      questions: [suggestionsFor(view.locale).remindAll],
      view,
    });
  }
  const when = schedule ?? (what === 'summary' ? MONDAY_MORNING : undefined);
  const timeZone = filled.timeZone?.trim() ?? view.timeZone;
  const isPast = schedule !== undefined && 'on' in schedule && schedule.on < desk.clock.today();
  const problem =
    filled.dayMissing === true || isPast
      ? say('Please choose a day that is still to come.')
      : (filled.timeZone !== undefined || schedule !== undefined) && !isZone(timeZone)
        ? say('I do not know the time zone {zone}. Write it like {example}.', {
            zone: clipped(timeZone, 60),
            example: 'Europe/Stockholm',
          })
        : undefined;
  if (problem !== undefined) {
    return withStorage(desk, asking, () =>
      drawForm(desk, reminders, instances, asking, {
        what,
        chosen: { scope: reminder, schedule, timeZone },
        subscription: filled.replaces,
        problem,
      }),
    );
  }
  return withStorage(desk, asking, async () => {
    const made = await reminders.subscribe({
      kind: what,
      scope: reminder,
      ...(when === undefined ? {} : { schedule: when }),
      timeZone,
      locale: view.locale,
      by: delivery.asker,
      address: delivery.address,
      place: delivery.kind,
    });
    if (filled.replaces !== undefined && filled.replaces !== made.id) {
      await reminders.change({ act: 'stop', address: delivery.address, by: delivery.asker, id: filled.replaces });
    }
    if (schedule !== undefined && 'on' in schedule && made.next === undefined) {
      await reminders.change({ act: 'stop', address: delivery.address, by: delivery.asker, id: made.id });
      return noticeCard({
        title: say('That moment has passed already'),
        questions: [suggestionsFor(view.locale).remindTomorrow],
        view,
      });
    }
    const about = scopeInWords(made.scope);
    asking.did({ act: 'set-up', about: [render(about)], detail: made.kind });
    const title =
      made.kind === 'summary'
        ? say('I will post a summary of {about} here', { about })
        : say('I will remind you here about {about}', { about });
    return noticeCard({
      title,
      lines: [
        describe(made, writerFor(view)),
        ...nextLine(made),
        ...(made.kind === 'reminder'
          ? [
              made.schedule !== undefined && 'on' in made.schedule
                ? say('You hear from me only if something is unmet then.')
                : say('You hear from me only while something is unmet, and once more when all is met.'),
            ]
          : []),
      ],
      actions: [
        { title: say('Stop'), action: { verb: 'subscription', act: 'stop', subscription: made.id } },
        { title: say('Show all reminders here'), action: { verb: 'reminders' } },
      ],
      view,
    });
  });
}

/** When the next message comes. */
function nextLine({ kind, next, timeZone, schedule }: Subscription): readonly Text[] {
  if (next === undefined || (schedule !== undefined && 'on' in schedule)) return [];
  const [day = '', time = ''] = next.split('T');
  const values = { day: dayInWords(day), time, zone: clipped(timeZone, 60) };
  return kind === 'summary'
    ? [say('The next one comes on {day} at {time} ({zone}).', values)]
    : [say('The next one comes on {day} at {time} ({zone}), if something is unmet then.', values)];
}

/** Lists what is set up in this conversation. */
export async function answerReminders(desk: Desk, asking: Asking): Promise<CardMessage> {
  const { view, delivery } = asking;
  const { reminders } = desk;
  if (reminders === undefined) return needsStorage(asking);
  return withStorage(desk, asking, async () => {
    const known = await reminders.list(delivery.address);
    const unreachable = (await reminders.unreachable?.(delivery.asker)) ?? [];
    if (known.length === 0 && unreachable.length === 0) {
      return noticeCard({
        title: say('No reminder and no summary is set up here'),
        questions: [suggestionsFor(view.locale).remindAll, suggestionsFor(view.locale).regular],
        view,
      });
    }
    return remindersListCard({ subscriptions: known, unreachable, page: asking.retry.page, view });
  });
}

/** The form: empty, about an instance, or filled in with what is set up. */
export async function answerRemindForm(
  { what, instance, subscription }: Omit<RemindFormAction, 'verb'>,
  desk: Desk,
  asking: Asking,
): Promise<CardMessage> {
  const { reminders } = desk;
  if (reminders === undefined) return needsStorage(asking);
  const instances = await desk.assessor.instances();
  const about = instances.find(({ id }) => sameId(id, instance));
  const scope: ReminderScope | undefined = about === undefined ? undefined : { kind: 'instance', instanceId: about.id };
  return withStorage(desk, asking, () =>
    drawForm(desk, reminders, instances, asking, {
      what,
      subscription,
      ...(scope === undefined ? {} : { about: scope }),
    }),
  );
}

/** What a form starts with. */
interface FormStart {
  readonly what: 'reminder' | 'summary';
  /** Id of the subscription to change. */
  readonly subscription?: string | undefined;
  /** Chosen for a new one. */
  readonly about?: ReminderScope;
  /** What was sent and could not be taken, and why. */
  readonly chosen?: Pick<RemindFormCardOptions, 'chosen'>['chosen'];
  readonly problem?: Text;
}

async function drawForm(
  { clock, retirements }: Desk,
  reminders: Reminders,
  instances: readonly DiscoveredInstance[],
  { view, delivery }: Asking,
  { what, subscription, about, chosen, problem }: FormStart,
): Promise<CardMessage> {
  const known = subscription === undefined ? [] : await reminders.list(delivery.address);
  const existing = known.find(({ id }) => id === subscription);
  return remindFormCard({
    kind: existing?.kind ?? what,
    scopes: scopeChoices(instances),
    chosen: chosen ?? {
      scope: existing?.scope ?? about,
      schedule: existing?.schedule,
      timeZone: existing?.timeZone,
    },
    existing,
    today: clock.today(),
    isPast: mainOf(retirements).every(({ effective }) => effective <= clock.today()),
    problem,
    view,
  });
}

/** The code of a choice does not know what a subscription is called. */
function named(scope: ReminderScope, instances: readonly DiscoveredInstance[]): ReminderScope {
  if (scope.kind !== 'subscription') return scope;
  const name = instances.find(({ subscriptionId }) => same(subscriptionId, scope.subscriptionId))?.subscriptionName;
  return name === undefined ? scope : { ...scope, name };
}

const changed: Readonly<Record<RemindersChange['act'], (number: number) => Text>> = {
  restore: (number) => count(number, { one: 'On again: {count} reminder', other: 'On again: {count} reminders' }),
  stop: (number) => count(number, { one: 'Stopped: {count} reminder', other: 'Stopped: {count} reminders' }),
  pause: (number) => count(number, { one: 'Paused: {count} reminder', other: 'Paused: {count} reminders' }),
  resume: (number) => count(number, { one: 'On again: {count} reminder', other: 'On again: {count} reminders' }),
  wake: (number) => count(number, { one: 'On again: {count} reminder', other: 'On again: {count} reminders' }),
  snooze: (number) =>
    count(number, { one: 'Quiet for a while: {count} reminder', other: 'Quiet for a while: {count} reminders' }),
  acknowledge: (number) =>
    count(number, {
      one: 'Noted that you are on it: {count} reminder waits',
      other: 'Noted that you are on it: {count} reminders wait',
    }),
};

/** Days that "I am on it" holds where nobody says for how long, as the form under a reminder proposes. */
const A_WEEK = 7;

/** What is changed: `wake` ends a silence; `id` and `retirement` come from buttons alone. */
export interface RemindersChange {
  readonly act: ChangeRemindersQuestion['act'] | 'wake' | 'restore';
  /** Id of the subscription. */
  readonly id?: string;
  readonly retirement?: string;
}

/** Stops, pauses, resumes, snoozes or acknowledges what is set up here: all of it, or what is about one instance. */
export async function answerChangeReminders(
  question: Omit<ChangeRemindersQuestion, 'act'> & RemindersChange,
  desk: Desk,
  asking: Asking,
): Promise<CardMessage> {
  const { view, delivery } = asking;
  const { act, id, retirement } = question;
  const until = question.until ?? (act === 'acknowledge' ? addDays(desk.clock.today(), A_WEEK) : undefined);
  const { reminders } = desk;
  if (reminders === undefined) return needsStorage(asking);
  if (act === 'snooze' && until === undefined) {
    return noticeCard({
      title: say('Until when?'),
      questions: [
        suggestionsFor(view.locale).snoozeDay,
        suggestionsFor(view.locale).snoozeMonday,
        suggestionsFor(view.locale).snoozeWeeks,
      ],
      view,
    });
  }
  let instance: string | undefined;
  if (question.instance !== undefined) {
    const instances = await desk.assessor.instances();
    const picked = pickScope({ names: [question.instance], where: [] }, instances);
    if (picked.kind !== 'some') return scopeTrouble(picked, { instances, asking });
    instance = picked.instances[0]?.id;
  }
  return withStorage(desk, asking, async () => {
    const done = await reminders.change({
      act,
      address: delivery.address,
      by: delivery.asker,
      ...(id === undefined ? {} : { id }),
      ...(instance === undefined ? {} : { instance }),
      ...(retirement === undefined ? {} : { retirement }),
      ...(until === undefined ? {} : { until }),
    });
    if (done.length === 0) {
      return noticeCard({
        title: say('There is nothing like that set up here'),
        actions: [{ title: say('Show all reminders here'), action: { verb: 'reminders' } }],
        view,
      });
    }
    asking.did({
      act: 'changed-reminders',
      about: instance === undefined ? done.map(({ scope }) => render(scopeInWords(scope))) : [instance],
      detail: act,
    });
    if (retirement !== undefined && until !== undefined && (act === 'snooze' || act === 'acknowledge')) {
      return noticeCard({ title: repliedBy({ kind: act, by: delivery.asker, until }), view });
    }
    return noticeCard({
      title: changed[act](done.length),
      lines: [
        ...(act === 'stop' ? [] : done.slice(0, 10).map((one) => describe(one, writerFor(view)))),
        ...(act === 'restore' || act === 'resume' ? done.slice(0, 1).flatMap(nextLine) : []),
        ...(until === undefined ? [] : [say('Until {day}.', { day: dayInWords(until) })]),
      ],
      rows: (act === 'stop' ? done : []).map((one) => ({
        text: describe(one, writerFor(view)),
        button: say('Undo'),
        action: { verb: 'subscription', act: 'restore', subscription: one.id },
      })),
      again: { verb: 'reminders' },
      actions: [{ title: say('Show all reminders here'), action: { verb: 'reminders' } }],
      view,
    });
  });
}

/** Whoever is reminded need not be there; then nobody's rights are there either. */
function withoutYou({ view }: Asking): CardMessage {
  return noticeCard({
    title: say('I cannot remind you in our own chat'),
    lines: [
      say('Here I look with your own rights, and only while you ask. Reminders are looked up without you.'),
      say('In a channel I look with my own identity, at what is listed for it: mention me there.'),
    ],
    view,
  });
}
