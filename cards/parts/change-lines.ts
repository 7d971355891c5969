/** What is not what it was, by name, and who changed what in Azure before that. */
import type { CardElement, IExecuteAction } from '@microsoft/teams.cards';
import type { PortalContext } from '../../src/fixes/portal-links.ts';
import { dayAt } from '../../src/model/days.ts';
import type { ResourceChange } from '../../src/model/resource-change.ts';
import type { Scope } from '../../src/model/scope.ts';
import { say, type Text } from '../../src/model/text.ts';
import { MOVE_KINDS, type MoveKind, type MovesByKind } from '../../src/readiness/finding-changes.ts';
import { andMore } from '../wording/answer.ts';
import { bold, clipped, escapeMarkdown, joined, type Markdown } from '../wording/escape-markdown.ts';
import { changeLink, changeText } from '../wording/resource-change.ts';
import type { Writer } from '../wording/writer.ts';
import { askButton, paragraph, quiet } from './elements.ts';

/** The kind of a move, as the word before it. */
export const MOVE_WORDS: Readonly<Record<MoveKind, Text>> = {
  worse: say('Worse'),
  new: say('New'),
  unseen: say('Not visible any more'),
  better: say('Better'),
  seen: say('Visible now, and met'),
  fixed: say('Fixed'),
};

/** A line for each change under a headline, what got worse first; of each kind at most so many, and the rest counted. */
export function changeLines(
  headline: Text,
  changes: MovesByKind<Text>,
  most: number,
  writer: Writer,
): readonly CardElement[] {
  if (MOVE_KINDS.every((kind) => (changes[kind] ?? []).length === 0)) return [];
  return [
    paragraph(bold(writer.plain(headline)), { spacing: 'Medium' }),
    ...MOVE_KINDS.flatMap((kind) => {
      const titles = changes[kind] ?? [];
      const left = titles.length - most;
      return [
        ...titles.slice(0, most).map((title) => quiet(line(kind, title, writer))),
        ...(left > 0
          ? [quiet(joined([bold(writer.plain(MOVE_WORDS[kind])), writer.markdown(andMore(left))], writer.colon))]
          : []),
      ];
    }),
  ];
}

/** The way to all changes, where a list has no room for them. `since` is when those of before were read, ISO. */
export function allChanges(
  changes: MovesByKind<unknown>,
  since: string | undefined,
  scope: Scope,
  most: number,
  writer: Writer,
): readonly IExecuteAction[] {
  if (since === undefined || Object.values(changes).every((all) => all.length <= most)) return [];
  const action = { kind: 'changes', since: dayAt(since), scope, place: 'new' } as const;
  return [askButton(writer.plain(say('All changes')), action)];
}

function line(kind: MoveKind, title: Text, writer: Writer): Markdown {
  return joined(
    [bold(writer.plain(MOVE_WORDS[kind])), escapeMarkdown(clipped(writer.plain(title), 200))],
    writer.colon,
  );
}

/** Lines of a message about who changed what before it came, under a headline. */
export function changedLines(
  headline: Text,
  changes: readonly ResourceChange[],
  portal: PortalContext | undefined,
  writer: Writer,
): readonly CardElement[] {
  if (changes.length === 0) return [];
  const line = (change: ResourceChange) =>
    portal === undefined ? writer.markdown(changeText(change, writer)) : changeLink(change, portal, writer);
  return [
    paragraph(bold(writer.plain(headline)), { spacing: 'Medium' }),
    ...changes.map((change) => quiet(line(change), { spacing: 'None' })),
  ];
}
