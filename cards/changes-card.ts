/** What changed since a day: fixed, new, worse, by name. */
import type { CardElement } from '@microsoft/teams.cards';
import type { PortalContext } from '../src/fixes/portal-links.ts';
import { dayInWords } from '../src/model/days.ts';
import { count, say, type Text } from '../src/model/text.ts';
import type { Changes, Move } from '../src/readiness/finding-changes.ts';
import type { UnmetSince } from '../src/readiness/history.ts';
import type { WhoChanged } from '../src/readiness/who-changed.ts';
import { whoIsNotReadyButton } from './parts/answer-buttons.ts';
import { MOVE_WORDS } from './parts/change-lines.ts';
import { type CardMessage, paragraph, quiet } from './parts/elements.ts';
import { type Again, type Block, blocksWithLines, pagedCard } from './parts/pages.ts';
import { bold, clipped, joined, type Markdown } from './wording/escape-markdown.ts';
import { linkedText } from './wording/linked-text.ts';
import { changeLink, changeText } from './wording/resource-change.ts';
import { type RequirementTitle, statusWithImpact, titleOf } from './wording/status.ts';
import { verdictSymbol, verdictWord } from './wording/verdict.ts';
import { type CardView, type Writer, writerFor } from './wording/writer.ts';

/** One instance and what changed there. */
export interface InstanceChanges {
  readonly id: string;
  readonly name: string;
  /** Absent when nothing was kept from before. */
  readonly changes?: Changes;
  /** Since when the rest is unmet: what has not moved. */
  readonly unmet?: readonly UnmetSince[];
  /** By requirement that moved: who changed what it rests on. */
  readonly behind?: WhoChanged['behind'];
  /** What else was changed in what the instance rests on. */
  readonly beside?: WhoChanged['beside'];
  readonly unread?: WhoChanged['unread'];
}

/** What the card is drawn from. */
export interface ChangesCardOptions {
  readonly instances: readonly InstanceChanges[];
  readonly requirements: readonly RequirementTitle[];
  /** UTC day that was asked for, `YYYY-MM-DD`. */
  readonly since: string;
  /** Where links into the portal lead. */
  readonly portal: PortalContext;
  readonly again: Again;
  readonly view: CardView;
}

function isChanged({ changes }: InstanceChanges): boolean {
  return changes !== undefined && (changes.moves.length > 0 || changes.before !== changes.now);
}

function moveLine(move: Move, options: ChangesCardOptions): Text {
  const values = {
    kind: MOVE_WORDS[move.kind],
    title: titleOf(move.requirement, move.now.status, options.requirements),
    now: statusWithImpact(move.now.status, move.now.impact),
  };
  return move.before === undefined
    ? say('{kind}: {title}. Not judged before; now: {now}.', values)
    : say('{kind}: {title}. Before: {before}; now: {now}.', {
        ...values,
        before: statusWithImpact(move.before.status, move.before.impact),
      });
}

function verdictLine(changes: Changes): Text {
  const now = verdictWord(changes.now);
  return changes.before === changes.now
    ? say('{now}, as before', { now })
    : say('{now}; before: {before}', { now, before: verdictWord(changes.before) });
}

/** Lines of one instance on one page; what has more goes on there. */
const LINES = 10;
/** Instances on a page. */
const MOST = 6;

function blocksOf(instance: InstanceChanges, options: ChangesCardOptions, writer: Writer): readonly Block[] {
  const { changes, name } = instance;
  const known = knownLines(instance, options, writer);
  if (changes === undefined) {
    const nothing = quiet(writer.markdown(say('{name}: nothing was kept from before', { name })));
    return blocksWithLines({ head: [nothing], lines: known }, LINES, name, writer);
  }
  const head = joined(
    [verdictSymbol(changes.now) as Markdown, bold(clipped(name, 60)), writer.markdown(verdictLine(changes))],
    ' ',
  );
  const moves = changes.moves.flatMap((move) => [
    paragraph(linkedText(moveLine(move, options), writer, 240), { spacing: 'Small' }),
    ...(instance.behind?.get(move.requirement) ?? []).map((change) =>
      quiet(changeLink(change, options.portal, writer), { spacing: 'None' }),
    ),
  ]);
  const compared = [
    paragraph(head),
    quiet(writer.markdown(say('Compared with {when}', { when: writer.instant(changes.since) })), { spacing: 'None' }),
  ];
  return blocksWithLines({ head: compared, lines: [...moves, ...known] }, LINES, name, writer);
}

