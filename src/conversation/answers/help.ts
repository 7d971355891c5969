/** The first words: hello, and what can be asked. Examples are made of the instances that are there, worst first. */

import { helpCard } from '../../../cards/help-card.ts';
import type { CardMessage } from '../../../cards/parts/elements.ts';
import { welcomeCard } from '../../../cards/welcome-card.ts';
import type { Verdict } from '../../model/finding.ts';
import { verdictSeverity } from '../../readiness/assess.ts';
import type { DiscoveredInstance } from '../../readiness/assessor.ts';
import { exampleQuestions } from '../understanding/example-questions.ts';
import type { AnswerContext, AnswerRequest } from './answer-context.ts';

/** What needs somebody first; what nobody has looked at yet comes before what is known to be ready. */
function rankOf(verdict: Verdict | undefined): number {
  return verdict === undefined ? verdictSeverity('ready') - 0.5 : verdictSeverity(verdict);
}

/** The instances by what is known of them, worst first; none where Azure does not answer, which is no reason to be silent. */
async function worstFirst({ assessor }: Pick<AnswerContext, 'assessor'>): Promise<readonly DiscoveredInstance[]> {
  const instances = await assessor.instances().catch((): readonly DiscoveredInstance[] => []);
  const rank = (instance: DiscoveredInstance) => rankOf(assessor.known(instance)?.verdict);
  return instances.toSorted((a, b) => rank(a) - rank(b));
}

/** Says hello. */
export async function answerWelcome(
  context: Pick<AnswerContext, 'assessor' | 'knownMonths'>,
  { view, delivery }: Pick<AnswerRequest, 'view' | 'delivery'>,
): Promise<CardMessage> {
  const examples = exampleQuestions(await worstFirst(context), context.knownMonths, view.locale);
  return welcomeCard({ examples, mention: delivery.kind !== 'personal', view });
}

/** Everything that can be asked. */
export async function answerHelp(
  context: Pick<AnswerContext, 'assessor' | 'knownMonths'>,
  { view }: AnswerRequest,
): Promise<CardMessage> {
  const [first] = await worstFirst(context);
  return helpCard({ instance: first?.name, months: context.knownMonths, view });
}
