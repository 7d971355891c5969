/** A question in a few words, so that a table of phrasings can be read. */
import type { Question } from '../../src/model/question.ts';
import type { Timing } from '../../src/model/reminder.ts';
import type { Scope } from '../../src/model/scope.ts';

function line(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(' ');
}

/** "apim-prod + apim-dev", "tier:premium + region:westeurope", "all". */
function shortScope({ names, where }: Scope): string {
  const conditions = where.map((condition) =>
    condition.by === 'tag' ? `tag:${condition.key}=${condition.value}` : `${condition.by}:${condition.value}`,
  );
  return [...names, ...conditions].join(' + ') || 'all';
}

/** "once 2026-03-01 09:00", "1 09:00", "15/2 09:00" for every other week. */
function shortSchedule(schedule: Timing): string {
  if ('on' in schedule) return `once ${schedule.on} ${schedule.time}`;
  return `${schedule.days.join('')}${schedule.weeks === 2 ? '/2' : ''} ${schedule.time}`;
}

function shortAbout(question: Extract<Question, { readonly broad?: unknown }>): string {
  const { kind, leans, doubtful, instance = '?', month, broad } = question;
  const name = doubtful === undefined ? instance : `(${instance})`;
  return line(kind === 'check' ? undefined : kind, leans && 'and', name, month, broad && 'or all');
}

/** "?" stands for an instance that nobody named, brackets for a name that is no certain one, "and" for leaning on before. */
export function shortQuestion(question: Question): string {
  switch (question.kind) {
    case 'check':
    case 'why':
    case 'fix':
    case 'evidence':
    case 'what-if':
      return shortAbout(question);
    case 'fleet':
      return line('fleet', question.leans && 'and', shortScope(question.scope), question.only, question.month);
    case 'list':
    case 'summary':
      return line(question.kind, shortScope(question.scope), question.month);
    case 'explain':
      return line('explain', question.requirements.join(', ') || 'all');
    case 'retirements':
      return line('retirements', question.retirement, question.month);
    case 'changes':
      return line('changes', shortScope(question.scope), question.since);
    case 'readers':
      return line('readers', question.target);
    case 'month':
      return line('month', question.month);
    case 'remind': {
      const { schedule, scope } = question;
      const when = schedule === undefined ? undefined : shortSchedule(schedule);
      return line(question.what, scope === undefined ? '?' : shortScope(scope), when);
    }
    case 'change-reminders':
      return line(question.act, question.instance, question.until);
    case 'waive': {
      const reason = question.reason === undefined ? undefined : `"${question.reason}"`;
      return line('waive', question.requirements.join(', '), question.instance, question.until, reason);
    }
    case 'waivers':
      return line('waivers', question.act, question.requirements?.join(', '), question.instance);
    default:
      return question.kind;
  }
}
