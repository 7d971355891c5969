/** Who asks, and whether they are answered. Conversations are shared with other tenants, and have guests. */

import type { Activity } from 'botbuilder';
import type { ConnectorClient } from 'botframework-connector';
import { LRUCache } from 'lru-cache';
import { isChatWithBot } from '../model/channel.ts';
import type { Clock } from '../model/clock.ts';
import { faultFields } from '../model/fault-fields.ts';
import { httpFailureOf } from '../model/http-failure.ts';
import { same, text } from '../model/json.ts';
import type { Log } from '../model/log.ts';
import { say, type Text } from '../model/text.ts';
import { type BucketLimits, createBuckets } from './buckets.ts';
import { deliveryOf } from './incoming.ts';
import { isOurs, type Trust } from './trust.ts';

/** Whether somebody may ask: yes; no, and told so; or no, without a word. */
export type Permission =
  | { readonly kind: 'allowed' }
  | {
      readonly kind: 'refused';
      readonly why: Text;
      /** Whether it was not told just now: a message for each message would help nobody. */
      readonly isNews: boolean;
    }
  | { readonly kind: 'stranger' };

const strangersLine = say('This bot answers its own organisation only.');

/** What is shown to whom nothing is answered, where something has to be shown. */
export function refusalLine(permission: Permission): Text {
  return permission.kind === 'refused' ? permission.why : strangersLine;
}

/**
 * What somebody asks by. Questions and presses count, what a client asks at each key does not. A card stays where it is when
 * people leave, so a press is nothing without a look at who they are now.
 */
type Asks = 'question' | 'press' | 'search';

/** Knows who may ask. */
export interface Authorization {
  /** The permission of who sent an activity that is not refused as a whole (`refusal`). */
  permissionOf(activity: Activity, connector: ConnectorClient, asks: Asks): Promise<Permission>;
}

/** Whom an administrator has named. Without any of it everybody of the tenants is answered. */
export interface AllowLists {
  /** Entra object ids of people, who are answered everywhere, also as guests. */
  readonly users: readonly string[];
  /** Ids of teams, as Entra groups or as Teams names them, in whose channels everybody of the tenants is answered. */
  readonly teams: readonly string[];
  /** Tells whether a person (Entra object id) is in a group that is named; rejects where that cannot be found out. */
  readonly isInGroup?: ((objectId: string) => Promise<boolean>) | undefined;
}

/** How much one person, and one conversation, may ask. */
export interface AskLimits {
  readonly person: BucketLimits;
  readonly conversation: BucketLimits;
}

const USUAL_LIMITS: AskLimits = {
  person: { atOnce: 30, perSecond: 0.5 },
  conversation: { atOnce: 60, perSecond: 1 },
};

/** What is asked of Teams to find out. */
export interface AuthorizationParts {
  readonly trust: Trust;
  readonly lists: AllowLists;
  readonly log: Log;
  /** Milliseconds that never go back. */
  readonly clock: Pick<Clock, 'now'>;
  readonly limits?: AskLimits | undefined;
}

/** For how long a proof holds, in milliseconds, and how many are kept; the oldest is forgotten first. */
const PROOF_HOLDS = 60 * 60_000;
const MOST_PROOFS = 10_000;
/** The instant of a proof that holds no longer. */
const LONG_AGO = Number.NEGATIVE_INFINITY;
/** How long Teams may take to tell who somebody is, in milliseconds: somebody waits. */
const LOOK_UP_LIMIT = 3_000;

const notListed = say('This bot answers the people and teams that its administrator has named.');
const groupsUnknown = say(
  'I could not see whether you may ask: Microsoft Entra ID did not tell me which groups you are in. Ask me again in a minute. If it stays so, the administrator of this bot finds the cause with its doctor.',
);
const tooMuch = say('Those were many questions in a short time. Ask me again in a minute.');

