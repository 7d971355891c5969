/** The rows of the table of deliveries: what is written into them, and how they are read. */
import { idKey } from '../../model/arm.ts';
import type { Claim } from '../delivery/outbox.ts';
import type { Message } from '../ports/drawing-port.ts';
import type { DecisionMessage } from '../rules/decision-message.ts';
import { type Milestone, milestoneName } from '../rules/milestones.ts';
import type { ReminderMessage } from '../rules/reminder-message.ts';
import type { PreparedMessage, PreparedReminder, PreparedSummary } from '../rules/reminder-state.ts';
import type { SummaryMessage } from '../rules/summary-message.ts';
import type { DatabaseRow } from './database.ts';
import { nameUuid } from './name-uuid.ts';
import { placeOf } from './places.ts';
import { dayOf, instantOf, jsonOf, maybeInstant, maybeText, numberOf, textOf } from './row.ts';

/** Tells what somebody decided, once for each place. */
interface DecisionMark extends Omit<PreparedSummary, 'kind' | 'local'> {
  readonly kind: 'decision';
  readonly instanceId: string;
  readonly decisionId: string;
  readonly act: DecisionMessage['act'];
}

/** A message to be prepared. */
export type NewDelivery =
  | (Omit<PreparedReminder, 'at'> & { readonly message: ReminderMessage })
  | (Omit<PreparedSummary, 'at'> & { readonly message: SummaryMessage })
  | (Omit<DecisionMark, 'at'> & { readonly message: DecisionMessage });

/** What sets a message apart from the others of its subscription, as it stands in the columns. */
export interface DeliveryColumns {
  readonly instanceId: string | null;
  readonly retirement: string | null;
  readonly milestone: Milestone | { readonly kind: 'decision'; readonly id: string; readonly act: string };
}

/** The columns of a message to be prepared. */
export function columnsOf(delivery: NewDelivery): DeliveryColumns {
  switch (delivery.kind) {
    case 'reminder':
      return {
        instanceId: idKey(delivery.instanceId),
        retirement: delivery.retirement,
        milestone: delivery.milestone,
      };
    case 'summary':
      return { instanceId: null, retirement: null, milestone: { kind: 'at', local: delivery.local } };
    case 'decision':
      return {
        instanceId: idKey(delivery.instanceId),
        retirement: null,
        milestone: { kind: 'decision', id: delivery.decisionId, act: delivery.act },
      };
  }
}

/** The id of a message: whoever makes it out again makes out the same one. */
export function deliveryId(delivery: NewDelivery): string {
  const { instanceId, retirement, milestone } = columnsOf(delivery);
  const name = milestone.kind === 'decision' ? `${milestone.id} ${milestone.act}` : milestoneName(milestone);
  return nameUuid('delivery', delivery.kind, delivery.subscriptionId, instanceId ?? '', retirement ?? '', name);
}

/** A row as what was prepared before; undefined for a summary without the moment of a schedule. */
export function preparedOf(row: DatabaseRow): PreparedMessage | undefined {
  const made = {
    subscriptionId: textOf(row, 'subscription_id'),
    placeId: textOf(row, 'place_id'),
    day: dayOf(row, 'day'),
    at: instantOf(row, 'created_at'),
  };
  const milestone = jsonOf<Milestone>(row, 'milestone');
  if (textOf(row, 'kind') === 'summary') {
    return milestone.kind === 'at' ? { kind: 'summary', ...made, local: milestone.local } : undefined;
  }
  const about = { instanceId: textOf(row, 'instance_id'), retirement: textOf(row, 'retirement') };
  return { kind: 'reminder', ...made, ...about, milestone };
}

/** What a message was: a milestone in one word, `summary` or `decision`. */
export function kindInWords(row: DatabaseRow): string {
  const kind = textOf(row, 'kind');
  return kind === 'reminder' ? milestoneName(jsonOf<Milestone>(row, 'milestone')) : kind;
}

/** A row as it was taken for sending, with its place and its thread beside it. */
export function claimOf(row: DatabaseRow): Claim {
  const conversationId = maybeText(row, 'thread_conversation');
  const instanceId = maybeText(row, 'instance_id');
  const retirement = maybeText(row, 'retirement');
  return {
    id: textOf(row, 'delivery_id'),
    place: placeOf(row),
    about: instanceId === undefined || retirement === undefined ? undefined : { instanceId, retirement },
    message: jsonOf<Message>(row, 'message'),
    attempt: numberOf(row, 'attempts'),
    failures: numberOf(row, 'failures'),
    expiresAt: instantOf(row, 'expires_at'),
    slotAt: maybeInstant(row, 'turn_at'),
    wanted: row.on_time === true && row.silenced !== true,
    thread: conversationId === undefined ? undefined : { conversationId, messageId: textOf(row, 'thread_message') },
  };
}
