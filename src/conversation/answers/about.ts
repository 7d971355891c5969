/** Answers about one instance: is it ready, why, how is it fixed, what was seen, what if the flag were set. */
import { staleNote, withNote } from '../../../cards/card-notes.ts';
import { checkingCard } from '../../../cards/checking-card.ts';
import type { CardMessage } from '../../../cards/elements.ts';
import { fixPlanCard } from '../../../cards/fix-plan-card.ts';
import { readinessCard } from '../../../cards/readiness-card.ts';
import { suggestionCard } from '../../../cards/suggestion-card.ts';
import { whatIfCard } from '../../../cards/what-if-card.ts';
import { whyCard } from '../../../cards/why-card.ts';
import { nameOf } from '../../model/arm.ts';
import type { Assessment, DiscoveredInstance, Progress } from '../../readiness/assessor.ts';
import { fixPlan } from '../../readiness/fix-plan.ts';
import { whatIf } from '../../readiness/what-if.ts';
import { exampleQuestions } from '../examples.ts';
import { pickInstance } from '../pick-instance.ts';
import { pickScope } from '../pick-scope.ts';
import { type AboutKind, type AboutQuestion, everything } from '../question.ts';
import type { WaiverInForce } from '../reminders-port.ts';
import { type Asking, type Desk, emptyEstate, keepHistory, waiversOf } from './desk.ts';
import { answerFleet } from './fleet.ts';
import { scopeTrouble, whichInstance } from './which.ts';

/** A card older than this says that it was old, in milliseconds. */
const STALE = 60 * 60_000;

/** Finds the instance that is meant and answers about it, or asks back. */
export async function answerAbout(question: AboutQuestion, desk: Desk, asking: Asking): Promise<CardMessage> {
  const { view } = asking;
  const { month, kind } = question;
  const instances = await desk.assessor.instances();
  const [only, other] = instances;
  if (only === undefined) return emptyEstate(asking);
  if (question.instance === undefined) {
    if (other === undefined) return answerOne(kind, only, month, desk, asking);
    return kind === 'check'
      ? answerFleet({ kind: 'fleet', scope: everything, ...(month === undefined ? {} : { month }) }, desk, asking)
      : whichInstance(kind, instances, month, view);
  }
  const picked = pickInstance(question.instance, instances);
  if (picked.kind === 'one') return answerOne(kind, picked.instance, month, desk, asking);
  if (picked.kind === 'several') {
    return kind === 'check'
      ? scopeTrouble(
          { kind: 'several-instances', name: question.instance, instances: picked.instances },
          { instances, month, view },
        )
      : whichInstance(kind, picked.instances, month, view);
  }
  if (!question.certain) {
    // "What about westeurope?": a plain word that is no instance may be a place.
    const scope = { names: [], where: [{ by: 'any' as const, value: question.instance }] };
    const place = kind === 'check' ? pickScope(scope, instances) : undefined;
    if (place?.kind === 'some') {
      return answerFleet({ kind: 'fleet', scope, ...(month === undefined ? {} : { month }) }, desk, asking);
    }
    if (picked.near.length === 0) {
      return suggestionCard({ kind: 'not-understood', examples: exampleQuestions(instances, desk.knownMonths), view });
    }
  }
  const name = nameOf(question.instance);
  return suggestionCard({ kind: 'unknown-instance', name, nearest: picked.near, month, view });
}

/** Assesses one instance, showing how far that is, and answers. */
export async function answerOne(
  kind: AboutKind,
  instance: DiscoveredInstance,
  month: string | undefined,
  desk: Desk,
  asking: Asking,
): Promise<CardMessage> {
  const { view } = asking;
  const { requirements } = desk;
  let waivers: readonly WaiverInForce[] = [];
  const looked = (kind === 'check' ? waiversOf(instance.id, desk) : Promise.resolve([])).then((found) => {
    waivers = found;
  });
  let first: Assessment | undefined;
  let latest: Progress | undefined;
  const showFirst = () => {
    if (first === undefined) return;
    asking.news(readinessCard({ assessment: first, requirements, month, progress: latest, waivers, view }));
  };
  const assessment = await desk.assessor.assess(instance, {
    month,
    onProgress(progress) {
      latest = progress;
      if (first === undefined) asking.news(checkingCard({ name: instance.name, progress, view }));
      else showFirst();
    },
    onFirst(partial) {
      if (kind !== 'check' || partial.reports.length === 0) return;
      first = partial;
      showFirst();
    },
  });
  keepHistory(desk, assessment);
  asking.remember({ asked: kind, instance: instance.id, ...(month === undefined ? {} : { month }) });
  if (assessment.reports.length === 0 && month !== undefined) {
    return suggestionCard({ kind: 'unknown-month', month, known: desk.knownMonths, instance, view });
  }
  await looked;
  const answer = drawn(kind, assessment, month, waivers, desk, asking);
  const { action } = asking;
  const old = action !== undefined && 'drawn' in action ? action.drawn : undefined;
  const isStale = old !== undefined && Date.parse(assessment.checkedAt) - Date.parse(old) > STALE;
  return isStale ? withNote(answer, staleNote(old, view), view) : answer;
}

function drawn(
  kind: AboutKind,
  assessment: Assessment,
  month: string | undefined,
  waivers: readonly WaiverInForce[],
  { requirements }: Desk,
  { view, action, delivery }: Asking,
): CardMessage {
  const [report] = assessment.reports;
  if (report === undefined || kind === 'check') {
    return readinessCard({ assessment, requirements, month, waivers, shareable: delivery.kind !== 'channel', view });
  }
  if (kind === 'fix') {
    const { reports, checkedAt } = assessment;
    const done = action !== undefined && 'done' in action ? (action.done ?? []) : [];
    return fixPlanCard({
      instance: report.instance,
      steps: fixPlan(reports),
      requirements,
      done,
      month,
      checkedAt,
      view,
    });
  }
  if (kind === 'what-if') return whatIfCard({ assessment, report, outcome: whatIf(report), month, view });
  return whyCard({ assessment, requirements, month, evidence: kind === 'evidence', view });
}
