/** `npm run reminders`: what would go where and why, and the messages that were given up. For operators. */

import { type Day, dayAt, daysBetween, type Instant } from '../model/days.ts';
import type { Waiver } from '../model/decision.ts';
import type { Retirement } from '../model/retirement.ts';
import { render } from '../model/text.ts';
import type { Assessor } from '../readiness/assessor.ts';
import { whatIsDue } from '../reminders/jobs/what-is-due.ts';
import type { DueReminder } from '../reminders/rules/due-reminders.ts';
import { milestoneName, occasionOf } from '../reminders/rules/milestones.ts';
import type { Place } from '../reminders/rules/place.ts';
import { type Subscription, scopeInWords } from '../reminders/rules/subscription.ts';
import { notWaived } from '../reminders/rules/waiver.ts';
import type { Store } from '../reminders/store/store.ts';
import { commandNamed, dayOption, fileOption, readOptions, UsageError, withEstate } from './command.ts';
import { EXIT } from './exit-status.ts';
import type { Output } from './output.ts';

/** What `reminders` was asked for. */
export type RemindersArguments =
  | { readonly kind: 'dry-run'; readonly today: Day | undefined; readonly estate: string | undefined }
  | { readonly kind: 'dead' }
  | { readonly kind: 'resend'; readonly id: string };

/** How to call `reminders`. */
export const REMINDERS_USAGE =
  'Usage: npm run -s reminders -- --dry-run [--today YYYY-MM-DD] [--estate FILE] | --dead | --resend ID';

/** Reads the arguments of `reminders`. Throws `UsageError`, or `Told`. */
export function remindersArguments(words: readonly string[]): RemindersArguments {
  const command = withEstate(
    commandNamed('npm run -s reminders --', 'Tells what would go where and why, and which messages were given up.')
      .option('--dry-run', 'what would be sent now; sends nothing')
      .option('--dead', 'the messages that were given up')
      .option('--resend <id>', 'make one of those due again'),
  );
  const { dryRun, dead, resend, ...options } = readOptions<RemindersOptions>(command, words);
  if ([dryRun, dead, resend].filter((one) => one !== undefined).length !== 1) {
    throw new UsageError('Give one of --dry-run, --dead and --resend.');
  }
  if (dryRun === undefined && (options.today ?? options.estate) !== undefined) {
    throw new UsageError('--today and --estate belong to --dry-run.');
  }
  const today = dayOption(options.today, '--today');
  const estate = fileOption(options.estate, '--estate');
  if (dryRun === true) return { kind: 'dry-run', today, estate };
  return resend === undefined ? { kind: 'dead' } : { kind: 'resend', id: resend };
}

interface RemindersOptions {
  readonly dryRun?: true;
  readonly dead?: true;
  readonly resend?: string;
  readonly today?: string;
  readonly estate?: string;
}

/**
 * Says what would go out at an instant, by what is known so far: nothing is read from Azure but the list of instances, nothing is
 * written, nothing is sent. Throws `AzureUnreachable`.
 */
export async function dryRun(
  { today, now }: { readonly today: Day | undefined; readonly now: Instant },
  parts: {
    readonly store: Store;
    readonly assessor: Pick<Assessor, 'instances'>;
    readonly retirements: readonly Retirement[];
    readonly output: Output;
  },
): Promise<number> {
  const { store, assessor, retirements, output } = parts;
  // The whole of that day: whatever falls due on it, in any zone that has reached it by the end.
  const instant: Instant = today === undefined ? now : `${today}T23:59:59.999Z`;
  const { reminders, summaries, state } = await whatIsDue(store, await assessor.instances(), retirements, instant);
  const places = new Map((await store.places.all()).map((place) => [place.id, place]));
  const blocks = [
    ...reminders.map((due) => reminderBlock(due, retirements, state.waivers, places.get(due.subscription.placeId))),
    ...summaries.map(({ subscription, local }) =>
      block(`Summary → ${whereIs(places.get(subscription.placeId))}`, [
        `Due since ${local.replace('T', ' ')} (${subscription.schedule?.zone ?? 'UTC'})`,
        setUp(subscription),
      ]),
    ),
  ];
  const day = dayAt(instant);
  const count = blocks.length;
  const head =
    count === 0
      ? `Nothing would go out on ${day}.`
      : `${count} ${count === 1 ? 'message' : 'messages'} would go out on ${day}:`;
  const silent = [...places.values()].filter(({ state: now }) => now !== 'ok').map(silence);
  output.out(`${[head, ...blocks, ...(silent.length === 0 ? [] : [block('Not reached:', silent)])].join('\n\n')}\n`);
  return EXIT.ready;
}

