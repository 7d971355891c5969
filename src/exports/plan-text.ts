/** The plan of one instance as text, to be copied: everything that is no code is a comment. */
import { verdictWord } from '../../cards/wording/verdict.ts';
import type { Writer } from '../../cards/wording/writer.ts';
import { codeFor, commentMarks } from '../fixes/formats/code.ts';
import { portalSteps } from '../fixes/formats/portal.ts';
import { declarationOf } from '../fixes/formats/templates.ts';
import type { Instance } from '../model/finding.ts';
import type { FixFormat } from '../model/fix-format.ts';
import { count, say, type Text } from '../model/text.ts';
import type { Plan, TriedStep } from '../readiness/plan.ts';

/** What is written. */
export interface PlanTextOptions {
  readonly instance: Instance;
  readonly plan: Plan;
  readonly format: FixFormat;
  readonly writer: Writer;
}

function headline({ name }: Instance, { steps, now, after }: Plan): Text {
  const values = { name, now: verdictWord(now), after: verdictWord(after) };
  if (steps.length === 0) return say('{name} {now}; no change that I know of helps.', values);
  return count(
    steps.length,
    {
      one: '{name} {now}. After this step it {after}: tried on a copy of what was read.',
      other:
        '{name} {now}. After these {count} steps it {after}: tried on a copy of what was read, nothing gets worse on the way.',
    },
    values,
  );
}

/** Where the portal is the only way, as numbered clicks. */
function clicks(step: TriedStep, { plain }: Writer): readonly string[] {
  return [
    ...portalSteps(step.changes).map((text, index) => `${index + 1}. ${plain(text)}`),
    ...step.portals.map((page) => page),
  ];
}

function stepLines(
  step: TriedStep,
  number: number,
  { instance: { name }, format, writer }: PlanTextOptions,
  written: Set<string>,
): readonly string[] {
  const { plain } = writer;
  const about = [
    plain(say('Step {number}: {title}', { number, title: step.title })),
    plain(
      say('After it, {name} {verdict}. It takes {roles}.', {
        name,
        verdict: verdictWord(step.after),
        roles: step.roles.join(', '),
      }),
    ),
    ...step.before.map((sentence) => plain(say('Before: {sentence}', { sentence }))),
  ];
  if (format === 'portal') return ['', ...about, ...clicks(step, writer).map((line) => `   ${line}`)];
  const comment = (line: string) => `${commentMarks[format]} ${line}`;
  const code = codeFor(step.changes, format);
  // A template declares each thing once, a script may look twice.
  const isTemplate = format === 'bicep' || format === 'terraform';
  const fresh = code?.filter((block) => !isTemplate || !written.has(declarationOf(block)));
  for (const block of fresh ?? []) written.add(declarationOf(block));
  const byHand = step.byHand.map((sentence) => plain(say('By hand: {sentence}', { sentence })));
  return ['', ...about.map(comment), ...(fresh ?? [...byHand, ...clicks(step, writer)].map(comment))];
}

/** The plan as text, with a line break at its end. */
export function planText(options: PlanTextOptions): string {
  const { instance, plan, format, writer } = options;
  const { plain } = writer;
  const comment = (line: string) => (format === 'portal' ? line : `${commentMarks[format]} ${line}`);
  const remains = [
    ...plan.remains.map(({ title }) => plain(title)),
    ...plan.undecided.map(({ message }) => plain(message)),
  ];
  const written = new Set<string>();
  return [
    comment(plain(headline(instance, plan))),
    ...plan.steps.flatMap((step, index) => stepLines(step, index + 1, options, written)),
    ...(remains.length === 0
      ? []
      : ['', comment(plain(say('What remains for people:'))), ...remains.map((line) => comment(`- ${line}`))]),
    '',
  ].join('\n');
}
