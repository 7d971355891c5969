/** Reminders and summaries as the conversation sees them. Storage is behind this port; without it there are none. */

import type { AzureScope } from '../../model/azure-scope.ts';
import type { Address, Asker } from '../../model/channel.ts';
import type { Day } from '../../model/days.ts';
import type { ListedSubscription, Timing } from '../../model/reminder.ts';
import type { Place } from '../rules/place.ts';

/** What to set up. */
export interface SubscriptionOrder {
  /** `reminder`: while something is unmet, by the days that are left. `summary`: how everything stands. */
  readonly kind: 'reminder' | 'summary';
  readonly scope: AzureScope;
  /** Without one, reminders follow the days before and after a retirement. */
  readonly schedule?: Timing;
  /** IANA zone of the asker, for the schedule. */
  readonly timeZone: string;
  /** BCP 47 locale to write in. */
  readonly locale: string;
  readonly by: Asker;
  /** The conversation that it goes to. */
  readonly address: Address;
  readonly place: 'personal' | 'groupChat' | 'channel';
}

/**
 * What can be done to subscriptions of a conversation. Without `id` and `instance`: to all of them. `snooze` and `acknowledge`
 * silence reminders until a day, `wake` ends that; `stop`, `restore` (which takes a stop back, by `id`), `pause` and
 * `resume` are about subscriptions as a whole.
 */
export interface SubscriptionChange {
  readonly act: 'stop' | 'restore' | 'pause' | 'resume' | 'snooze' | 'acknowledge' | 'wake';
  readonly address: Address;
  readonly by: Asker;
  /** One subscription. */
  readonly id?: string;
  /** ARM id: only what is about this instance. */
  readonly instance?: string;
  /** Id of a retirement: silence about this one only. */
  readonly retirement?: string;
  /** UTC day until which it holds; `pause` may go without. */
  readonly until?: Day;
}

/** Keeps subscriptions. Every method rejects when storage is away; the conversation then says so. */
export interface Reminders {
  /** Sets up a subscription; the same one again changes its schedule. */
  subscribe(order: SubscriptionOrder): Promise<ListedSubscription>;
  /** What goes to a conversation. */
  list(address: Address): Promise<readonly ListedSubscription[]>;
  /** Places where this person set something up and that nothing reaches any more; absent where nobody keeps count. */
  unreachable?(by: Asker): Promise<readonly Pick<Place, 'kind' | 'teamName' | 'channelName' | 'why' | 'since'>[]>;
  /** Changes subscriptions and returns those that were changed, as they are now (as they were, when stopped). */
  change(change: SubscriptionChange): Promise<readonly ListedSubscription[]>;
}
