/** Files that people accept: each is made anew, by the question that its offer carried, for whoever accepted it. */
import type { CardAction } from '../../../cards/parts/actions.ts';
import type { ChatFile } from '../../model/channel.ts';
import type { AnswerContext, AnswerRequest } from './answer-context.ts';
import { exportFile } from './export.ts';
import { planFile } from './fix-plan-file.ts';

/** Makes the file; undefined where there is nothing any longer to make it from. */
export type MakeFile = (request: AnswerRequest) => Promise<ChatFile | undefined>;

/** How an action is made into a file; undefined for one that gives none. */
export function fileFor(action: CardAction, context: AnswerContext): MakeFile | undefined {
  switch (action.kind) {
    case 'export':
      return (request) => exportFile(action, context, inLocale(action.locale, request));
    case 'fix-file':
      return (request) => planFile(action, context, inLocale(action.locale, request));
    default:
      return undefined;
  }
}

function inLocale(locale: string | undefined, request: AnswerRequest): AnswerRequest {
  return locale === undefined ? request : { ...request, view: { ...request.view, locale } };
}
