/** "What did I miss?": the retirements whose day is past and that are still unmet on somebody's instances. */

import { type NoticeRow, noticeCard } from '../../../cards/notice-card.ts';
import type { CardAction } from '../../../cards/parts/actions.ts';
import type { CardMessage } from '../../../cards/parts/elements.ts';
import { statusSymbol } from '../../../cards/wording/status.ts';
import { type Day, dayInWords, since as sinceWhen } from '../../model/days.ts';
import type { Report } from '../../model/finding.ts';
import type { RetirementsQuestion } from '../../model/question.ts';
import type { Retirement } from '../../model/retirement.ts';
import { everything } from '../../model/scope.ts';
import { count, say, type Text } from '../../model/text.ts';
import { severity } from '../../readiness/assess.ts';
import type { DiscoveredInstance } from '../../readiness/assessor.ts';
import type { AnswerContext, AnswerRequest } from './answer-context.ts';
import { assessAll, instancesInWords } from './fleet.ts';
import { instancesInScope } from './instances-in-scope.ts';
import { offerRows } from './several-instances.ts';

/** A retirement, and how it stands on the instances that were asked about. */
interface Past {
  readonly retirement: Retirement;
  readonly unmet: readonly Report[];
  /** Instances on which something is worth a look, and nothing is unmet. */
  readonly look: readonly Report[];
  /** Instances on which it cannot be decided. */
  readonly open: readonly Report[];
}

/** Judges the whole catalogue, and tells what is past and unmet, worst first; the rest in a line each. */
export async function answerMissedRetirements(
  { scope = everything, since }: RetirementsQuestion,
  context: AnswerContext,
  request: AnswerRequest,
): Promise<CardMessage> {
  const { view } = request;
  const picked = await instancesInScope(scope, context, request);
  if (picked.kind === 'card') return picked.card;
  request.remember({ asked: 'fleet', scope: picked.scope });
  const assessments = await assessAll(picked.instances, undefined, context, request, { catalogue: true });
  const today = assessments[0]?.today ?? context.clock.today();
  const reports = assessments.flatMap((assessment) => assessment.reports);
  const past = context.retirements
    .filter(({ effective }) => effective <= today && (since === undefined || effective >= since))
    .map((retirement) => standing(retirement, reports));
  const unmet = past.filter((one) => one.unmet.length > 0).toSorted(worstFirst);
  const rows = unmet.map((one) => rowOf(one, today));
  offerRows(
    request,
    rows.map(({ action }, at) => ({ action, words: unmet[at]?.retirement.id ?? '' })),
  );
  return noticeCard({
    title: titleOf(unmet.length, picked.instances, since),
    lines: [
      ...inALine(
        past.filter((one) => one.unmet.length === 0 && one.look.length > 0),
        (retirements) => say('{symbol} Worth a look: {retirements}', { symbol: statusSymbol('warn'), retirements }),
      ),
      ...inALine(
        past.filter((one) => one.unmet.length === 0 && one.look.length === 0 && one.open.length > 0),
        (retirements) =>
          say('{symbol} Not to be decided from what could be read: {retirements}', {
            symbol: statusSymbol('unknown'),
            retirements,
          }),
      ),
    ],
    rows,
    again: request.retry,
    actions: [{ title: say('What retires next?'), action: { kind: 'retirements', place: 'new' } }],
    view,
  });
}

function standing(retirement: Retirement, reports: readonly Report[]): Past {
  const own = reports.filter((report) => report.retirement === retirement.id);
  const unmet = own.filter(({ findings }) => findings.some(({ status }) => status === 'fail'));
  const others = own.filter((report) => !unmet.includes(report));
  const look = others.filter(({ findings }) => findings.some(({ status }) => status === 'warn'));
  return { retirement, unmet, look, open: others.filter(({ verdict }) => verdict === 'undecided') };
}

/** The severity of the worst that is unmet anywhere. */
function worstOf({ unmet }: Past): number {
  return Math.min(...unmet.flatMap(({ findings }) => findings.map(({ status, impact }) => severity(status, impact))));
}

/** What stops calls first, then the most instances, then the latest. */
function worstFirst(a: Past, b: Past): number {
  return (
    worstOf(a) - worstOf(b) ||
    b.unmet.length - a.unmet.length ||
    (a.retirement.effective > b.retirement.effective ? -1 : 1)
  );
}

/** Instances that a row names; the others are counted. */
const NAMED = 3;

function rowOf(past: Past, today: Day): NoticeRow & { readonly action: CardAction } {
  const { retirement, unmet } = past;
  const { what, effective } = retirement;
  const month = effective.slice(0, 7);
  const [first, second] = unmet.map(({ instance }) => instance);
  return {
    text: say('{symbol} {what} {since}', {
      symbol: statusSymbol(worstOf(past) === severity('fail', 'outage') ? 'fail' : 'warn'),
      what,
      since: sinceWhen(effective, today),
    }),
    detail: say('Unmet on {instances}', { instances: named(unmet.map(({ instance }) => instance)) }),
    button: say('Show'),
    action:
      first !== undefined && second === undefined
        ? { kind: 'check', instance: first.id, month, place: 'new' }
        : { kind: 'fleet', scope: everything, month, only: 'unmet', place: 'new' },
  };
}

function named(instances: readonly { readonly name: string }[]): Text {
  const names = instances.slice(0, NAMED).map(({ name }) => name);
  const left = instances.length - names.length;
  const list = names.join(', ');
  return left === 0
    ? say('{names}', { names: list })
    : count(left, { one: '{names} and {count} more', other: '{names} and {count} more' }, { names: list });
}

function titleOf(number: number, instances: readonly DiscoveredInstance[], since: string | undefined): Text {
  const [first, second] = instances;
  const where =
    first !== undefined && second === undefined
      ? say('{name}', { name: first.name })
      : instancesInWords(instances.length);
  if (since === undefined) {
    return number === 0
      ? say('Nothing that is past is unmet on {where}', { where })
      : count(
          number,
          {
            one: '{count} retirement is past and still unmet on {where}',
            other: '{count} retirements are past and still unmet on {where}',
          },
          { where },
        );
  }
  const values = { where, day: dayInWords(since) };
  return number === 0
    ? say('Nothing of since {day} is unmet on {where}', values)
    : count(
        number,
        {
          one: '{count} retirement since {day} is still unmet on {where}',
          other: '{count} retirements since {day} are still unmet on {where}',
        },
        values,
      );
}

/** Retirements in one line; none where there are none. */
function inALine(past: readonly Past[], line: (retirements: Text) => Text): readonly Text[] {
  const [first, ...rest] = past.map(({ retirement }) => retirement.what);
  if (first === undefined) return [];
  return [line(rest.reduce((told, what) => say('{told}, {what}', { told, what }), first))];
}
