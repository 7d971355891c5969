/** What a button carried, read as what anybody may have sent: a card travels through clients. */
import type { CardAction } from '../../cards/actions.ts';
import { parseArmId } from '../model/arm.ts';
import { text } from '../model/json.ts';

/** The data of a button as an action; `undefined` for anything that is not exactly one. */
export function readAction(data: unknown): CardAction | undefined {
  const verb = text(data, 'verb');
  if (verb === 'ask') {
    const question = text(data, 'question');
    return question === undefined || question.length > 1_000 ? undefined : { verb, question };
  }
  if (verb !== 'check') return undefined;
  const instance = text(data, 'instance');
  const month = text(data, 'month');
  if (instance === undefined || instance.length > 1_000) return undefined;
  if (parseArmId(instance)?.type !== 'microsoft.apimanagement/service') return undefined;
  if (month === undefined) return { verb, instance };
  return /^20\d{2}-(?:0[1-9]|1[0-2])$/.test(month) ? { verb, instance, month } : undefined;
}
