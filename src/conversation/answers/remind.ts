/** Setting up reminders and summaries, in words or by the form. What keeps them is behind a port that may be missing. */

import { noticeCard } from '../../../cards/notice-card.ts';
import type { CardMessage } from '../../../cards/parts/elements.ts';
import { type RemindFormCardOptions, remindFormCard } from '../../../cards/remind-form-card.ts';
import { clipped } from '../../../cards/wording/escape-markdown.ts';
import { writerFor } from '../../../cards/wording/writer.ts';
import { sameId } from '../../model/arm.ts';
import type { AzureScope } from '../../model/azure-scope.ts';
import { given } from '../../model/given.ts';
import { same } from '../../model/json.ts';
import { type ListedSubscription, MORNING, type Timing } from '../../model/reminder.ts';
import type { RemindFormQuestion, RemindQuestion } from '../../model/reminder-question.ts';
import { mainOf } from '../../model/retirement.ts';
import { everything } from '../../model/scope.ts';
import { scopeOfCode } from '../../model/scope-code.ts';
import { render, say, type Text } from '../../model/text.ts';
import type { DiscoveredInstance } from '../../readiness/assessor.ts';
import type { Reminders } from '../../reminders/ports/reminders-port.ts';
import { isZone } from '../../reminders/rules/schedule.ts';
import { scopeChoices } from '../../reminders/rules/scope-choices.ts';
import { scopeInWords } from '../../reminders/rules/subscription.ts';
import { pickScope } from '../instances/pick-scope.ts';
import { suggestionAbout, suggestionsFor } from '../understanding/example-questions.ts';
import { type AnswerContext, type AnswerRequest, emptyEstate } from './answer-context.ts';
import { scopeTrouble } from './ask-back.ts';
import { needsStorage, withStorage } from './needs-storage.ts';
import { describe, nextLine } from './reminder-lines.ts';

/** When a summary comes that nobody gave a time. */
const MONDAY_MORNING = { days: [1], time: MORNING } as const;

/** Sets up a reminder or a summary for this conversation. */
export async function answerRemind(
  question: RemindQuestion,
  context: AnswerContext,
  request: AnswerRequest,
): Promise<CardMessage> {
  const { reminders } = context;
  if (reminders === undefined) return needsStorage(request);
  if (context.visibility === 'own') return withoutYou(request);
  const instances = await context.assessor.instances();
  if (instances.length === 0) return emptyEstate(request);
  const chosen = scopeOfCode(question.chosen ?? '');
  const scope = question.scope ?? (chosen === undefined ? undefined : everything);
  if (scope === undefined) return aboutWhat(instances, request);
  const picked = pickScope(scope, instances);
  if (picked.kind !== 'some') return scopeTrouble(picked, { instances, request });
  const about = chosen === undefined ? picked.reminder : named(chosen, instances);
  if (about === undefined) return notByThat(request);
  const timeZone = question.timeZone?.trim() ?? request.view.timeZone;
  const problem = problemIn(question, timeZone, context);
  return withStorage(context, request, () =>
    problem === undefined
      ? setUp({ question, about, timeZone }, reminders, request)
      : drawForm(context, reminders, instances, request, {
          what: question.what,
          chosen: { scope: about, schedule: question.schedule, timeZone },
          subscription: question.replaces,
          problem,
        }),
  );
}

function aboutWhat([first]: readonly DiscoveredInstance[], { view }: AnswerRequest): CardMessage {
  const { remindAll, remind } = suggestionsFor(view.locale);
  return noticeCard({
    title: say('What shall I remind you about?'),
    questions: [remindAll, ...(first === undefined ? [] : [suggestionAbout(remind, first.name)])],
    view,
  });
}

function notByThat({ view }: AnswerRequest): CardMessage {
  return noticeCard({
    title: say('Reminders do not go by that'),
    lines: [say('They can be about one instance, a subscription, a resource group, a tag, or everything.')],
    questions: [suggestionsFor(view.locale).remindAll],
    view,
  });
}

/** Why it cannot be set up as it was said. The zone of a client matters only where a time was given. */
function problemIn(question: RemindQuestion, timeZone: string, { clock }: AnswerContext): Text | undefined {
  const { schedule, dayMissing } = question;
  const isPast = isOnce(schedule) && schedule.on < clock.today();
  if (dayMissing === true || isPast) return say('Please choose a day that is still to come.');
  const isZoneUsed = question.timeZone !== undefined || schedule !== undefined;
  if (!isZoneUsed || isZone(timeZone)) return undefined;
  return say('I do not know the time zone {zone}. Write it like {example}.', {
    zone: clipped(timeZone, 60),
    example: 'Europe/Stockholm',
  });
}

