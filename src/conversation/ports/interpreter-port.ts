/** A second opinion on words that are not understood. Optional; it never sees Azure and never writes an answer. */
import { type Day, isDay } from '../../model/days.ts';
import { same } from '../../model/json.ts';
import type { AboutKind, Only, Question } from '../../model/question.ts';
import type { Condition, Scope } from '../../model/scope.ts';
import { isMonth } from '../../readiness/which-retirements.ts';
import type { Knowledge } from '../understanding/message-context.ts';

/** What can be asked through an interpreter: what only reads. Reminders, waivers and the like take the words themselves. */
export const draftKinds = [
  'check',
  'why',
  'fix',
  'evidence',
  'what-if',
  'fleet',
  'list',
  'explain',
  'retirements',
  'changes',
  'readers',
  'help',
] as const;

/** A question as an interpreter proposes it. Nothing in it is trusted. */
export interface QuestionDraft {
  readonly kind: (typeof draftKinds)[number];
  /** Names of instances as they stand in the text. */
  readonly instances: readonly string[];
  /** What the instances have in common, as it stands in the text. */
  readonly where: readonly { readonly by: Condition['by']; readonly key: string; readonly value: string }[];
  /** `YYYY-MM`, or empty. */
  readonly month: string;
  /** Id of a requirement, or empty. */
  readonly requirement: string;
  /** Name of a resource, or empty. */
  readonly target: string;
  /** Verdicts to show, or empty. */
  readonly only: Only | '';
  /** `YYYY-MM-DD`, or empty. */
  readonly since: string;
}

/** Proposes questions. */
export interface Interpreter {
  /** `undefined` when the text is none of the questions. Rejects when it cannot be asked; never takes longer than 3 s. */
  interpret(text: string): Promise<QuestionDraft | undefined>;
}

/** Whether a name really stands in the text: what does not was made up. */
function isSaid(name: string, text: string): boolean {
  return name !== '' && text.toLowerCase().includes(name.toLowerCase());
}

/** Whether everything in a draft stands in the text, and every day in it exists. */
function isSound({ instances, where, month, since }: QuestionDraft, text: string, today: Day): boolean {
  const said = [...instances, ...where.flatMap(({ key, value, by }) => (by === 'tag' ? [key, value] : [value]))];
  const isMonthSound = month === '' || isMonth(month);
  const isSinceSound = since === '' || (isDay(since) && since <= today);
  return said.every((name) => isSaid(name, text)) && isMonthSound && isSinceSound;
}

/**
 * Makes a question of a draft, or `undefined` where anything in it is not as the bot itself would have it: names that are not
 * in the text, months and requirements that do not exist.
 */
export function questionOfDraft(draft: QuestionDraft, text: string, knowledge: Knowledge): Question | undefined {
  const { kind, instances, where, month, requirement, target, only, since } = draft;
  if (!isSound(draft, text, knowledge.today)) return undefined;
  const scope: Scope = {
    names: instances,
    where: where.map(({ by, key, value }) => (by === 'tag' ? { by, key, value } : { by, value })),
  };
  const asked = month === '' ? {} : { month };
  switch (kind) {
    case 'help':
      return { kind };
    case 'list':
      return { kind, scope, ...asked };
    case 'fleet':
      return { kind, scope, ...asked, ...(only === '' ? {} : { only }) };
    case 'retirements':
      return { kind, ...asked };
    case 'changes':
      return { kind, scope, ...(isDay(since) ? { since } : {}) };
    case 'readers':
      return isSaid(target, text) && /^[a-z0-9][a-z0-9-]{1,49}$/i.test(target) ? { kind, target } : undefined;
    case 'explain':
      return explained(requirement, knowledge);
    default:
      return aboutOf(kind, scope, asked);
  }
}

function explained(requirement: string, { requirements = [] }: Knowledge): Question | undefined {
  const known = requirements.find(({ id }) => same(id, requirement));
  return known === undefined ? undefined : { kind: 'explain', requirements: [known.id] };
}

function aboutOf(kind: AboutKind, scope: Scope, asked: { readonly month?: string }): Question | undefined {
  const [instance, other] = scope.names;
  if (other !== undefined || scope.where.length > 0) {
    return kind === 'check' ? { kind: 'fleet', scope, ...asked } : undefined;
  }
  return { kind, ...(instance === undefined ? {} : { instance }), ...asked };
}
