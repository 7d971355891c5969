/** What is set up in a conversation: reminders and summaries, who set them up, and what does not arrive. */

import type { CardElement } from '@microsoft/teams.cards';
import { dayInWords } from '../src/model/days.ts';
import type { Subscription } from '../src/model/reminder.ts';
import { count, say, type Text } from '../src/model/text.ts';
import type { Place } from '../src/reminders/rules/place.ts';
import { scopeInWords } from '../src/reminders/rules/subscription.ts';
import { firstThatFits } from './card-size.ts';
import {
  adaptiveCard,
  askButton,
  buttons,
  type CardMessage,
  container,
  heading,
  paragraph,
  quiet,
} from './elements.ts';
import { bold, clipped, escapeMarkdown } from './escape-markdown.ts';
import { andMore, nameOfPerson, scheduleWords, troubleWords } from './reminder-wording.ts';
import { type CardView, type Writer, writerFor } from './writer.ts';

/** A place that nothing reaches any more. A `Place` that is not `ok` fits. */
export type UnreachablePlace = Pick<Place, 'kind' | 'teamName' | 'channelName' | 'why' | 'since'>;

/** What the card is drawn from. */
export interface RemindersListCardOptions {
  /** Everything that is set up here, stopped ones left out. */
  readonly subscriptions: readonly Subscription[];
  /** Places where something is set up that does not arrive. */
  readonly unreachable?: readonly UnreachablePlace[];
  readonly view: CardView;
}

interface Way {
  readonly rows: number;
  /** Whether pause and stop have buttons of their own here; the form behind "Change" has them too. */
  readonly all: boolean;
}

const ways: readonly [Way, ...Way[]] = [
  { rows: 6, all: true },
  { rows: 12, all: false },
  { rows: 8, all: false },
  { rows: 4, all: false },
];

/** A list with everything to change it, or how to begin. */
export function remindersListCard(options: RemindersListCardOptions): CardMessage {
  const { subscriptions, unreachable = [], view } = options;
  const writer = writerFor(view);
  const summary = writer.plain(titleOf(subscriptions.length));
  const text = [
    summary,
    ...subscriptions
      .slice(0, 10)
      .map((one) =>
        clipped(writer.plain(say('{what}. {state}', { what: whatOf(one, writer), state: stateOf(one) })), 200),
      ),
    ...unreachable.map((place) => clipped(writer.plain(unreachableLine(place)), 200)),
  ].join('\n');
  const [first, ...rest] = subscriptions.length > ways[0].rows ? ways.slice(1) : ways;
  return firstThatFits([first ?? ways[0], ...rest], ({ rows, all }) => {
    const left = subscriptions.length - rows;
    return {
      card: adaptiveCard({
        body: [
          heading(escapeMarkdown(summary)),
          ...(subscriptions.length === 0
            ? [paragraph(writer.markdown(say('You can also write: {example}', { example: EXAMPLE })))]
            : []),
          ...subscriptions.slice(0, rows).map((one) => rowOf(one, all, writer)),
          ...(left > 0 ? [quiet(writer.markdown(andMore(left)), { separator: true })] : []),
          ...unreachableElements(unreachable, writer),
        ],
        actions: [
          askButton(writer.plain(say('New reminder')), { verb: 'remind-form', what: 'reminder' }),
          askButton(writer.plain(say('New summary')), { verb: 'remind-form', what: 'summary' }),
        ],
        speak: summary,
        writer,
      }),
      summary,
      text,
    };
  });
}

/** As it has to be typed: the grammar is English. */
const EXAMPLE = 'remind me about apim-prod';

function titleOf(number: number): Text {
  return number === 0
    ? say('Nothing is set up here')
    : count(number, {
        one: '{count} reminder or summary is set up here',
        other: '{count} reminders and summaries are set up here',
      });
}

function whatOf({ kind, scope, schedule, timeZone }: Subscription, writer: Writer): Text {
  const values = { scope: scopeInWords(scope), schedule: scheduleWords(schedule, timeZone, writer) };
  return kind === 'reminder'
    ? say('Reminder about {scope}, {schedule}', values)
    : say('Summary of {scope}, {schedule}', values);
}

function stateOf({ by, since, state, until }: Subscription): Text {
  const values = { name: nameOfPerson({ name: by }), day: dayInWords(since.slice(0, 10)) };
  if (state === 'active') return say('Set up by {name} on {day}', values);
  return until === undefined
    ? say('Set up by {name} on {day}; paused', values)
    : say('Set up by {name} on {day}; paused until {until}', { ...values, until: dayInWords(until) });
}

function rowOf(one: Subscription, all: boolean, writer: Writer): CardElement {
  const { id, kind, state } = one;
  const act = (title: Text, what: 'pause' | 'resume' | 'stop') =>
    askButton(writer.plain(title), { verb: 'subscription', act: what, subscription: id });
  return container(
    [
      paragraph(bold(clipped(writer.plain(whatOf(one, writer)), 240))),
      quiet(escapeMarkdown(clipped(writer.plain(stateOf(one)), 240)), { spacing: 'None' }),
      buttons([
        askButton(writer.plain(say('Change')), { verb: 'remind-form', what: kind, subscription: id }),
        ...(all
          ? [state === 'active' ? act(say('Pause'), 'pause') : act(say('Resume'), 'resume'), act(say('Stop'), 'stop')]
          : []),
      ]),
    ],
    { separator: true },
  );
}

function unreachableElements(places: readonly UnreachablePlace[], writer: Writer): readonly CardElement[] {
  if (places.length === 0) return [];
  const title = count(places.length, {
    one: 'Nothing arrives in {count} place',
    other: 'Nothing arrives in {count} places',
  });
  return [
    paragraph(bold(writer.plain(title)), { separator: true, spacing: 'Medium' }),
    ...places
      .slice(0, MOST_PLACES)
      .flatMap((place) => [
        paragraph(writer.markdown(placeName(place)), { spacing: 'Small' }),
        quiet(writer.markdown(whyOf(place)), { spacing: 'None' }),
      ]),
    ...(places.length > MOST_PLACES ? [quiet(writer.markdown(andMore(places.length - MOST_PLACES)))] : []),
  ];
}

const MOST_PLACES = 5;

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
