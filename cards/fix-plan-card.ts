/** What to do, step by step, in the order in which it can be done safely. */
import type { CardElement, IToggleInput } from '@microsoft/teams.cards';
import { nameOf } from '../src/model/arm.ts';
import type { Instance } from '../src/model/finding.ts';
import { count, say, type Text } from '../src/model/text.ts';
import type { Step } from '../src/readiness/fix-plan.ts';
import { type AboutSubject, aboutButton, backButton } from './about-actions.ts';
import { TICK } from './actions.ts';
import { firstThatFits } from './card-size.ts';
import {
  adaptiveCard,
  buttons,
  type CardMessage,
  container,
  fixedWidth,
  heading,
  paragraph,
  quiet,
  toggleButton,
} from './elements.ts';
import { bold, clipped, escapeMarkdown, joined, type Markdown, markdownLink } from './escape-markdown.ts';
import { type RequirementTitle, statusSymbol, statusWithImpact, titleOf } from './wording.ts';
import { type CardView, type Writer, writerFor } from './writer.ts';

/** What the card is drawn from. */
export interface FixPlanCardOptions {
  readonly instance: Instance;
  readonly steps: readonly Step[];
  readonly requirements: readonly RequirementTitle[];
  /** Ids of steps that somebody ticked off. Those that Azure confirms are not in `steps` any more. */
  readonly done: readonly string[];
  readonly month?: string | undefined;
  /** The real instant of the reading, ISO. */
  readonly checkedAt: string;
  readonly view: CardView;
}

interface Way {
  /** Steps that are told in full; ticked ones come besides, a line each. */
  readonly steps: number;
  readonly commands: boolean;
  readonly causes: number;
}

const ways: readonly [Way, ...Way[]] = [
  { steps: 20, commands: true, causes: 4 },
  { steps: 12, commands: true, causes: 2 },
  { steps: 8, commands: true, causes: 1 },
  { steps: 6, commands: true, causes: 1 },
  { steps: 4, commands: true, causes: 1 },
  { steps: 3, commands: true, causes: 1 },
  { steps: 2, commands: true, causes: 0 },
  { steps: 3, commands: false, causes: 0 },
  { steps: 1, commands: false, causes: 0 },
];

/** Portal pages that one step links to. */
const MOST_PORTALS = 4;

function links({ portals, docs }: Step, writer: Writer): Markdown {
  const [only, ...others] = portals;
  const pages =
    only !== undefined && others.length === 0
      ? [markdownLink(writer.plain(say('Open in the portal')), only)]
      : portals
          .slice(0, MOST_PORTALS)
          .map((page, index) => markdownLink(writer.plain(say('Portal page {number}', { number: index + 1 })), page));
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
    const list = new Intl.ListFormat(writer.language, { type: 'unit' }).format(
      names.slice(0, 4).map((name) => clipped(name, 40)),
    );
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
  return container([quiet(escapeMarkdown(clipped(line, 120))), tick(step, index + 1, true, writer)], {
    separator: true,
    spacing: 'Small',
  });
}

function stepElement(step: Step, index: number, options: FixPlanCardOptions, way: Way, writer: Writer): CardElement {
  const number = index + 1;
  const title = clipped(writer.plain(step.title), 300);
  const status = writer.plain(statusWithImpact(step.status, step.impact));
  const head = joined([bold(writer.plain(say('Step {number}', { number }))), escapeMarkdown(title)], ': ');
  const command = way.commands ? step.command : undefined;
  const id = `command-${index}`;
  return container(
    [
      paragraph(head),
      quiet(escapeMarkdown(`${statusSymbol(step.status)} ${status}`), { spacing: 'None' }),
      ...purpose(step, options, way.causes, writer).map((line) =>
        quiet(escapeMarkdown(clipped(writer.plain(line), 240)), { spacing: 'None' }),
      ),
      paragraph(links(step, writer), { spacing: 'Small' }),
      ...(command === undefined
        ? []
        : [
            buttons([toggleButton(writer.plain(say('Show the command')), id)]),
            container([fixedWidth(command)], { id, isVisible: false, spacing: 'Small' }),
          ]),
      tick(step, number, false, writer),
    ],
    { separator: true, spacing: 'Medium' },
  );
}

function titleFor({ instance, steps }: FixPlanCardOptions): Text {
  const { name } = instance;
  if (steps.length === 0) return say('There is nothing to fix on {name} that I know of', { name });
  return count(
    steps.length,
    { one: '{count} step for {name}', other: '{count} steps for {name}, in this order' },
    { name },
  );
}

/** The plan, with commands to copy. Nothing here is run by the bot. */
export function fixPlanCard(options: FixPlanCardOptions): CardMessage {
  const { steps, done, month, checkedAt, view } = options;
  const writer = writerFor(view);
  const summary = clipped(writer.plain(titleFor(options)), 200);
  const confirmed = done.filter((id) => steps.every((step) => step.id !== id)).length;
  const ticked = done.length - confirmed;
  const open = steps.filter((step) => !done.includes(step.id));
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
    ...(steps.length === 0 ? [] : [say('I never run a command: copy it, read it, run it yourself.')]),
  ];
  const subject: AboutSubject = { instance: options.instance, month, drawn: checkedAt };
  const lines = steps.map((step, index) =>
    clipped(writer.plain(say('{number}. {title}', { number: index + 1, title: step.title })), 300),
  );
  return firstThatFits(ways, (way) => ({
    card: adaptiveCard({
      body: [
        heading(escapeMarkdown(summary)),
        ...notes.map((note) => quiet(writer.markdown(note))),
        ...steps.flatMap((step, index) => {
          if (options.done.includes(step.id)) return [doneElement(step, index, writer)];
          return open.indexOf(step) < way.steps ? [stepElement(step, index, options, way, writer)] : [];
        }),
        ...(open.length > way.steps
          ? [
              quiet(
                writer.markdown(
                  count(open.length - way.steps, {
                    one: 'and {count} more step; it shows when these are done',
                    other: 'and {count} more steps; they show when these are done',
                  }),
                ),
              ),
            ]
          : []),
        quiet(writer.markdown(say('Read {when}', { when: writer.instant(checkedAt) })), { separator: true }),
      ],
      actions: [
        aboutButton(
          'fix',
          subject,
          writer,
          steps.length === 0 ? say('Check again') : say('Save ticks and check again'),
        ),
        backButton(subject, writer),
      ],
      speak: summary,
      writer,
    }),
    summary,
    text: [summary, ...notes.map((note) => writer.plain(note)), ...lines].join('\n'),
  }));
}
