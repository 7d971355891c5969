/** The form for a reminder or a summary: about what, when, on which clock. */

import type { Action } from '@microsoft/teams.cards';
import { parseArmId } from '../src/model/arm.ts';
import type { AzureScope } from '../src/model/azure-scope.ts';
import type { Day } from '../src/model/days.ts';
import { type ListedSubscription, MORNING, type Timing, type Weekly } from '../src/model/reminder.ts';
import { scopeCode } from '../src/model/scope-code.ts';
import { say, type Text } from '../src/model/text.ts';
import { scopeInWords } from '../src/reminders/rules/subscription.ts';
import { firstThatFits } from './parts/card-size.ts';
import { adaptiveCard, askButton, type CardMessage, heading, quiet } from './parts/elements.ts';
import { AS_THE_DAY_COMES, inputNames, ONCE } from './parts/input-names.ts';
import { choiceInput, lineInput, optionalDayInput, problemElements, timeInput } from './parts/inputs.ts';
import { clipped, escapeMarkdown } from './wording/escape-markdown.ts';
import { daysWords, otherDaysWords, remindExample } from './wording/reminder.ts';
import { type CardView, type Writer, writerFor } from './wording/writer.ts';

/** What the card is drawn from. */
export interface RemindFormCardOptions {
  readonly kind: 'reminder' | 'summary';
  /** What it can be about, the widest first (`scopeChoices`). */
  readonly scopes: readonly AzureScope[];
  /** What was chosen, as far as anything was. */
  readonly chosen?: {
    readonly scope?: AzureScope | undefined;
    readonly schedule?: Timing | undefined;
    /** IANA name; that of the reader where there is none. */
    readonly timeZone?: string | undefined;
  };
  /** The one to change; without it a new one is set up. */
  readonly existing?: Pick<ListedSubscription, 'id' | 'state'> | undefined;
  /** Whether the retirement that it is about lies behind, so that nothing comes closer any more. */
  readonly isPast?: boolean | undefined;
  /** The UTC day, from which a single message may come. */
  readonly today: Day;
  /** Why what was sent before could not be taken. */
  readonly problem?: Text | undefined;
  readonly view: CardView;
}

const WEEKDAYS = [1, 2, 3, 4, 5];
const EVERY_DAY = [...WEEKDAYS, 6, 7];

/** Sets up a reminder or summary, or changes one. */
export function remindFormCard(options: RemindFormCardOptions): CardMessage {
  const { kind, problem, chosen, today, isPast = false, view } = options;
  const writer = writerFor(view);
  const summary = writer.plain(titleOf(options));
  const zone = clipped(chosen?.timeZone ?? view.timeZone, 60);
  const hint =
    kind === 'reminder'
      ? isPast
        ? say(
            'Reminders come only while something is unmet. "Weekly at first, then monthly" counts from the day itself.',
          )
        : say(
            'Reminders come only while something is unmet. "As the day comes closer": 180, 90, 60, 30, 14, 7, 3 and 1 days before and on the day, then weekly and monthly.',
          )
      : say('A summary says how everything stands, also when nothing is unmet.');
  return firstThatFits([100, 60, 40, 20], (most) => ({
    card: adaptiveCard({
      body: [
        heading(escapeMarkdown(summary)),
        ...problemElements(problem, writer),
        scopeInput(options, most, writer),
        daysInput(options, writer),
        optionalDayInput(
          { id: inputNames.once, label: writer.plain(say('Day (only for once)')) },
          {
            min: today,
            ...(chosen?.schedule !== undefined && 'on' in chosen.schedule ? { value: chosen.schedule.on } : {}),
          },
        ),
        timeInput({ id: inputNames.time, label: writer.plain(say('Time')) }, chosen?.schedule?.time ?? MORNING),
        lineInput(
          { id: inputNames.zone, label: writer.plain(say('Time zone')) },
          { value: zone, placeholder: 'Europe/Stockholm', maxLength: 60 },
        ),
        quiet(writer.markdown(hint)),
        ...(options.scopes.length > most
          ? [
              quiet(
                writer.markdown(
                  say('Not all instances fit into this list. For another one write: {example}', {
                    example: remindExample(view),
                  }),
                ),
              ),
            ]
          : []),
      ],
      actions: actionsOf(options, writer),
      speak: summary,
      writer,
    }),
    summary,
    text: [summary, ...(problem === undefined ? [] : [writer.plain(problem)]), writer.plain(hint)].join('\n'),
  }));
}

function titleOf({ kind, existing }: RemindFormCardOptions): Text {
  if (existing === undefined) return kind === 'reminder' ? say('Set up a reminder') : say('Set up a summary');
  return kind === 'reminder' ? say('Change a reminder') : say('Change a summary');
}

