/** The steps of a fix plan on its card: those to take, those ticked off, and what remains for people. */
import type { CardElement, IToggleInput } from '@microsoft/teams.cards';
import { codeFor } from '../../src/fixes/formats/code.ts';
import { portalSteps } from '../../src/fixes/formats/portal.ts';
import { nameOf } from '../../src/model/arm.ts';
import type { Instance } from '../../src/model/finding.ts';
import type { FixFormat } from '../../src/model/fix-format.ts';
import { say, type Text } from '../../src/model/text.ts';
import type { Step } from '../../src/readiness/fix-plan.ts';
import type { TriedStep } from '../../src/readiness/plan.ts';
import { bold, clipped, escapeMarkdown, joined, type Markdown, markdownLink } from '../wording/escape-markdown.ts';
import { type RequirementTitle, statusSymbol, statusWithImpact, titleOf } from '../wording/status.ts';
import { verdictWord } from '../wording/verdict.ts';
import type { Writer } from '../wording/writer.ts';
import { TICK } from './actions.ts';
import { buttons, container, fixedWidth, paragraph, quiet, toggleButton } from './elements.ts';

/** What the steps of one plan have in common. */
interface PlanStepOptions {
  readonly instance: Instance;
  readonly requirements: readonly RequirementTitle[];
  /** The language of the fixes. */
  readonly format: FixFormat;
}

/** Portal pages that one step links to, and the requirements that it says it is good for. */
const MOST_PORTALS = 4;
const MOST_CAUSES = 3;

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
function purpose(step: Step, options: PlanStepOptions, most: number, writer: Writer): readonly Text[] {
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
export function doneElement(step: Step, index: number, writer: Writer): CardElement {
  const line = writer.plain(say('{number}. {title}', { number: index + 1, title: step.title }));
  return container([quiet(escapeMarkdown(clipped(line, 120))), tick(step, index + 1, true, writer)]);
}

/** "After it, apim-prod is ready. It takes Network Contributor." */
function outcome(step: TriedStep, { instance }: PlanStepOptions, writer: Writer): Text {
  const values = { name: instance.name, verdict: verdictWord(step.after), roles: writer.list(step.roles) };
  return say('After it, {name} {verdict}. It takes {roles}.', values);
}

/** A step to take: what it is good for, what is so after it, and how it is done. */
export function stepElement(step: TriedStep, index: number, options: PlanStepOptions, writer: Writer): CardElement {
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

/** What unfolds a step in each language. */
const HOW: Readonly<Record<FixFormat, Text>> = {
  az: say('Show the command'),
  powershell: say('Show the command'),
  bicep: say('Show the template'),
  terraform: say('Show the template'),
  portal: say('Show the clicks'),
};

/** A step in the chosen language, or its clicks where that language cannot do it. */
function howElements(step: TriedStep, format: FixFormat, writer: Writer): readonly CardElement[] {
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

/** What nobody can change by a command: a line each, with the page to do it on. */
export function adviceElement(step: Step, writer: Writer): CardElement {
  const title = clipped(writer.plain(step.title), 300);
  return paragraph(joined([escapeMarkdown(`${statusSymbol(step.status)} ${title}`), links(step, writer)], ' · '), {
    spacing: 'Small',
  });
}
