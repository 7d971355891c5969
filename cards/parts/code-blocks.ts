/** Commands that can be copied with one press, for the clients that have code blocks. */
import type { ICodeBlock, IRichTextBlock } from '@microsoft/teams.cards';
import { isObject, list, text } from '../../src/model/json.ts';
import { leavesRoom } from './card-size.ts';

/**
 * The same card with a code block for each block of commands, whose fallback is the block that it replaces. Each command is then
 * carried twice: a card that would be too large by it stays as it is.
 */
export function withCodeBlocks(card: unknown): unknown {
  const changed = changedIn(card);
  return leavesRoom(changed) ? changed : card;
}

function changedIn(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(changedIn);
  if (!isObject(value)) return value;
  const commands = commandsOf(value);
  if (commands !== undefined) return codeBlock(value as unknown as IRichTextBlock, commands);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, changedIn(part)]));
}

/** The text of a block of commands as `fixedWidth` draws it: one run, in fixed width. */
function commandsOf(element: Readonly<Record<string, unknown>>): string | undefined {
  if (element.type !== 'RichTextBlock') return undefined;
  const [run, ...others] = list(element, 'inlines');
  return others.length === 0 && text(run, 'fontType') === 'Monospace' ? text(run, 'text') : undefined;
}

function codeBlock(fallback: IRichTextBlock, codeSnippet: string): ICodeBlock {
  const spacing = fallback.spacing ?? 'Small';
  return { type: 'CodeBlock', codeSnippet, language: 'PlainText', spacing, fallback };
}
