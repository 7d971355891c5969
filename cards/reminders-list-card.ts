/** What is set up in a conversation: reminders and summaries, who set them up, and what does not arrive. */

import { dayInWords } from '../src/model/days.ts';
import { given } from '../src/model/given.ts';
import type { ListedSubscription } from '../src/model/reminder.ts';
import { count, say, type Text } from '../src/model/text.ts';
import type { Place } from '../src/reminders/rules/place.ts';
import { scopeInWords } from '../src/reminders/rules/subscription.ts';
import { askButton, buttons, type CardMessage, paragraph, quiet } from './parts/elements.ts';
import { type Block, pagedCard } from './parts/pages.ts';
import { bold, clipped, escapeMarkdown } from './wording/escape-markdown.ts';
import { nameOfPerson, remindExample, scheduleWords, troubleWords } from './wording/reminder.ts';
import { type CardView, type Writer, writerFor } from './wording/writer.ts';

/** A place that nothing reaches any more. A `Place` that is not `ok` fits. */
export type UnreachablePlace = Pick<Place, 'kind' | 'teamName' | 'channelName' | 'why' | 'since'>;

/** What the card is drawn from. */
export interface RemindersListCardOptions {
  /** Everything that is set up here, stopped ones left out. */
  readonly subscriptions: readonly ListedSubscription[];
  /** Places where something is set up that does not arrive. */
  readonly unreachable?: readonly UnreachablePlace[];
  /** Page to show, from 1. */
  readonly page?: number | undefined;
  readonly view: CardView;
}

/** Reminders, summaries and places on a page. */
const MOST = 6;

/** A list with everything to change it, or how to begin. */
export function remindersListCard(options: RemindersListCardOptions): CardMessage {
  const { subscriptions, unreachable = [], view } = options;
  const writer = writerFor(view);
  const states = subscriptions
    .slice(0, 10)
    .map((one) => say('{what}. {state}', { what: whatOf(one, writer), state: stateOf(one) }));
  const hint = say('You can also write: {example}', { example: remindExample(view) });
  return pagedCard({
    summary: writer.plain(titleOf(subscriptions.length)),
    lead: subscriptions.length === 0 ? [paragraph(writer.markdown(hint))] : [],
    blocks: [...subscriptions.map((one) => rowOf(one, writer)), ...unreachableBlocks(unreachable, writer)],
    most: MOST,
    again: { kind: 'reminders', ...given({ page: options.page }) },
    actions: [
      askButton(writer.plain(say('New reminder')), { kind: 'remind-form', what: 'reminder' }),
      askButton(writer.plain(say('New summary')), { kind: 'remind-form', what: 'summary' }),
    ],
    lines: [...states, ...unreachable.map(unreachableLine)].map((line) => clipped(writer.plain(line), 200)),
    writer,
  });
}

function titleOf(number: number): Text {
  return number === 0
    ? say('Nothing is set up here')
    : count(number, {
        one: '{count} reminder or summary is set up here',
        other: '{count} reminders and summaries are set up here',
      });
}

function whatOf({ kind, scope, schedule, timeZone }: ListedSubscription, writer: Writer): Text {
  const values = { scope: scopeInWords(scope), schedule: scheduleWords(schedule, timeZone, writer) };
  return kind === 'reminder'
    ? say('Reminder about {scope}, {schedule}', values)
    : say('Summary of {scope}, {schedule}', values);
}

function stateOf({ by, since, state, until }: ListedSubscription): Text {
  const values = { name: nameOfPerson({ name: by }), day: dayInWords(since.slice(0, 10)) };
  if (state === 'active') return say('Set up by {name} on {day}', values);
  return until === undefined
    ? say('Set up by {name} on {day}; paused', values)
    : say('Set up by {name} on {day}; paused until {until}', { ...values, until: dayInWords(until) });
}

function rowOf(one: ListedSubscription, writer: Writer): Block {
  const { id, kind, state } = one;
  const act = (title: Text, what: 'pause' | 'resume' | 'stop') =>
    askButton(writer.plain(title), { kind: 'change-reminders', act: what, id: id });
  return [
    paragraph(bold(clipped(writer.plain(whatOf(one, writer)), 240))),
    quiet(escapeMarkdown(clipped(writer.plain(stateOf(one)), 240)), { spacing: 'None' }),
    buttons([
      askButton(writer.plain(say('Change')), { kind: 'remind-form', what: kind, subscription: id }),
      state === 'active' ? act(say('Pause'), 'pause') : act(say('Resume'), 'resume'),
      act(say('Stop'), 'stop'),
    ]),
  ];
}

function unreachableBlocks(places: readonly UnreachablePlace[], writer: Writer): readonly Block[] {
  const title = count(places.length, {
    one: 'Nothing arrives in {count} place',
    other: 'Nothing arrives in {count} places',
  });
  return places.map((place, index) => [
    ...(index === 0 ? [paragraph(bold(writer.plain(title)))] : []),
    paragraph(writer.markdown(placeName(place)), { spacing: 'Small' }),
    quiet(writer.markdown(whyOf(place)), { spacing: 'None' }),
  ]);
}

function unreachableLine(place: UnreachablePlace): Text {
  return say('{place}: {why}', { place: placeName(place), why: whyOf(place) });
}

function whyOf({ why, since }: UnreachablePlace): Text {
  return say('Since {day}. {why}', { day: dayInWords(since.slice(0, 10)), why: troubleWords(why) });
}

function placeName({ kind, teamName, channelName }: UnreachablePlace): Text {
  if (kind === 'personal') return say('A personal chat');
  if (kind === 'groupChat') return say('A group chat');
  const team = clipped(teamName ?? '', 80);
  const channel = clipped(channelName ?? '', 80);
  if (team === '') return channel === '' ? say('A channel') : say('The channel {channel}', { channel });
  return channel === ''
    ? say('A channel of {team}', { team })
    : say('The channel {channel} of {team}', { channel, team });
}
