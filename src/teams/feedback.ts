/** Thumbs under answers ("Add user feedback controls to agent messages"). */
import type { Activity } from 'botbuilder';
import { at, text } from '../model/json.ts';
import type { Feedback } from '../model/usage.ts';
import { deliveryOf } from './incoming.ts';

/** What asks Teams for the thumbs, with a form of its own behind each. */
export const FEEDBACK_LOOP = { feedbackLoop: { type: 'default' } } as const;

/** The name of the invoke that brings one back. */
export const FEEDBACK_INVOKE = 'message/submitAction';

/** The longest text that is taken, in characters. */
const LONGEST = 2_000;

/** What somebody thinks of an answer; undefined for an invoke that is no such thing. */
export function feedbackOf(activity: Activity): Feedback | undefined {
  const { asker, address } = deliveryOf(activity);
  const messageId = activity.replyToId;
  const reaction = text(activity.value, 'actionValue', 'reaction');
  if (text(activity.value, 'actionName') !== 'feedback' || messageId === undefined) return undefined;
  if (reaction !== 'like' && reaction !== 'dislike') return undefined;
  return { asker, address, messageId, reaction, text: wordsOf(at(activity.value, 'actionValue', 'feedback')) };
}

/** The form comes as JSON in a text. */
function wordsOf(form: unknown): string | undefined {
  if (typeof form !== 'string') return undefined;
  let filled: unknown;
  try {
    filled = JSON.parse(form);
  } catch {
    return undefined;
  }
  const words = text(filled, 'feedbackText')?.trim().slice(0, LONGEST);
  return words === '' ? undefined : words;
}
