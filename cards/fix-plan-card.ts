/** What to do, step by step, in the order in which it can be done safely. */

import type { CardElement } from '@microsoft/teams.cards';
import type { Instant } from '../src/model/days.ts';
import type { Instance } from '../src/model/finding.ts';
import { type FixFormat, fixFormats } from '../src/model/fix-format.ts';
import { given } from '../src/model/given.ts';
import type { PlanFileQuestion } from '../src/model/question.ts';
import { count, say, type Text } from '../src/model/text.ts';
import type { Plan } from '../src/readiness/plan.ts';
import type { AnswerPlacement, CardAction } from './parts/actions.ts';
import { type AboutSubject, aboutAction, backButton } from './parts/answer-buttons.ts';
import {
  adaptiveCard,
  askButton,
  buttons,
  type CardMessage,
  container,
  heading,
  paragraph,
  quiet,
} from './parts/elements.ts';
import { choiceInput } from './parts/inputs.ts';
import { type Block, pageBody, pageOf } from './parts/pages.ts';
import { adviceElement, doneElement, stepElement } from './parts/plan-steps.ts';
import { bold, clipped, escapeMarkdown } from './wording/escape-markdown.ts';
import type { RequirementTitle } from './wording/status.ts';
import { verdictWord } from './wording/verdict.ts';
import { type CardView, type Writer, writerFor } from './wording/writer.ts';

/** What the card is drawn from. */
export interface FixPlanCardOptions {
  readonly instance: Instance;
  readonly plan: Plan;
  readonly requirements: readonly RequirementTitle[];
  /** Ids of steps that somebody ticked off. Those that Azure confirms are not in `steps` any more. */
  readonly done: readonly string[];
  /** Whether the plan can be handed over as a file. */
  readonly isFile: boolean;
  /** The language of the fixes. */
  readonly format: FixFormat;
  readonly month?: string | undefined;
  /** Page to show, from 1. */
  readonly page?: number | undefined;
  /** The real instant of the reading. */
  readonly checkedAt: Instant;
  readonly view: CardView;
}

/** Blocks on a page. */
const MOST = 8;

/** Steps that are told in a line each before their pages; more are a list that nobody reads. */
const MOST_LINES = 12;

/** What each language is called. */
const NAMES: Readonly<Record<FixFormat, Text>> = {
  az: say('Azure CLI (bash)'),
  powershell: say('Azure CLI (PowerShell)'),
  bicep: say('Bicep'),
  terraform: say('Terraform'),
  portal: say('Steps in the portal'),
};

/** The whole plan as a file, in the language that stands in the drop-down. */
function fileAction(instance: string, month: string | undefined): PlanFileQuestion & AnswerPlacement {
  return { kind: 'fix-file', instance, ...given({ month }), place: 'new' };
}

/** Another language for every step; what is chosen is remembered. */
function formatElement(
  { format, isFile, instance, month }: FixPlanCardOptions,
  action: CardAction,
  writer: Writer,
): CardElement {
  const choices = fixFormats.map((value) => ({ title: writer.plain(NAMES[value]), value }));
  return container([
    choiceInput({ id: 'format', label: writer.plain(say('Show the steps as')) }, choices, format),
    buttons([
      askButton(writer.plain(say('Show')), action),
      ...(isFile ? [askButton(writer.plain(say('As a file')), fileAction(instance.id, month))] : []),
    ]),
  ]);
}

/** Every step in a line, where the steps themselves take several pages. */
function overview(lines: readonly string[]): readonly CardElement[] {
  return lines.map((line, index) =>
    paragraph(escapeMarkdown(clipped(line, 160)), { spacing: index === 0 ? 'Medium' : 'Small' }),
  );
}

function titleFor({ instance, plan: { steps, now, after } }: FixPlanCardOptions): Text {
  const values = { name: instance.name, verdict: verdictWord(after) };
  if (steps.length > 0) {
    return count(
      steps.length,
      { one: '{count} step, and {name} {verdict}', other: '{count} steps, and {name} {verdict}' },
      values,
    );
  }
  return now === 'ready'
    ? say('There is nothing to fix on {name} that I know of', values)
    : say('No change that I know of helps {name}: people have to decide or find out', values);
}

/** The plan, with commands to copy. Nothing here is run by the bot. */
export function fixPlanCard(options: FixPlanCardOptions): CardMessage {
  const { plan, done, month, checkedAt, view } = options;
  const { steps, remains } = plan;
  const writer = writerFor(view);
  const summary = clipped(writer.plain(titleFor(options)), 200);
  const confirmed = done.filter((id) => steps.every((step) => step.id !== id)).length;
  const ticked = done.length - confirmed;
  const notes = [
    ...(confirmed === 0
      ? []
      : [
          count(confirmed, {
            one: '{count} ticked off and confirmed by Azure.',
            other: '{count} ticked off and confirmed by Azure.',
          }),
        ]),
    ...(ticked === 0
      ? []
      : [
          count(ticked, {
            one: '{count} ticked off that Azure does not show yet; a change can take some minutes.',
            other: '{count} ticked off that Azure does not show yet; a change can take some minutes.',
          }),
        ]),
    ...(steps.length === 0
      ? []
      : [
          say(
            'I made these changes on a copy of what I read, one after the other, and judged again: nothing gets worse on the way.',
          ),
          say('I never run a command: copy it, read it, run it yourself.'),
        ]),
  ];
  const subject: AboutSubject = { instance: options.instance, month, drawn: checkedAt };
  const lines = steps.map((step, index) =>
    clipped(writer.plain(say('{number}. {title}', { number: index + 1, title: step.title })), 300),
  );
  const blocks: readonly Block[] = [
    ...steps.map((step, index) => [
      done.includes(step.id) ? doneElement(step, index, writer) : stepElement(step, index, options, writer),
    ]),
    ...remains.map((step, index) => [
      ...(index === 0 ? [paragraph(bold(writer.plain(say('What remains for people'))))] : []),
      adviceElement(step, writer),
    ]),
  ];
  const action = {
    ...aboutAction('fix', subject),
    ...(done.length === 0 ? {} : { done }),
    ...given({ page: options.page }),
  };
  const page = pageOf(blocks, action, writer, MOST);
  const again = steps.length === 0 ? say('Check again') : say('Save ticks and check again');
  return {
    card: adaptiveCard({
      body: [
        heading(escapeMarkdown(summary)),
        ...notes.map((note) => quiet(writer.markdown(note))),
        ...page.note,
        ...(page.note.length === 0 || (options.page ?? 1) > 1 || lines.length > MOST_LINES ? [] : overview(lines)),
        ...pageBody(page),
        ...(steps.length === 0 ? [] : [formatElement(options, action, writer)]),
        quiet(writer.markdown(say('Read {when}', { when: writer.instant(checkedAt) })), { separator: true }),
      ],
      actions: [askButton(writer.plain(again), action), ...page.buttons, backButton(subject, writer)],
      speak: summary,
      writer,
    }),
    summary,
    text: [summary, ...notes.map((note) => writer.plain(note)), ...lines].join('\n'),
  };
}