/** Lists the messages that were given up, with the ids that `--resend` takes. */
export async function listDead(store: Store, output: Output): Promise<number> {
  const letters = await store.deliveries.deadLetters();
  if (letters.length === 0) output.out('No message was given up.\n');
  for (const { id, place, instanceId, what, why, madeOutAt, givenUpAt } of letters) {
    const about = instanceId === undefined ? what : `${nameIn(instanceId)} ${what}`;
    output.out(`${id}  ${about} → ${place}: ${why}, prepared ${madeOutAt}, given up ${givenUpAt ?? '-'}\n`);
  }
  return EXIT.ready;
}

/** Makes a message that was given up due again. The bot sends it with its next scan. */
export async function resendDead(id: string, store: Store, now: Instant, output: Output): Promise<number> {
  if (await store.deliveries.resend(id, now)) {
    output.out('It is due again: the bot sends it with its next scan, within ten minutes, or when it is started.\n');
    return EXIT.ready;
  }
  output.err(`No message with the id ${id} was given up: see --dead.\n`);
  return EXIT.noInstance;
}

function reminderBlock(
  due: DueReminder,
  retirements: readonly Retirement[],
  waivers: readonly Waiver[],
  place: Place | undefined,
): string {
  const { instance, provenState, today, subscription } = due;
  const unmet = notWaived(provenState, waivers, today).map(({ requirement }) => requirement);
  return block(`${instance.name} → ${whereIs(place)}`, [
    whyOf(due, retirements.find(({ id }) => id === provenState.retirement)?.effective),
    ...(unmet.length === 0 ? [] : [`Unmet: ${unmet.join(', ')}`]),
    `Last read ${provenState.latest.checkedAt}`,
    setUp(subscription),
  ]);
}

function whyOf({ milestone, today }: DueReminder, effective: Day | undefined): string {
  const occasion = occasionOf(milestone);
  if (occasion === 'all-met') return 'All is met: the closing message';
  if (occasion === 'no-longer-ready') return 'It was ready and no longer is';
  if (occasion === 'pause-ended') return 'A snooze or acknowledgement has ended';
  if (occasion === 'waiver-ended') return 'A waiver has ended';
  const days = effective === undefined ? undefined : daysBetween(today, effective);
  if (days === undefined) return `Milestone ${milestoneName(milestone)}`;
  return `Milestone ${milestoneName(milestone)}, ${days >= 0 ? `${days} days before` : `${-days} days after`} ${effective}`;
}

function setUp({ setUpBy, createdAt, scope }: Subscription): string {
  return `Set up by ${setUpBy.name ?? 'somebody'} on ${dayAt(createdAt)}, about ${render(scopeInWords(scope))}`;
}

function silence(place: Place): string {
  return `${whereIs(place)}: ${place.why ?? place.state}, since ${dayAt(place.since)}`;
}

function whereIs(place: Place | undefined): string {
  if (place === undefined) return 'an unknown place';
  const names = [place.teamName, place.channelName].filter((name) => name !== undefined);
  return names.length === 0 ? `${place.kind} ${place.conversationId}` : names.join(' · ');
}

function block(head: string, lines: readonly string[]): string {
  return [head, ...lines.map((line) => `  ${line}`)].join('\n');
}

function nameIn(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}
