/** What is said where it is not known what may be seen. */
import type { CardMessage } from '../../../cards/elements.ts';
import { noticeCard } from '../../../cards/notice-card.ts';
import { say, type Text } from '../../model/text.ts';
import type { Asking } from './desk.ts';

/** In one line, where there is room for no more. */
export const listUnknown: Text = say('I cannot look up now what may be seen here. Try again in a minute.');

/** The list of a chat could not be read, so that nothing may be shown. */
export function cannotLook({ view, retry }: Pick<Asking, 'view' | 'retry'>): CardMessage {
  return noticeCard({
    title: listUnknown,
    lines: [say('Until then I show nothing here, so that nobody sees what they may not.')],
    actions: [{ title: say('Try again'), action: retry }],
    view,
  });
}
