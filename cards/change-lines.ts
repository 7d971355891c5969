/** What is not what it was, by name: fixed, new, worse. */
import type { CardElement } from '@microsoft/teams.cards';
import { say, type Text } from '../src/model/text.ts';
import { quiet } from './elements.ts';
import { bold, clipped, escapeMarkdown } from './escape-markdown.ts';
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
  worse: say('Worse since the last message'),
  new: say('New since the last message'),
  fixed: say('Fixed since the last message'),
};

/** A line for each change, what got worse first; of each kind at most so many, and the rest counted. */
export function changeLines(changes: Changes, most: number, writer: Writer): readonly CardElement[] {
  return KINDS.flatMap((kind) => {
    const titles = changes[kind];
    if (titles.length === 0) return [];
    const left = titles.length - most;
    return [
      quiet(bold(writer.plain(WORDS[kind])), { spacing: 'Medium' }),
      ...titles
        .slice(0, most)
        .map((title) => quiet(escapeMarkdown(clipped(writer.plain(title), 200)), { spacing: 'None' })),
      ...(left > 0 ? [quiet(writer.markdown(andMore(left)), { spacing: 'None' })] : []),
    ];
  });
}