/** Makes the knowledge of who may ask. It remembers proofs, and never that there was none. */
export function createAuthorization({
  trust,
  lists,
  log,
  clock,
  limits = USUAL_LIMITS,
}: AuthorizationParts): Authorization {
  const proven = new LRUCache<string, number>({ max: MOST_PROOFS });
  const ofPerson = createBuckets(clock, limits.person);
  const ofConversation = createBuckets(clock, limits.conversation);
  const news = createBuckets(clock, { atOnce: 1, perSecond: 1 / 60 });

  return {
    async permissionOf(activity, connector, asks) {
      if (!(await belongs(activity, connector, asks))) return { kind: 'stranger' };
      const listed = await isListed(activity);
      if (listed === 'unknown') return refused(activity, groupsUnknown, 'groups of the asker unknown');
      if (!listed) return refused(activity, notListed, 'asker on no list');
      if (asks === 'search') return { kind: 'allowed' };
      const [conversationId = ''] = activity.conversation.id.split(';');
      // Both are counted, whichever is used up first.
      const ownLeft = ofPerson.take(text(activity, 'from', 'id') ?? '');
      const left = ofConversation.take(conversationId);
      if (ownLeft && left) return { kind: 'allowed' };
      return refused(activity, tooMuch, 'too many questions');
    },
  };

  function refused(activity: Activity, why: Text, reason: string): Permission {
    const isNews = news.take(text(activity, 'from', 'id') ?? '');
    if (isNews) log.warn('turned away', { activityId: activity.id, why: reason });
    return { kind: 'refused', why, isNews };
  }

  /** What the activity itself tells goes first; Entra ID is asked for the rest. */
  async function isListed(activity: Activity): Promise<boolean | 'unknown'> {
    const { users, teams, isInGroup } = lists;
    if (users.length === 0 && teams.length === 0 && isInGroup === undefined) return true;
    const team = ['id', 'aadGroupId'].map((key) => text(activity, 'channelData', 'team', key));
    if (isNamed(activity, lists) || teams.some((one) => team.some((id) => same(one, id)))) return true;
    const objectId = text(activity, 'from', 'aadObjectId');
    if (isInGroup === undefined || objectId === undefined) return false;
    try {
      return await isInGroup(objectId);
    } catch (error) {
      log.warn('the groups of the asker are not known', { activityId: activity.id, ...faultFields(error) });
      return 'unknown';
    }
  }

  /**
   * Whether the asker belongs to the tenants that are answered. Their conversation says ours also where it is shared, and to
   * guests, so who is not proven to be ours is not answered where others may be.
   */
  async function belongs(activity: Activity, connector: ConnectorClient, asks: Asks): Promise<boolean> {
    if (trust.tenants === undefined || isNamed(activity, lists)) return true;
    const asker = text(activity, 'from', 'id');
    if (asker === undefined) return false;
    const since = proven.get(asker);
    const isProven = since !== undefined && clock.now() - since < PROOF_HOLDS;
    if (isProven && asks !== 'press') return true;
    const found = await strangenessOf(activity, connector, since !== undefined);
    // What Teams does not tell leaves a proof as it is. A chat with the bot alone lies in the tenant of who opened it, which
    // `refusal` has looked at.
    if (found === 'not told')
      return isProven || isChatWithBot(deliveryOf(activity)) || turnedAway(activity, 'tenant of the asker unknown');
    keep(asker, found === undefined);
    return found === undefined || turnedAway(activity, found);
  }

  /** Whoever was known once stays so, and is not taken for somebody of whom Teams never told. */
  function keep(asker: string, isOneOfOurs: boolean): void {
    if (isOneOfOurs) proven.set(asker, clock.now());
    else if (proven.has(asker)) proven.set(asker, LONG_AGO);
  }

  /** Why the asker is none of ours, by what Teams knows of them now; undefined where they are. */
  async function strangenessOf(
    activity: Activity,
    connector: ConnectorClient,
    wasKnown: boolean,
  ): Promise<string | undefined> {
    try {
      return strangeness(await memberOf(activity, connector), trust);
    } catch (error) {
      if (wasKnown && httpFailureOf(error).status === 404) return 'asker who has left';
      log.warn('Teams did not tell who the asker is', { activityId: activity.id, ...faultFields(error) });
      return 'not told';
    }
  }

  function turnedAway({ id }: Activity, why: string): false {
    log.warn('turned away', { activityId: id, why });
    return false;
  }
}

/** Why a member of a conversation is none of ours; undefined where they are. */
function strangeness(member: unknown, trust: Trust): string | undefined {
  if (isGuest(member)) return 'guest';
  return isOurs(text(member, 'tenantId'), trust) ? undefined : 'asker of another tenant';
}

function isNamed(activity: Activity, { users }: AllowLists): boolean {
  return users.some((one) => same(one, text(activity, 'from', 'aadObjectId')));
}

/** Guests are of another organisation, though they are members of a tenant; nobody knows who an anonymous person is. */
function isGuest(member: unknown): boolean {
  return ['guest', 'anonymous'].some((role) => same(role, text(member, 'userRole')));
}

/** What Teams knows of the asker. */
async function memberOf(activity: Activity, connector: ConnectorClient): Promise<unknown> {
  const [conversationId = ''] = activity.conversation.id.split(';');
  try {
    return await memberIn(conversationId, activity.from.id, connector);
  } catch (error) {
    if (httpFailureOf(error).status !== 403) throw error;
  }
  // The bot is not in this conversation: a search or an inserted card brought the question. Teams opens a chat of the bot
  // only with somebody of the tenant who has the app, and sends nothing there by that.
  const tenantId = text(activity, 'conversation', 'tenantId') ?? text(activity, 'channelData', 'tenant', 'id') ?? '';
  const chat = await connector.conversations.createConversation({
    isGroup: false,
    bot: activity.recipient,
    members: [{ id: activity.from.id, name: '' }],
    tenantId,
    channelData: { tenant: { id: tenantId } },
  } as Parameters<ConnectorClient['conversations']['createConversation']>[0]);
  return memberIn(chat.id, activity.from.id, connector);
}

async function memberIn(conversationId: string, id: string, connector: ConnectorClient): Promise<unknown> {
  return connector.conversations.getConversationMember(conversationId, id, { timeout: LOOK_UP_LIMIT });
}