function isOnce(schedule: Timing | undefined): schedule is Extract<Timing, { readonly on: string }> {
  return schedule !== undefined && 'on' in schedule;
}

/** What is to be set up, looked up and checked. */
interface ReminderOrder {
  readonly question: RemindQuestion;
  readonly about: AzureScope;
  readonly timeZone: string;
}

async function setUp(
  { question, about, timeZone }: ReminderOrder,
  reminders: Reminders,
  request: AnswerRequest,
): Promise<CardMessage> {
  const { view, delivery } = request;
  const { what, replaces } = question;
  const schedule = question.schedule ?? (what === 'summary' ? MONDAY_MORNING : undefined);
  const stop = (id: string) => reminders.change({ act: 'stop', address: delivery.address, by: delivery.asker, id });
  const made = await reminders.subscribe({
    kind: what,
    scope: about,
    ...given({ schedule }),
    timeZone,
    locale: view.locale,
    by: delivery.asker,
    address: delivery.address,
    place: delivery.kind,
  });
  if (replaces !== undefined && replaces !== made.id) await stop(replaces);
  if (isOnce(schedule) && made.next === undefined) {
    await stop(made.id);
    return noticeCard({
      title: say('That moment has passed already'),
      questions: [suggestionsFor(view.locale).remindTomorrow],
      view,
    });
  }
  request.did({ act: 'set-up', about: [render(scopeInWords(made.scope))], detail: made.kind });
  return isSetUp(made, request);
}

function isSetUp(made: ListedSubscription, { view }: AnswerRequest): CardMessage {
  const about = scopeInWords(made.scope);
  return noticeCard({
    title:
      made.kind === 'summary'
        ? say('I will post a summary of {about} here', { about })
        : say('I will remind you here about {about}', { about }),
    lines: [describe(made, writerFor(view)), ...nextLine(made), ...onlyWhile(made)],
    actions: [
      { title: say('Stop'), action: { kind: 'change-reminders', act: 'stop', id: made.id } },
      { title: say('Show all reminders here'), action: { kind: 'reminders' } },
    ],
    view,
  });
}

/** Summaries come in any case. */
function onlyWhile({ kind, schedule }: ListedSubscription): readonly Text[] {
  if (kind === 'summary') return [];
  return isOnce(schedule)
    ? [say('You hear from me only if something is unmet then.')]
    : [say('You hear from me only while something is unmet, and once more when all is met.')];
}

/** The form: empty, about an instance, or filled in with what is set up. */
export async function answerRemindForm(
  { what, instance, subscription }: RemindFormQuestion,
  context: AnswerContext,
  request: AnswerRequest,
): Promise<CardMessage> {
  const { reminders } = context;
  if (reminders === undefined) return needsStorage(request);
  const instances = await context.assessor.instances();
  const about = instances.find(({ id }) => sameId(id, instance));
  const scope: AzureScope | undefined = about === undefined ? undefined : { kind: 'instance', instanceId: about.id };
  return withStorage(context, request, () =>
    drawForm(context, reminders, instances, request, {
      what,
      subscription,
      ...given({ about: scope }),
    }),
  );
}

/** What a form starts with. */
interface FormStart {
  readonly what: 'reminder' | 'summary';
  /** Id of the subscription to change. */
  readonly subscription?: string | undefined;
  /** Chosen for a new one. */
  readonly about?: AzureScope;
  /** What was sent and could not be taken, and why. */
  readonly chosen?: Pick<RemindFormCardOptions, 'chosen'>['chosen'];
  readonly problem?: Text;
}

async function drawForm(
  { clock, retirements }: AnswerContext,
  reminders: Reminders,
  instances: readonly DiscoveredInstance[],
  { view, delivery }: AnswerRequest,
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
function named(scope: AzureScope, instances: readonly DiscoveredInstance[]): AzureScope {
  if (scope.kind !== 'subscription') return scope;
  const name = instances.find(({ subscriptionId }) => same(subscriptionId, scope.subscriptionId))?.subscriptionName;
  return name === undefined ? scope : { ...scope, name };
}

/** Whoever is reminded need not be there; then nobody's rights are there either. */
function withoutYou({ view }: AnswerRequest): CardMessage {
  return noticeCard({
    title: say('I cannot remind you in our own chat'),
    lines: [
      say('Here I look with your own rights, and only while you ask. Reminders are looked up without you.'),
      say('In a channel I look with my own identity, at what is listed for it: mention me there.'),
    ],
    view,
  });
}
