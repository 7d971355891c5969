/** What Teams tells about places: installed, removed, renamed, deleted, restored. */
import type { Activity } from 'botbuilder';
import type { Presence, SignOfLife } from '../model/channel.ts';
import { faultFields } from '../model/fault-fields.ts';
import { text } from '../model/json.ts';
import type { Log } from '../model/log.ts';
import { deliveryOf } from './incoming.ts';

/** What Teams calls a change of a channel or a team, in `channelData.eventType`. */
const CHANGES: Readonly<Record<string, Pick<Presence, 'kind' | 'scope'>>> = {
  channelRenamed: { kind: 'renamed', scope: 'channel' },
  channelDeleted: { kind: 'deleted', scope: 'channel' },
  channelRestored: { kind: 'restored', scope: 'channel' },
  teamRenamed: { kind: 'renamed', scope: 'team' },
  teamDeleted: { kind: 'deleted', scope: 'team' },
  teamHardDeleted: { kind: 'deleted', scope: 'team' },
  teamRestored: { kind: 'restored', scope: 'team' },
};

/** Tells whoever listens what activities say of places. Nothing is waited for; what a listener throws is logged. */
export interface PlaceNews {
  /** An activity came, whoever sent it. */
  came(activity: Activity): void;
  /** Somebody who may ask has sent something from where the bot is a member. */
  isAlive(activity: Activity): void;
}

/** Who listens. */
export interface PlaceListeners {
  /** Hears about places that come, change and go. */
  readonly presence?: ((event: Presence) => Promise<void>) | undefined;
  /** Hears where somebody spoke to the bot. */
  readonly alive?: ((sign: SignOfLife) => Promise<void>) | undefined;
}

/** Makes it. `goOn` takes over what is not waited for. */
export function createPlaceNews(
  { presence, alive }: PlaceListeners,
  { goOn, log }: { readonly goOn: (work: Promise<void>) => void; readonly log: Log },
): PlaceNews {
  const tell = ({ id }: Activity, listener: () => Promise<void>) =>
    goOn(
      Promise.resolve()
        .then(listener)
        .catch((error: unknown) => {
          log.error('news of a place were lost', { activityId: id, ...faultFields(error) });
        }),
    );
  return {
    came(activity) {
      const event = presenceOf(activity);
      if (event !== undefined && presence !== undefined) tell(activity, () => presence(event));
    },
    isAlive(activity) {
      if (alive !== undefined) tell(activity, () => alive(signOfLife(activity)));
    },
  };
}

/** The news of an activity; `undefined` for one that says nothing about a place. */
function presenceOf(activity: Activity): Presence | undefined {
  const change = changeOf(activity);
  if (change === undefined) return undefined;
  const { address } = deliveryOf(activity);
  const teamId = text(activity, 'channelData', 'team', 'id');
  return {
    ...change,
    address: { ...address, conversationId: conversationOf(activity, change.scope, teamId) },
    teamId,
    names: namesOf(activity),
  };
}

/** What a message or a button tells about the place that it comes from. */
function signOfLife(activity: Activity): SignOfLife {
  const { kind, address, locale, timeZone } = deliveryOf(activity);
  return {
    kind,
    address,
    locale,
    timeZone,
    teamId: text(activity, 'channelData', 'team', 'id'),
    names: namesOf(activity),
  };
}

function namesOf(activity: Activity): Presence['names'] {
  return {
    team: text(activity, 'channelData', 'team', 'name'),
    channel: text(activity, 'channelData', 'channel', 'name'),
  };
}

function changeOf(activity: Activity): Pick<Presence, 'kind' | 'scope'> | undefined {
  const { type } = activity;
  const action = text(activity, 'action');
  if (type === 'installationUpdate') {
    if (action === 'add' || action === 'add-upgrade') return { kind: 'installed', scope: installedScope(activity) };
    return action === 'remove' ? { kind: 'removed', scope: installedScope(activity) } : undefined;
  }
  if (type !== 'conversationUpdate') return undefined;
  const isBot = ({ id }: { readonly id: string }) => id === activity.recipient?.id;
  if (activity.membersAdded?.some(isBot)) return { kind: 'installed', scope: installedScope(activity) };
  if (activity.membersRemoved?.some(isBot)) return { kind: 'removed', scope: installedScope(activity) };
  const event = text(activity, 'channelData', 'eventType') ?? '';
  return Object.hasOwn(CHANGES, event) ? CHANGES[event] : undefined;
}

/** In a team, an app is installed for all of its channels. */
function installedScope(activity: Activity): Presence['scope'] {
  const { kind } = deliveryOf(activity);
  return kind === 'channel' ? 'team' : kind;
}

/** Teams tells a channel's change in the general channel; which one it is about stands in the channel data. */
function conversationOf(activity: Activity, scope: Presence['scope'], teamId: string | undefined): string {
  const [here = ''] = activity.conversation.id.split(';');
  if (scope === 'channel') return text(activity, 'channelData', 'channel', 'id') ?? here;
  if (scope !== 'team') return here;
  return text(activity, 'channelData', 'settings', 'selectedChannel', 'id') ?? teamId ?? here;
}
