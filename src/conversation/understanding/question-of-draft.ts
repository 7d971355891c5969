/** A question that an interpreter proposes, held against the words and against what exists before it counts. */

import { type Day, isDay } from '../../model/days.ts';
import { given } from '../../model/given.ts';
import { same } from '../../model/json.ts';
import type { AboutKind, Question } from '../../model/question.ts';
import type { Scope } from '../../model/scope.ts';
import { isMonth } from '../../readiness/which-retirements.ts';
import type { QuestionDraft } from '../ports/interpreter-port.ts';
import type { MessageContext } from './message/message-context.ts';

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
export function questionOfDraft(draft: QuestionDraft, text: string, context: MessageContext): Question | undefined {
  const { kind, instances, where, month, requirement, target, only, since } = draft;
  if (!isSound(draft, text, context.today)) return undefined;
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
      return explained(requirement, context);
    default:
      return aboutOf(kind, scope, asked);
  }
}

function explained(requirement: string, { requirements = [] }: MessageContext): Question | undefined {
  const known = requirements.find(({ id }) => same(id, requirement));
  return known === undefined ? undefined : { kind: 'explain', requirements: [known.id] };
}

function aboutOf(kind: AboutKind, scope: Scope, asked: { readonly month?: string }): Question | undefined {
  const [instance, other] = scope.names;
  if (other !== undefined || scope.where.length > 0) {
    return kind === 'check' ? { kind: 'fleet', scope, ...asked } : undefined;
  }
  return { kind, ...given({ instance }), ...asked };
}
