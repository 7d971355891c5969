/** What can be done next with an answer: at most four buttons below it, and the others behind "More". */
import type { Action, CardElement } from '@microsoft/teams.cards';
import type { Report } from '../../src/model/finding.ts';
import { say } from '../../src/model/text.ts';
import { causesOf } from '../../src/readiness/causes.ts';
import { scannedPieces } from '../wording/answer.ts';
import { needsAccess } from '../wording/cause.ts';
import type { ShownWaiver } from '../wording/reminder.ts';
import { needsAttention } from '../wording/status.ts';
import type { Writer } from '../wording/writer.ts';
import {
  type AboutSubject,
  aboutBelow,
  aboutButton,
  learnMoreButton,
  remindButton,
  shareButton,
} from './answer-buttons.ts';
import { decisionButtons } from './decision-buttons.ts';
import { buttons, container, quiet, toggleButton } from './elements.ts';

const MORE = 'more';

/** What can be done next: at most four buttons, the first of them what most people need. */
export function readinessButtons(report: Report, subject: AboutSubject, writer: Writer): readonly Action[] {
  const isOpen = report.findings.some(needsAttention);
  const again = causesOf(report).some(needsAccess) ? say('Check access again') : undefined;
  return [
    ...(isOpen
      ? [{ ...aboutBelow('fix', subject, writer), style: 'positive' as const }, aboutBelow('why', subject, writer)]
      : [aboutBelow('evidence', subject, writer)]),
    aboutButton('check', subject, writer, again),
    toggleButton(writer.plain(say('More')), MORE),
  ];
}

/** What "More" unfolds. */
interface MoreOptions {
  readonly waivers: readonly ShownWaiver[];
  /** Whether the answer can be brought into a channel from here. */
  readonly shareable: boolean;
}

/** Everything else, behind one button, with what was read. */
export function moreElement(
  report: Report,
  subject: AboutSubject,
  { waivers, shareable }: MoreOptions,
  writer: Writer,
): CardElement {
  const more = buttons([
    aboutBelow('what-if', subject, writer),
    ...decisionButtons(report, waivers, writer),
    remindButton(subject, writer),
    ...(shareable ? [shareButton(subject, writer)] : []),
    ...learnMoreButton(report.retirement, writer),
  ]);
  const read = scannedPieces(report).map((piece) => writer.plain(piece));
  const list = writer.list(read);
  const pieces = quiet(writer.markdown(say('Read: {pieces}', { pieces: list })));
  return container([pieces, more], { id: MORE, isVisible: false, spacing: 'Small' });
}