/** What was chosen stands in the list even where the list is cut before it, or the estate has changed. */
function scopeInput({ scopes, chosen }: RemindFormCardOptions, most: number, writer: Writer) {
  const value = chosen?.scope === undefined ? undefined : scopeCode(chosen.scope);
  const known = scopes.slice(0, most);
  const isKnown = known.some((scope) => scopeCode(scope).toLowerCase() === value?.toLowerCase());
  const offered = chosen?.scope === undefined || isKnown ? known : [chosen.scope, ...known];
  const selected = offered.map(scopeCode).find((code) => code.toLowerCase() === value?.toLowerCase());
  return choiceInput(
    { id: inputNames.scope, label: writer.plain(say('About')) },
    titled(offered, writer),
    selected ?? offered.map(scopeCode)[0],
  );
}

/** Those of one name also say where they are. */
function titled(scopes: readonly AzureScope[], writer: Writer) {
  const names = scopes.map((scope) => writer.plain(scopeInWords(scope)));
  return scopes.map((scope, index) => {
    const name = names[index] ?? '';
    const isAlone = names.filter((other) => other === name).length === 1;
    const title = isAlone ? name : writer.plain(say('{name} in {place}', { name, place: placeOf(scope) }));
    return { title: clipped(title, 120), value: scopeCode(scope) };
  });
}

function placeOf(scope: AzureScope): string {
  if (scope.kind === 'instance') return parseArmId(scope.instanceId)?.resourceGroup ?? scope.instanceId;
  return scope.kind === 'resource-group' || scope.kind === 'subscription' ? scope.subscriptionId : '';
}

function daysInput({ kind, chosen, isPast = false }: RemindFormCardOptions, writer: Writer) {
  const own = chosen?.schedule;
  const value = own === undefined ? undefined : 'on' in own ? ONCE : daysValue(own.days, own.weeks);
  const sets: readonly (readonly number[])[] = [WEEKDAYS, EVERY_DAY, ...EVERY_DAY.map((day) => [day])];
  const regular = [
    ...sets.map((days) => ({ title: writer.plain(daysWords(days, writer)), value: daysValue(days) })),
    ...[1, 5].map((day) => ({ title: writer.plain(otherDaysWords([day], writer)), value: daysValue([day], 2) })),
  ];
  const isListed = value === undefined || value === ONCE || regular.some((one) => one.value === value);
  const title = (schedule: Weekly) =>
    schedule.weeks === undefined ? daysWords(schedule.days, writer) : otherDaysWords(schedule.days, writer);
  const choices = [
    ...(kind === 'reminder' ? [{ title: writer.plain(milestonesWords(isPast)), value: AS_THE_DAY_COMES }] : []),
    ...(isListed || own === undefined || 'on' in own ? [] : [{ title: writer.plain(title(own)), value }]),
    ...regular,
    { title: writer.plain(say('Once, on the day below')), value: ONCE },
  ];
  // Ahead of the day the reminders come closer with it; behind it a week is what fits something that is broken.
  const usual = kind === 'reminder' && !isPast ? AS_THE_DAY_COMES : '1';
  return choiceInput({ id: inputNames.days, label: writer.plain(say('When')) }, choices, value ?? usual);
}

/** Value of the input `days`: weekdays, and `/2` where only every other week counts. */
function daysValue(days: readonly number[], weeks?: 2): string {
  return weeks === undefined ? days.join() : `${days.join()}/2`;
}

function milestonesWords(isPast: boolean): Text {
  return isPast ? say('Weekly at first, then monthly') : say('As the day comes closer');
}

function actionsOf({ kind, existing }: RemindFormCardOptions, writer: Writer): readonly Action[] {
  if (existing === undefined) {
    return [
      askButton(writer.plain(say('Set up')), { kind: 'remind', what: kind }, 'positive'),
      askButton(writer.plain(say('List')), { kind: 'reminders' }),
    ];
  }
  const { id, state } = existing;
  return [
    askButton(writer.plain(say('Save')), { kind: 'remind', what: kind, replaces: id }, 'positive'),
    state === 'active'
      ? askButton(writer.plain(say('Pause')), { kind: 'change-reminders', act: 'pause', id })
      : askButton(writer.plain(say('Resume')), { kind: 'change-reminders', act: 'resume', id }),
    askButton(writer.plain(say('Stop')), { kind: 'change-reminders', act: 'stop', id }),
    askButton(writer.plain(say('List')), { kind: 'reminders' }),
  ];
}
