/** A fix plan to take along: the whole script as a file, in a chat with one person. */

import { noticeCard } from '../../../cards/notice-card.ts';
import type { CardMessage } from '../../../cards/parts/elements.ts';
import { writerFor } from '../../../cards/wording/writer.ts';
import { planText } from '../../exports/plan-text.ts';
import { sameId } from '../../model/arm.ts';
import type { ChatFile } from '../../model/channel.ts';
import { faultFields } from '../../model/fault-fields.ts';
import type { FixFormat } from '../../model/fix-format.ts';
import type { PlanFileQuestion } from '../../model/question.ts';
import { say, type Text } from '../../model/text.ts';
import { wholePlan } from '../../readiness/plan.ts';
import { type AnswerContext, type AnswerRequest, emptyEstate } from './answer-context.ts';

const ENDINGS: Readonly<Record<FixFormat, string>> = {
  az: 'sh',
  powershell: 'ps1',
  bicep: 'bicep',
  terraform: 'tf',
  portal: 'txt',
};

/** The file; undefined where the instance cannot be seen any longer. */
export async function planFile(
  question: PlanFileQuestion,
  context: AnswerContext,
  { view }: AnswerRequest,
): Promise<ChatFile | undefined> {
  const { month, format = 'az' } = question;
  const instance = (await context.assessor.instances()).find(({ id }) => sameId(id, question.instance));
  if (instance === undefined) return undefined;
  const { reports, plans = [] } = await context.assessor.assess(instance, { month, plan: true });
  const [report] = reports;
  if (report === undefined) return undefined;
  const writer = writerFor(view);
  const text = planText({ instance: report.instance, plan: wholePlan(plans), format, writer });
  return {
    name: `${instance.name}-fix-${context.clock.today()}.${ENDINGS[format]}`,
    bytes: new TextEncoder().encode(text),
  };
}

/** Offers the file, and says where it will lie. */
export async function answerPlanFile(
  question: PlanFileQuestion,
  context: AnswerContext,
  request: AnswerRequest,
): Promise<CardMessage> {
  const { offerFile, view } = request;
  const file = await planFile(question, context, request);
  if (file === undefined) return emptyEstate(request);
  const told = (title: Text, ...lines: readonly Text[]) => noticeCard({ title, lines, view });
  if (offerFile === undefined) return told(say('Files I can hand over in a chat with me alone'));
  const title = say('The fix plan as {file}', { file: file.name });
  try {
    await offerFile({
      file,
      action: { ...question, locale: view.locale },
      about: writerFor(view).plain(title),
    });
  } catch (error) {
    context.log.warn('a file was not offered', faultFields(error));
    return told(say('The file could not be offered'));
  }
  return told(
    title,
    say('Accept it below, and it lies in your OneDrive. Read it before you run it: I never run anything.'),
  );
}
