/** Inputs of a card, each with a label, and the buttons that unfold some of them. */

import type {
  CardElement,
  IAdaptiveCard,
  IChoiceSetInput,
  IDateInput,
  IShowCardAction,
  ITextInput,
  ITimeInput,
} from '@microsoft/teams.cards';
import type { Day } from '../../src/model/days.ts';
import { given } from '../../src/model/given.ts';
import { say, type Text } from '../../src/model/text.ts';
import type { Writer } from '../wording/writer.ts';
import type { CardAction } from './actions.ts';
import { askButton, container, paragraph } from './elements.ts';

/** What every input has: its name in the answer, and the words above it. */
export interface Labelled {
  readonly id: string;
  readonly label: string;
}

/** Asks for a UTC day, not before `min`. */
export function dayInput(
  { id, label }: Labelled,
  { value, min }: { readonly value: Day; readonly min: Day },
  writer: Writer,
): IDateInput {
  const errorMessage = writer.plain(say('Please choose a day that is still to come.'));
  return { type: 'Input.Date', id, label, value, min, isRequired: true, errorMessage };
}

/** Asks for a UTC day that may be left out, not before `min`. */
export function optionalDayInput(
  { id, label }: Labelled,
  { value, min }: { readonly value?: Day | undefined; readonly min: Day },
): IDateInput {
  return { type: 'Input.Date', id, label, min, ...given({ value }) };
}

/** Asks for a time of day, `HH:MM`. */
export function timeInput({ id, label }: Labelled, value: string): ITimeInput {
  return { type: 'Input.Time', id, label, value };
}

/** Asks for one line. */
export function lineInput(
  { id, label }: Labelled,
  rest: Pick<ITextInput, 'value' | 'placeholder' | 'maxLength' | 'isRequired' | 'errorMessage'> = {},
): ITextInput {
  return { type: 'Input.Text', id, label, ...rest };
}

/** Asks for one of several; a drop-down, whose titles are never read as Markdown. */
export function choiceInput(
  { id, label }: Labelled,
  choices: readonly { readonly title: string; readonly value: string }[],
  value: string | undefined,
): IChoiceSetInput {
  return {
    type: 'Input.ChoiceSet',
    id,
    label,
    style: 'compact',
    choices: choices.map((choice) => ({ ...choice })),
    ...given({ value }),
  };
}

/** Why what was sent before could not be taken, above the inputs. */
export function problemElements(problem: Text | undefined, writer: Writer): readonly CardElement[] {
  return problem === undefined
    ? []
    : [container([paragraph(writer.markdown(problem))], { style: 'warning', bleed: true })];
}

/** A button that unfolds a small form with a button of its own. Only what stands in it is sent with that button. */
export function formButton(
  title: string,
  body: readonly CardElement[],
  send: { readonly title: string; readonly action: CardAction },
): IShowCardAction {
  const card: IAdaptiveCard = {
    type: 'AdaptiveCard',
    body: [...body],
    actions: [askButton(send.title, send.action, 'positive')],
  };
  return { type: 'Action.ShowCard', title, card };
}