/** What has not moved but is unmet, since when; and what else was changed that it rests on. */
function knownLines(
  { unmet = [], beside = [], unread }: InstanceChanges,
  { requirements, portal }: ChangesCardOptions,
  writer: Writer,
): readonly CardElement[] {
  const alike = Map.groupBy(unmet, ({ since: at, wasMet }) => JSON.stringify([at, wasMet]));
  const since = [...alike.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const all = [first, ...others].map(({ requirement }) => writer.plain(titleOf(requirement, 'fail', requirements)));
    const values = { titles: all.join('; '), when: writer.instant(first.since) };
    return first.wasMet
      ? [say('Unmet since {when}: {titles}', values)]
      : [say('Unmet since it was first looked at, {when}: {titles}', values)];
  });
  return [
    ...since.map((line) => quiet(linkedText(line, writer, 480), { spacing: 'Small' })),
    ...(beside.length === 0
      ? []
      : [paragraph(writer.markdown(say('Changed in what it rests on')), { spacing: 'Medium' })]),
    ...beside.map((change) => quiet(changeLink(change, portal, writer), { spacing: 'None' })),
    ...(unread === undefined
      ? []
      : [quiet(writer.markdown(say('Azure did not show all of who changed what ({reason}).', { reason: unread })))]),
  ];
}

function titleFor({ instances, since }: ChangesCardOptions): Text {
  const day = dayInWords(since);
  const known = instances.filter(({ changes }) => changes !== undefined);
  const changed = instances.filter(isChanged).length;
  if (known.length === 0 && instances.some(({ beside = [] }) => beside.length > 0))
    return say('What was changed in Azure since {day}, and nothing was kept from before to compare with', { day });
  if (known.length === 0)
    return say('Nothing was kept from before {day}, so there is nothing to compare with', { day });
  if (changed === 0) return say('Nothing changed since {day}', { day });
  return count(
    changed,
    { one: '{count} instance changed since {day}', other: '{count} instances changed since {day}' },
    { day },
  );
}

/** Changed instances with what moved; the others are counted. */
export function changesCard(options: ChangesCardOptions): CardMessage {
  const { instances, view } = options;
  const writer = writerFor(view);
  const summary = clipped(writer.plain(titleFor(options)), 200);
  const changed = instances.filter(isChanged);
  const unknown = instances.filter(({ changes }) => changes === undefined);
  const shown = instances.length === 1 ? instances : [...changed, ...unknown];
  const same = instances.length - changed.length - unknown.length;
  const lines = changed.flatMap(({ name, changes, behind }) => [
    ...(changes === undefined ? [] : [say('{name} {verdict}', { name, verdict: verdictLine(changes) })]),
    ...(changes?.moves ?? []).flatMap((move) => [
      moveLine(move, options),
      ...(behind?.get(move.requirement) ?? []).map((change) => changeText(change, writer)),
    ]),
  ]);
  return pagedCard({
    summary,
    blocks: shown.flatMap((instance) => blocksOf(instance, options, writer)),
    most: MOST,
    again: options.again,
    closing: same > 0 && instances.length > 1 ? [quiet(writer.markdown(othersStay(same)))] : [],
    actions: [whoIsNotReadyButton(writer)],
    lines: lines.slice(0, 12).map((line) => clipped(writer.plain(line), 240)),
    writer,
  });
}

function othersStay(number: number): Text {
  return count(number, { one: '{count} other stands as before', other: '{count} others stand as before' });
}
