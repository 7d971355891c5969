/** What is said where it is not known what may be seen. */

import { noticeCard } from '../../../cards/notice-card.ts';
import type { CardMessage } from '../../../cards/parts/elements.ts';
import { say, type Text } from '../../model/text.ts';
import type { NoVisibility } from '../ports/visibility-port.ts';
import type { AnswerRequest } from './answer-context.ts';

const WORDS: Readonly<Record<NoVisibility, { readonly title: Text; readonly lines: readonly Text[] }>> = {
  'list-unknown': {
    title: say('I cannot look up now what may be seen here. Try again in a minute.'),
    lines: [say('Until then I show nothing here, so that nobody sees what they may not.')],
  },
  'signed-out': {
    title: say('Sign in first: write to me in our own chat'),
    lines: [say('There I look with your own rights in Azure, so I have to know who you are.')],
  },
  refused: {
    title: say('Microsoft Entra ID does not let me look in your name'),
    lines: [
      say('The consent for this app may be missing or withdrawn, or your organisation asks you to sign in anew.'),
      say('An administrator finds the reason in the sign-in log of Entra ID, under the app of this bot.'),
    ],
  },
};

/** In one line, where there is room for no more. */
export function notVisibleLine(why: NoVisibility): Text {
  return WORDS[why].title;
}

/** It is not known what may be seen, so that nothing is shown. */
export function notVisibleCard(why: NoVisibility, { view, retry }: Pick<AnswerRequest, 'view' | 'retry'>): CardMessage {
  const { title, lines } = WORDS[why];
  return noticeCard({ title, lines, actions: [{ title: say('Try again'), action: retry }], view });
}
