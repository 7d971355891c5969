/** The form for a reminder or a summary: about what, when, on which clock. */
import type { Action } from '@microsoft/teams.cards';
import { parseArmId } from '../src/model/arm.ts';
import type { ReminderScope, Schedule, Subscription } from '../src/model/reminder.ts';
import { say, type Text } from '../src/model/text.ts';
import { firstThatFits } from './card-size.ts';
import { adaptiveCard, askButton, type CardMessage, container, heading, paragraph, quiet } from './elements.ts';
import { clipped, escapeMarkdown } from './escape-markdown.ts';
import { choiceInput, lineInput, timeInput } from './inputs.ts';
import { AS_THE_DAY_COMES, inputNames } from './reminder-actions.ts';
import { daysWords, scopeWords } from './reminder-wording.ts';
import { scopeCode } from './scope-code.ts';
import { type CardView, type Writer, writerFor } from './writer.ts';

/** What the card is drawn from. */
export interface RemindFormCardOptions {
  readonly kind: 'reminder' | 'summary';
  /** What it can be about, the widest first (`scopeChoices`). */
  readonly scopes: readonly ReminderScope[];
  /** What was chosen, as far as anything was. */
  readonly chosen?: {
    readonly scope?: ReminderScope | undefined;
    readonly schedule?: Schedule | undefined;
    /** IANA name; that of the reader where there is none. */
    readonly timeZone?: string | undefined;
  };
  /** The one to change; without it a new one is set up. */
  readonly existing?: Pick<Subscription, 'id' | 'state'> | undefined;
  /** Why what was sent before could not be taken. */
  readonly problem?: Text | undefined;
  readonly view: CardView;
}

const WEEKDAYS = [1, 2, 3, 4, 5];
const EVERY_DAY = [...WEEKDAYS, 6, 7];

/** Sets up a reminder or summary, or changes one. */
export function remindFormCard(options: RemindFormCardOptions): CardMessage {
  const { kind, problem, chosen, view } = options;
  const writer = writerFor(view);
  const summary = writer.plain(titleOf(options));
  const zone = clipped(chosen?.timeZone ?? view.timeZone, 60);
  const hint =
    kind === 'reminder'
      ? say(
          'Reminders come only while something is unmet. "As the day comes closer": 180, 90, 60, 30, 14, 7, 3 and 1 days before and on the day, then weekly and monthly.',
        )
      : say('A summary says how everything stands, also when nothing is unmet.');
  return firstThatFits([100, 60, 40, 20], (most) => ({
    card: adaptiveCard({
      body: [
        heading(escapeMarkdown(summary)),
        ...(problem === undefined
          ? []
          : [container([paragraph(writer.markdown(problem))], { style: 'warning', bleed: true })]),
        scopeInput(options, most, writer),
        daysInput(options, writer),
        timeInput({ id: inputNames.time, label: writer.plain(say('Time')) }, chosen?.schedule?.time ?? '09:00'),
        lineInput(
          { id: inputNames.zone, label: writer.plain(say('Time zone')) },
          { value: zone, placeholder: 'Europe/Stockholm', maxLength: 60 },
        ),
        quiet(writer.markdown(hint)),
        ...(options.scopes.length > most
          ? [
              quiet(
                writer.markdown(
                  say('Not all instances fit into this list. For another one write: {example}', { example: EXAMPLE }),
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

/** As it has to be typed: the grammar is English. */
const EXAMPLE = 'remind me about apim-prod every Monday 9:00';

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
function titled(scopes: readonly ReminderScope[], writer: Writer) {
  const names = scopes.map((scope) => writer.plain(scopeWords(scope)));
  return scopes.map((scope, index) => {
    const name = names[index] ?? '';
    const isAlone = names.filter((other) => other === name).length === 1;
    const title = isAlone ? name : writer.plain(say('{name} in {place}', { name, place: placeOf(scope) }));
    return { title: clipped(title, 120), value: scopeCode(scope) };
  });
}

function placeOf(scope: ReminderScope): string {
  if (scope.by === 'instance') return parseArmId(scope.id)?.resourceGroup ?? scope.id;
  if (scope.by === 'resource-group') return scope.subscriptionId;
  return scope.by === 'subscription' ? scope.id : '';
}

function daysInput({ kind, chosen }: RemindFormCardOptions, writer: Writer) {
  const own = chosen?.schedule?.days;
  const sets = [WEEKDAYS, EVERY_DAY, ...EVERY_DAY.map((day) => [day])];
  const isListed = own === undefined || sets.some((days) => days.join() === own.join());
  const choices = [
    ...(kind === 'reminder' ? [{ title: writer.plain(say('As the day comes closer')), value: AS_THE_DAY_COMES }] : []),
    ...[...(isListed ? [] : [own]), ...sets].map((days) => ({
      title: writer.plain(daysWords(days, writer)),
      value: days.join(),
    })),
  ];
  const usual = kind === 'reminder' ? AS_THE_DAY_COMES : '1';
  return choiceInput(
    { id: inputNames.days, label: writer.plain(say('When')) },
    choices,
    own === undefined ? usual : own.join(),
  );
}

function actionsOf({ kind, existing }: RemindFormCardOptions, writer: Writer): readonly Action[] {
  if (existing === undefined) {
    return [
      askButton(writer.plain(say('Set up')), { verb: 'subscribe', what: kind }, 'positive'),
      askButton(writer.plain(say('List')), { verb: 'reminders' }),
    ];
  }
  const { id, state } = existing;
  return [
    askButton(writer.plain(say('Save')), { verb: 'subscribe', what: kind, subscription: id }, 'positive'),
    state === 'active'
      ? askButton(writer.plain(say('Pause')), { verb: 'subscription', act: 'pause', subscription: id })
      : askButton(writer.plain(say('Resume')), { verb: 'subscription', act: 'resume', subscription: id }),
    askButton(writer.plain(say('Stop')), { verb: 'subscription', act: 'stop', subscription: id }),
    askButton(writer.plain(say('List')), { verb: 'reminders' }),
  ];
}
