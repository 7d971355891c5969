/** Files that people accept: each is made anew, by the question that its offer carried, for whoever accepted it. */
import type { CardAction } from '../../../cards/actions.ts';
import type { ChatFile } from '../../model/channel.ts';
import type { AnswerContext, Asking } from './answer-context.ts';
import { exportFile } from './export.ts';
import { planFile } from './fix-plan-file.ts';

/** Makes the file; undefined where there is nothing any longer to make it from. */
export type MakeFile = (asking: Asking) => Promise<ChatFile | undefined>;

/** How an action is made into a file; undefined for one that gives none. */
export function fileFor(action: CardAction, context: AnswerContext): MakeFile | undefined {
  switch (action.kind) {
    case 'export':
      return (asking) => exportFile(action, context, inLocale(action.locale, asking));
    case 'fix-file':
      return (asking) => planFile(action, context, inLocale(action.locale, asking));
    default:
      return undefined;
  }
}

function inLocale(locale: string | undefined, asking: Asking): Asking {
  return locale === undefined ? asking : { ...asking, view: { ...asking.view, locale } };
}
