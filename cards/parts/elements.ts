/** The few Adaptive Card elements in use, and the frame around them. */
import type {
  Action,
  CardElement,
  ContainerStyle,
  IActionSet,
  IAdaptiveCard,
  IColumn,
  IColumnSet,
  IContainer,
  IExecuteAction,
  IOpenUrlAction,
  IRichTextBlock,
  ITextBlock,
  IToggleVisibilityAction,
} from '@microsoft/teams.cards';
import { cleanLines, escapeMarkdown, type Markdown, safeLink } from '../wording/escape-markdown.ts';
import type { Writer } from '../wording/writer.ts';
import type { CardAction } from './actions.ts';

/** What a card function returns. */
export interface CardMessage {
  readonly card: IAdaptiveCard;
  /** The line of the notification; plain text. Goes into the activity's `summary`. */
  readonly summary: string;
  /** The answer where no card can be shown; plain text with line breaks, so send it with `textFormat: 'plain'`. */
  readonly text: string;
}

/** How a text block may look. Colours are the host's, so that dark and high contrast work. */
export type TextLook = Pick<
  ITextBlock,
  'size' | 'weight' | 'isSubtle' | 'spacing' | 'separator' | 'style' | 'isVisible' | 'id' | 'fontType'
>;

/** A paragraph that wraps. */
export function paragraph(text: Markdown, look: TextLook = {}): ITextBlock {
  return { type: 'TextBlock', text, wrap: true, ...look };
}

/** The title of a card. */
export function heading(text: Markdown, look: TextLook = {}): ITextBlock {
  return paragraph(text, { size: 'Medium', weight: 'Bolder', style: 'heading', ...look });
}

/** A quiet line. */
export function quiet(text: Markdown, look: TextLook = {}): ITextBlock {
  return paragraph(text, { isSubtle: true, spacing: 'Small', size: 'Small', ...look });
}

/** A group of elements. */
export function container(
  items: readonly CardElement[],
  look: Pick<IContainer, 'id' | 'isVisible' | 'separator' | 'spacing' | 'bleed'> & { style?: ContainerStyle } = {},
): IContainer {
  return { type: 'Container', items: [...items] as IContainer['items'], ...look };
}

/**
 * Commands in fixed width, every character as it is: no Markdown is read in a text run. Version 1.5 of Adaptive Cards knows no
 * code block; clients that do get one in its place (`withCodeBlocks`).
 */
export function fixedWidth(commands: string): IRichTextBlock {
  return {
    type: 'RichTextBlock',
    spacing: 'Small',
    inlines: [{ type: 'TextRun', text: cleanLines(commands).join('\n'), fontType: 'Monospace', size: 'Small' }],
  };
}

/** Buttons in the body. */
export function buttons(actions: readonly Action[]): IActionSet {
  return { type: 'ActionSet', spacing: 'Small', actions: [...actions] };
}

/** Text with one button to its right. The text wraps and the button keeps its width, so that a phone shows both. */
export function rowWithButton(items: readonly CardElement[], button: Action): IColumnSet {
  return {
    type: 'ColumnSet',
    separator: true,
    columns: [
      { type: 'Column', width: 'stretch', verticalContentAlignment: 'Center', items: [...items] as IColumn['items'] },
      {
        type: 'Column',
        width: 'auto',
        verticalContentAlignment: 'Center',
        items: [{ type: 'ActionSet', actions: [button] }],
      },
    ],
  };
}

/** A button that asks the bot: answered in place where the client can, else sent like a message. */
export function askButton(
  title: string,
  action: CardAction,
  style: 'default' | 'positive' = 'default',
): IExecuteAction {
  const data = { ...action };
  return {
    type: 'Action.Execute',
    title,
    verb: action.kind,
    data,
    ...(style === 'positive' ? { style } : {}),
    fallback: { type: 'Action.Submit', title, data },
  };
}

/** A button that shows and hides elements of the card. */
export function toggleButton(title: string, id: string): IToggleVisibilityAction {
  return { type: 'Action.ToggleVisibility', title, targetElements: [id] };
}

/** A button that opens a page; none where the address may not leave. */
export function linkButton(title: string, address: string): readonly IOpenUrlAction[] {
  const url = safeLink(address);
  return url === undefined ? [] : [{ type: 'Action.OpenUrl', title, url }];
}

/** A line to press that shows and hides elements: a button without its height. */
export function toggleLine(title: string, id: string): IContainer {
  return {
    type: 'Container',
    spacing: 'Small',
    items: [paragraph(escapeMarkdown(title), { size: 'Small', weight: 'Bolder' })],
    selectAction: toggleButton(title, id),
  };
}

/** Elements beside each other, the first with somewhat more room; both wrap on a phone. */
export function sideBySide(elements: readonly [IContainer, IContainer]): IColumnSet {
  return {
    type: 'ColumnSet',
    spacing: 'Small',
    columns: elements.map((element, at): IColumn => ({ type: 'Column', width: at === 0 ? 3 : 2, items: [element] })),
  };
}

/** What the frame of a card needs. */
export interface Frame {
  readonly body: readonly CardElement[];
  readonly actions?: readonly Action[];
  /** What a screen reader says for the whole card; plain text. */
  readonly speak: string;
  readonly writer: Writer;
}

/**
 * The card around its elements: version 1.5, which is what Teams draws. Without `lang`: it only tells
 * how to write dates, which are written here already, and Microsoft's own parser refuses it on every second card.
 */
export function adaptiveCard(frame: Frame): IAdaptiveCard {
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    speak: frame.speak,
    fallbackText: frame.speak,
    // Teams documents the value with a capital letter, the types without; both are the same word.
    msteams: { width: 'Full' as 'full' },
    body: [...frame.body],
    ...(frame.actions === undefined || frame.actions.length === 0 ? {} : { actions: [...frame.actions] }),
  };
}
