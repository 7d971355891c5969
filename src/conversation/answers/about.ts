/** Which instance a question is about; then its answer, or a question back. */
import type { CardMessage } from '../../../cards/elements.ts';
import { suggestionCard } from '../../../cards/suggestion-card.ts';
import { nameOf } from '../../model/arm.ts';
import { exampleQuestions } from '../examples.ts';
import { pickInstance } from '../pick-instance.ts';
import { pickScope } from '../pick-scope.ts';
import { type AboutQuestion, everything } from '../question.ts';
import { type Asking, type Desk, emptyEstate } from './desk.ts';
import { answerFleet } from './fleet.ts';
import { answerOne } from './one.ts';
import { scopeTrouble, whichInstance } from './which.ts';

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
