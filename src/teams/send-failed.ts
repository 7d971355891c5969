/** What Teams' connector threw, as a message that was not taken. */
import { SendFailed, sendFailureOf } from '../model/channel.ts';
import type { Clock } from '../model/clock.ts';
import { httpFailureOf } from '../model/http-failure.ts';
import { text } from '../model/json.ts';

/** Reads it; a `SendFailed` stays what it is. The clock is for `Retry-After` as a date. */
export function sendFailed(error: unknown, clock?: Pick<Clock, 'instant'>): SendFailed {
  if (error instanceof SendFailed) return error;
  const { status, retryAfter } = httpFailureOf(error, clock);
  // Entra ID's refusals carry a code of their own and no status: the bot could not even sign in.
  if (status === undefined && text(error, 'errorCode') !== undefined)
    return new SendFailed('unauthorized', { cause: error });
  return new SendFailed(sendFailureOf(status), { retryAfter, cause: error });
}
