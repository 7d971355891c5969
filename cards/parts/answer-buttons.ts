/** The buttons that stand under many answers, in the same words everywhere. */

import type { IExecuteAction, IOpenUrlAction } from '@microsoft/teams.cards';
import type { Instant } from '../../src/model/days.ts';
import type { Instance } from '../../src/model/finding.ts';
import { given } from '../../src/model/given.ts';
import type { AboutKind, AboutQuestion } from '../../src/model/question.ts';
import { retirements } from '../../src/model/retirement.ts';
import { everything } from '../../src/model/scope.ts';
import { say, type Text } from '../../src/model/text.ts';
import type { Writer } from '../wording/writer.ts';
import type { AnswerPlacement } from './actions.ts';
import { askButton, linkButton } from './elements.ts';

/** A button about one instance that can be seen. */
export type InstanceAction = AboutQuestion & AnswerPlacement & { readonly instance: string };

/** What such a button needs. */
export interface AboutSubject {
  readonly instance: Pick<Instance, 'id'>;
  readonly month?: string | undefined;
  /** When the facts on the card were read. */
  readonly drawn?: Instant | undefined;
  /** Key of the one cause that it is about. */
  readonly cause?: string | undefined;
}

const LABELS: Readonly<Record<AboutKind, Text>> = {
  check: say('Check again'),
  why: say('Why'),
  fix: say('Fix plan'),
  evidence: say('Evidence'),
  'what-if': say('What if the flag is set?'),
};

/** What such a button asks. */
export function aboutAction(kind: AboutKind, { instance, month, drawn, cause }: AboutSubject): InstanceAction {
  return {
    kind,
    instance: instance.id,
    ...given({ month, drawn, cause }),
  };
}

/** A button about one instance; `label` where the card needs another word for it. */
export function aboutButton(
  kind: AboutKind,
  subject: AboutSubject,
  writer: Writer,
  label = LABELS[kind],
): IExecuteAction {
  return askButton(writer.plain(label), aboutAction(kind, subject));
}

/** The same with its answer below, so that the card it stands on stays what it is. */
export function aboutBelow(
  kind: AboutKind,
  subject: AboutSubject,
  writer: Writer,
  label = LABELS[kind],
): IExecuteAction {
  // What stands below does not take the place of anything, so it need not say that something was old.
  return askButton(writer.plain(label), { ...aboutAction(kind, { ...subject, drawn: undefined }), place: 'new' });
}

/** From a detail back to the whole answer. */
export function backButton(subject: AboutSubject, writer: Writer): IExecuteAction {
  return aboutBelow('check', subject, writer, say('Show the whole answer'));
}

/** Reminders for this conversation. */
export function remindButton({ instance }: AboutSubject, writer: Writer): IExecuteAction {
  return askButton(writer.plain(say('Remind me')), {
    kind: 'remind-form',
    what: 'reminder',
    instance: instance.id,
    place: 'new',
  });
}

/** Every instance that is not ready, for one month where that was asked for (`YYYY-MM`). */
export function whoIsNotReadyButton(writer: Writer, month?: string): IExecuteAction {
  return askButton(writer.plain(say('Who is not ready?')), {
    kind: 'fleet',
    scope: everything,
    only: 'unmet',
    ...given({ month }),
    place: 'new',
  });
}

/** What Microsoft says about a retirement, by its id; none for one that is not in the catalogue. */
export function learnMoreButton(retirement: string, writer: Writer): readonly IOpenUrlAction[] {
  const docs = retirements.find(({ id }) => id === retirement)?.docs;
  return docs === undefined ? [] : linkButton(writer.plain(say('Learn more')), docs);
}

/** Bringing the answer into a channel. */
export function shareButton({ instance, month }: AboutSubject, writer: Writer): IExecuteAction {
  const asked = month === undefined ? {} : { month };
  return askButton(writer.plain(say('Share to a channel')), {
    kind: 'share',
    instance: instance.id,
    ...asked,
    place: 'new',
  });
}
