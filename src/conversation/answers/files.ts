/** Files that people accept: each is made anew, by the action that its offer carried, for whoever accepted it. */
import type { ChatFile } from '../../model/channel.ts';
import type { Action } from '../card-action.ts';
import type { Asking, Desk } from './desk.ts';
import { exportFile, exportQuestion } from './export.ts';
import { planFile } from './plan-file.ts';

/** Makes the file; undefined where there is nothing any longer to make it from. */
export type MakeFile = (asking: Asking) => Promise<ChatFile | undefined>;

/** How an action is made into a file; undefined for one that gives none. */
export function fileFor(action: Action, desk: Desk): MakeFile | undefined {
  switch (action.verb) {
    case 'export': {
      const { locale } = action;
      return ({ view, ...asking }) =>
        exportFile(exportQuestion(action), desk, { ...asking, view: { ...view, locale: locale ?? view.locale } });
    }
    case 'fix-file': {
      const { locale } = action;
      return ({ view, ...asking }) =>
        planFile(action, desk, { ...asking, view: { ...view, locale: locale ?? view.locale } });
    }
    default:
      return undefined;
  }
}
