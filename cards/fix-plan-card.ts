/** What to do, step by step, in the order in which it can be done safely. */
import type { CardElement, IToggleInput } from '@microsoft/teams.cards';
import { codeFor } from '../src/fixes/draw/formats.ts';
import { portalSteps } from '../src/fixes/draw/portal.ts';
import { nameOf } from '../src/model/arm.ts';
import type { Instant } from '../src/model/days.ts';
import type { Instance } from '../src/model/finding.ts';
import { type FixFormat, fixFormats } from '../src/model/fix-format.ts';
import type { PlanFileQuestion } from '../src/model/question.ts';
import { count, say, type Text } from '../src/model/text.ts';
import type { Step } from '../src/readiness/fix-plan.ts';
import type { Plan, RehearsedStep } from '../src/readiness/plan.ts';
import { type AnswerPlacement, type CardAction, TICK } from './parts/actions.ts';
import { type AboutSubject, aboutAction, backButton } from './parts/answer-buttons.ts';
import {
  adaptiveCard,
  askButton,
  buttons,
  type CardMessage,
  container,
  fixedWidth,
  heading,
  paragraph,
  quiet,
  toggleButton,
} from './parts/elements.ts';
import { choiceInput } from './parts/inputs.ts';
import { type Block, pageBody, pageOf } from './parts/pages.ts';
import { bold, clipped, escapeMarkdown, joined, type Markdown, markdownLink } from './wording/escape-markdown.ts';
import { type RequirementTitle, statusSymbol, statusWithImpact, titleOf } from './wording/status.ts';
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

/** Blocks on a page, and the requirements that a step says it is good for. */
const MOST = 8;
const MOST_CAUSES = 3;

/** Steps that are told in a line each before their pages; more are a list that nobody reads. */
const MOST_LINES = 12;

/** Portal pages that one step links to. */
const MOST_PORTALS = 4;

/** The resource that a page of the portal is about, by its name in the link. */
function resourceOf(page: string): string {
  return decodeURIComponent(page.split('/').at(-2) ?? page);
}

function links({ portals, docs }: Step, writer: Writer): Markdown {
  const [only, ...others] = portals;
  const pages =
    only !== undefined && others.length === 0
      ? [markdownLink(writer.plain(say('Open in the portal')), only)]
      : portals.slice(0, MOST_PORTALS).map((page) => markdownLink(clipped(resourceOf(page), 40), page));
  return joined([...pages, markdownLink(writer.plain(say('Documentation')), docs)], ' · ');
}

/** "For kv-prod, kv-api (Every key vault …)": what the step is good for. */
function purpose(step: Step, options: FixPlanCardOptions, most: number, writer: Writer): readonly Text[] {
  const requirements = [...new Set(step.causes.map(({ requirement }) => requirement))];
  return requirements.slice(0, most).map((requirement) => {
    const names = [
      ...new Set(
        step.causes.filter((cause) => cause.requirement === requirement).map(({ subject }) => nameOf(subject)),
      ),
    ];
    const list = writer.list(names.slice(0, 4).map((name) => clipped(name, 40)));
    const title = titleOf(requirement, 'pass', options.requirements);
    return names.length > 4
      ? say('For {list}, …: {title}', { list, title })
      : say('For {list}: {title}', { list, title });
  });
}

function tick(step: Step, number: number, isDone: boolean, writer: Writer): IToggleInput {
  return {
    type: 'Input.Toggle',
    id: `${TICK}${step.id}`,
    title: writer.plain(say('Step {number} is done', { number })),
    value: isDone ? 'true' : 'false',
    valueOn: 'true',
    valueOff: 'false',
  };
}

/** A step that somebody ticked off: a line of its own, so that the next ones have room. */
function doneElement(step: Step, index: number, writer: Writer): CardElement {
  const line = writer.plain(say('{number}. {title}', { number: index + 1, title: step.title }));
  return container([quiet(escapeMarkdown(clipped(line, 120))), tick(step, index + 1, true, writer)]);
}

/** "After it, apim-prod is ready. It takes Network Contributor." */
function outcome(step: RehearsedStep, { instance }: FixPlanCardOptions, writer: Writer): Text {
  const values = { name: instance.name, verdict: verdictWord(step.after), roles: writer.list(step.roles) };
  return say('After it, {name} {verdict}. It takes {roles}.', values);
}

function stepElement(step: RehearsedStep, index: number, options: FixPlanCardOptions, writer: Writer): CardElement {
  const number = index + 1;
  const title = clipped(writer.plain(step.title), 300);
  const status = writer.plain(statusWithImpact(step.status, step.impact));
  const head = joined([bold(writer.plain(say('Step {number}', { number }))), escapeMarkdown(title)], writer.colon);
  const id = `command-${index}`;
  return container([
    paragraph(head),
    quiet(escapeMarkdown(`${statusSymbol(step.status)} ${status}`), { spacing: 'None' }),
    ...purpose(step, options, MOST_CAUSES, writer).map((line) =>
      quiet(escapeMarkdown(clipped(writer.plain(line), 240)), { spacing: 'None' }),
    ),
    quiet(writer.markdown(outcome(step, options, writer)), { spacing: 'None' }),
    ...step.before.map((sentence) =>
      quiet(writer.markdown(say('Before: {sentence}', { sentence })), { spacing: 'None' }),
    ),
    paragraph(links(step, writer), { spacing: 'Small' }),
    buttons([toggleButton(writer.plain(HOW[options.format]), id)]),
    container(howElements(step, options.format, writer), { id, isVisible: false, spacing: 'Small' }),
    tick(step, number, false, writer),
  ]);
}

/** What each language is called, and what unfolds a step in it. */
const NAMES: Readonly<Record<FixFormat, Text>> = {
  az: say('Azure CLI (bash)'),
  powershell: say('Azure CLI (PowerShell)'),
  bicep: say('Bicep'),
  terraform: say('Terraform'),
  portal: say('Steps in the portal'),
};
const HOW: Readonly<Record<FixFormat, Text>> = {
  az: say('Show the command'),
  powershell: say('Show the command'),
  bicep: say('Show the template'),
  terraform: say('Show the template'),
  portal: say('Show the clicks'),
};

/** A step in the chosen language, or its clicks where that language cannot do it. */
function howElements(step: RehearsedStep, format: FixFormat, writer: Writer): readonly CardElement[] {
  const code = format === 'portal' ? undefined : codeFor(step.changes, format);
  if (code !== undefined) return [fixedWidth(code.join('\n\n'))];
  const byHand = format === 'portal' ? [] : step.byHand.map((sentence) => say('By hand: {sentence}', { sentence }));
  return [
    ...byHand.map((line) => quiet(writer.markdown(line))),
    ...portalSteps(step.changes).map((line, index) =>
      paragraph(escapeMarkdown(`${index + 1}. ${writer.plain(line)}`), { spacing: 'Small' }),
    ),
  ];
}

/** The whole plan as a file, in the language that stands in the drop-down. */
function fileAction(instance: string, month: string | undefined): PlanFileQuestion & AnswerPlacement {
  return { kind: 'fix-file', instance, ...(month === undefined ? {} : { month }), place: 'new' };
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

/** What nobody can change by a command: a line each, with the page to do it on. */
function adviceElement(step: Step, writer: Writer): CardElement {
  const title = clipped(writer.plain(step.title), 300);
  return paragraph(joined([escapeMarkdown(`${statusSymbol(step.status)} ${title}`), links(step, writer)], ' · '), {
    spacing: 'Small',
  });
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
    ...(options.page === undefined ? {} : { page: options.page }),
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
