/** Answers about one instance: is it ready, why, how is it fixed, what was seen, what if the flag were set. */

import { checkingCard } from '../../../cards/checking-card.ts';
import { evidenceCard } from '../../../cards/evidence-card.ts';
import { fixPlanCard } from '../../../cards/fix-plan-card.ts';
import { staleNote, withNote } from '../../../cards/parts/card-notes.ts';
import type { CardMessage } from '../../../cards/parts/elements.ts';
import { type InstancePlace, readinessCard } from '../../../cards/readiness-card.ts';
import { suggestionCard } from '../../../cards/suggestion-card.ts';
import { whatIfCard } from '../../../cards/what-if-card.ts';
import { whyCard } from '../../../cards/why-card.ts';
import { portalLink } from '../../fixes/portal-links.ts';
import type { Waiver } from '../../model/decision.ts';
import { faultFields } from '../../model/fault-fields.ts';
import type { FixFormat } from '../../model/fix-format.ts';
import { given } from '../../model/given.ts';
import type { AboutKind, AboutQuestion } from '../../model/question.ts';
import type { TargetKind } from '../../model/services.ts';
import type { Assessment, DiscoveredInstance, Progress } from '../../readiness/assessor.ts';
import { isAboutService } from '../../readiness/called-services.ts';
import { type Plan, wholePlan } from '../../readiness/plan.ts';
import { whatIf } from '../../readiness/what-if.ts';
import { type AnswerContext, type AnswerRequest, keepHistory, waiversOf } from './answer-context.ts';

/** A card older than this says that it was old, in milliseconds. */
const STALE = 60 * 60_000;

/** What of an answer is wanted. */
type AskedPart = Pick<AboutQuestion, 'change' | 'requirement' | 'cause' | 'service' | 'format' | 'done' | 'drawn'>;

/** Assesses one instance, showing how far that is, and answers. */
export async function answerOne(
  kind: AboutKind,
  instance: DiscoveredInstance,
  month: string | undefined,
  context: AnswerContext,
  request: AnswerRequest,
  part: AskedPart = {},
): Promise<CardMessage> {
  const { view } = request;
  const { requirements } = context;
  const place = placeIn(instance, context);
  let waivers: readonly Waiver[] = [];
  const looked = (kind === 'check' ? waiversOf(instance.id, context) : Promise.resolve([])).then((found) => {
    waivers = found;
  });
  const format = kind === 'fix' ? fixFormatFor(part, context, request) : undefined;
  let first: Assessment | undefined;
  let latest: Progress | undefined;
  const showFirst = () => {
    if (first === undefined) return;
    request.showProgress(
      readinessCard({ assessment: first, requirements, month, place, progress: latest, waivers, view }),
    );
  };
  const assessment = await context.assessor.assess(instance, {
    month,
    plan: kind === 'fix',
    whatIf: kind === 'what-if' ? (part.change ?? FLAG) : undefined,
    live: kind === 'why' || kind === 'evidence',
    onProgress(progress) {
      latest = progress;
      if (first === undefined) request.showProgress(checkingCard({ name: instance.name, progress, view }));
      else showFirst();
    },
    onFirst(partial) {
      if (kind !== 'check' || partial.reports.length === 0) return;
      first = partial;
      showFirst();
    },
  });
  keepHistory(context, assessment);
  request.remember({ asked: kind, instance: instance.id, ...given({ month }) });
  if (assessment.reports.length === 0 && month !== undefined) {
    return suggestionCard({ kind: 'unknown-month', month, known: context.knownMonths, instance, view });
  }
  await looked;
  const answer = drawn(
    kind,
    assessment,
    month,
    waivers,
    place,
    part,
    (await format) ?? 'az',
    instance.tenantId,
    context,
    request,
  );
  const old = part.drawn;
  const isStale = old !== undefined && Date.parse(assessment.checkedAt) - Date.parse(old) > STALE;
  return isStale ? withNote(answer, staleNote(old, view), view) : answer;
}

/** The change that is meant where none is named. */
const FLAG = 'trusted-access-off';

/** Where the instance is, with the way to it in the portal. */
export function placeIn(instance: DiscoveredInstance, { cloud }: Pick<AnswerContext, 'cloud'>): InstancePlace {
  return {
    subscription: instance.subscriptionName ?? instance.subscriptionId,
    link: portalLink({ cloud, tenantId: instance.tenantId }, instance.id),
  };
}

function drawn(
  kind: AboutKind,
  assessment: Assessment,
  month: string | undefined,
  waivers: readonly Waiver[],
  place: InstancePlace,
  part: AskedPart,
  format: FixFormat,
  tenantId: string | undefined,
  { requirements, cloud }: AnswerContext,
  { view, delivery, offerFile, retry: { page } }: AnswerRequest,
): CardMessage {
  const { requirement, cause, done = [] } = part;
  const portal = { cloud, tenantId };
  const [report] = assessment.reports;
  if (report === undefined || kind === 'check') {
    return readinessCard({
      assessment,
      requirements,
      month,
      place,
      waivers,
      shareable: delivery.kind !== 'channel',
      view,
    });
  }
  if (kind === 'fix') {
    const { checkedAt, plans = [] } = assessment;
    return fixPlanCard({
      instance: report.instance,
      plan: planFor(wholePlan(plans), part.service),
      requirements,
      done,
      isFile: offerFile !== undefined,
      format,
      month,
      page,
      checkedAt,
      view,
    });
  }
  if (kind === 'what-if') {
    // What was not tried proves nothing.
    const nothing = { change: part.change ?? FLAG, findings: [], verdict: report.verdict, changes: [] };
    const outcome = whatIf(report, report.tried ?? nothing);
    return whatIfCard({ assessment, report, outcome, month, page, view });
  }
  return kind === 'evidence'
    ? evidenceCard({
        assessment,
        requirements,
        month,
        requirement,
        cause,
        page,
        portal,
        view,
      })
    : whyCard({ assessment, requirements, month, page, portal, view });
}

/** The language that fixes are drawn in: what was just chosen, which is kept, or what the person chose last. */
async function fixFormatFor(
  part: AskedPart,
  { preferences, log }: AnswerContext,
  { delivery }: AnswerRequest,
): Promise<FixFormat | undefined> {
  const chosen = part.format;
  const person = delivery.asker.objectId ?? delivery.asker.id;
  try {
    if (chosen === undefined) return await preferences?.fixFormat(person);
    await preferences?.chooseFixFormat(person, chosen);
  } catch (error) {
    log.warn('the language of fixes was not remembered', faultFields(error));
  }
  return chosen;
}

/** The part of a plan about one kind of service; all of it where there is none, because the fix may lie elsewhere. */
function planFor(plan: Plan, service: TargetKind | undefined): Plan {
  if (service === undefined) return plan;
  const isAbout = ({ causes }: Pick<Plan['remains'][number], 'causes'>) =>
    causes.some(({ subject }) => isAboutService(subject, service));
  const own = { ...plan, steps: plan.steps.filter(isAbout), remains: plan.remains.filter(isAbout) };
  return own.steps.length + own.remains.length === 0 ? plan : own;
}
