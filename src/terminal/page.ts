/** Lines for a terminal: wrapped, indented, coloured where that is wanted. */
import { styleText } from 'node:util';
import { safeLink } from '../../cards/wording/escape-markdown.ts';
import { changeText } from '../../cards/wording/resource-change.ts';
import { writerFor } from '../../cards/wording/writer.ts';
import type { Status, Verdict } from '../model/finding.ts';
import type { ResourceChange } from '../model/resource-change.ts';
import { say, type Text } from '../model/text.ts';
import { cellsOf, wrap } from './wrap.ts';

/** How to write. */
export interface TerminalLook {
  /** Cells in a line; fewer than 40 count as 40. Addresses and commands are never broken. */
  readonly width: number;
  /** Whether to write ANSI colours. Nothing is told by colour alone. */
  readonly color: boolean;
}

/** Colours and weights in use. */
export type Style = 'red' | 'yellow' | 'green' | 'magenta' | 'dim' | 'bold';

/** By status. */
export const statusStyles: Readonly<Record<Status, Style>> = {
  fail: 'red',
  unknown: 'magenta',
  warn: 'yellow',
  pass: 'green',
  'not-applicable': 'dim',
};

/** By verdict. */
export const verdictStyles: Readonly<Record<Verdict, Style>> = {
  'not-ready': 'red',
  undecided: 'magenta',
  'action-needed': 'yellow',
  ready: 'green',
};

/** The terminal speaks English and UTC: scripts and colleagues read it. */
export const writer = writerFor({ locale: 'en-GB', timeZone: 'UTC', authors: true });

/** A text as one line. */
export const plain = (text: Text): string => writer.plain(text);

/** Who changed what lately, as one line. */
export const changedLatelyLine = (change: ResourceChange): string =>
  `${plain(say('Changed lately'))}: ${plain(changeText(change, writer))}`;

/** Writes lines of one look. */
export interface TerminalPage {
  readonly width: number;
  styled(style: Style | undefined, text: string): string;
  /** A paragraph, indented by so many cells. */
  lines(text: string, indent: number, style?: Style): readonly string[];
  /** A symbol, then text that hangs beside it. */
  marked(symbol: string, text: string, indent: number, style?: Style): readonly string[];
  /** An address, whole; nothing for one that may not leave. */
  link(address: string, indent: number): readonly string[];
}

/** Makes the writer of a look. */
export function pageOf(look: TerminalLook): TerminalPage {
  const width = Math.max(look.width, 40);
  const styled = (style: Style | undefined, text: string) =>
    look.color && style !== undefined ? styleText(style, text, { validateStream: false }) : text;
  return {
    width,
    styled,
    lines: (text, indent, style) => wrap(text, width - indent).map((line) => ' '.repeat(indent) + styled(style, line)),
    marked(symbol, text, indent, style) {
      const hang = ' '.repeat(indent + 3);
      const gap = ' '.repeat(Math.max(1, 3 - cellsOf(symbol)));
      return wrap(text, width - hang.length).map((line, index) =>
        index === 0 ? `${' '.repeat(indent)}${symbol}${gap}${styled(style, line)}` : hang + styled(style, line),
      );
    },
    link(address, indent) {
      const url = safeLink(address);
      return url === undefined ? [] : [`${' '.repeat(indent)}${url}`];
    },
  };
}
