/** What is said where it is not known yet, or cannot be known, what somebody may see. */
import type { CardMessage } from '../../../cards/elements.ts';
import { noticeCard } from '../../../cards/notice-card.ts';
import type { CardView } from '../../../cards/writer.ts';
import { say, type Text } from '../../model/text.ts';
import type { Action } from '../card-action.ts';
import type { SignInFault } from '../sights-port.ts';

/** In one line, where there is room for no more. */
export const signInFirst: Text = say('Write to me in our own chat first: there I learn what you may see in Azure.');
export const listUnknown: Text = say('I cannot look up now what may be seen here. Try again in a minute.');

const reasons: Readonly<Record<SignInFault, readonly Text[]>> = {
  late: [
    say(
      'Teams did not hand over your sign-in. Try again; where it stays so, single sign-on of this app is not set up.',
    ),
  ],
  consent: [
    say('Nobody has consented yet that I read Azure in your name. An administrator does it once, for everybody.'),
  ],
  'more-needed': [
    say('Microsoft Entra ID asks you for more than Teams can hand over, such as another factor or a managed device.'),
  ],
  refused: [say('Microsoft Entra ID did not let me read Azure in your name. Try again in a minute.')],
};

/** Nobody is signed in, and why. */
export function notSignedIn(
  fault: SignInFault,
  { view, retry }: { readonly view: CardView; readonly retry: Action },
): CardMessage {
  return noticeCard({
    title: say('I could not sign you in to Azure'),
    lines: [say('In this chat I answer with your own rights, and with nobody else’s.'), ...reasons[fault]],
    actions: [{ title: say('Try again'), action: retry }],
    view,
  });
}

/** The list of a chat could not be read, so that nothing may be shown. */
export function cannotLook({ view, retry }: { readonly view: CardView; readonly retry: Action }): CardMessage {
  return noticeCard({
    title: listUnknown,
    lines: [say('Until then I show nothing here, so that nobody sees what they may not.')],
    actions: [{ title: say('Try again'), action: retry }],
    view,
  });
}
