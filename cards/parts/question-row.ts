/** A question that works, with a button that asks it. */
import type { CardElement } from '@microsoft/teams.cards';
import { say } from '../../src/model/text.ts';
import { clipped, escapeMarkdown } from '../wording/escape-markdown.ts';
import type { Writer } from '../wording/writer.ts';
import { askButton, paragraph, rowWithButton } from './elements.ts';

/** The question as text, answered below, so that the list stays: because buttons do not wrap, and the button "Ask". */
export function questionRow(question: string, writer: Writer): CardElement {
  const tooltip = writer.plain(say('Ask: {question}', { question: clipped(question, 160) }));
  const button = askButton(writer.plain(say('Ask')), { kind: 'ask', question, place: 'new' });
  return rowWithButton([paragraph(escapeMarkdown(clipped(question, 160)))], { ...button, tooltip });
}
