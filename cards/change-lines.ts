/** What is not what it was, by name: fixed, new, worse. */
import type { CardElement } from '@microsoft/teams.cards';
import { say, type Text } from '../src/model/text.ts';
import { paragraph, quiet } from './elements.ts';
import { bold, clipped, escapeMarkdown, joined, type Markdown } from './escape-markdown.ts';
import { andMore } from './reminder-wording.ts';
import type { Writer } from './writer.ts';

/** Changes, each already a sentence. */
export interface Changes {
  readonly fixed: readonly Text[];
  readonly new: readonly Text[];
  readonly worse: readonly Text[];
}

const KINDS = ['worse', 'new', 'fixed'] as const;

const WORDS: Readonly<Record<(typeof KINDS)[number], Text>> = {
  worse: say('Worse'),
  new: say('New'),
  fixed: say('Fixed'),
};

/** A line for each change under a headline, what got worse first; of each kind at most so many, and the rest counted. */
export function changeLines(headline: Text, changes: Changes, most: number, writer: Writer): readonly CardElement[] {
  if (KINDS.every((kind) => changes[kind].length === 0)) return [];
  return [
    paragraph(bold(writer.plain(headline)), { spacing: 'Medium' }),
    ...KINDS.flatMap((kind) => {
      const titles = changes[kind];
      const left = titles.length - most;
      return [
        ...titles.slice(0, most).map((title) => quiet(line(kind, title, writer))),
        ...(left > 0 ? [quiet(joined([bold(writer.plain(WORDS[kind])), writer.markdown(andMore(left))], ': '))] : []),
      ];
    }),
  ];
}

function line(kind: (typeof KINDS)[number], title: Text, writer: Writer): Markdown {
  return joined([bold(writer.plain(WORDS[kind])), escapeMarkdown(clipped(writer.plain(title), 200))], ': ');
}
