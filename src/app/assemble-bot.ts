/** Puts a bot together from its parts. Which parts these are is all that tells a bot at work from that of the demo. */
import { drawCards } from '../../cards/draw-cards.ts';
import { createConversation } from '../conversation/conversation.ts';
import type { Interpreter } from '../conversation/ports/interpreter-port.ts';
import type { Clock } from '../model/clock.ts';
import type { Declaration } from '../model/declaration.ts';
import type { Log } from '../model/log.ts';
import { keepWarm } from '../readiness/keep-warm.ts';
import { type ReminderOptions, type RunningReminders, startReminders } from '../reminders/start-reminders.ts';
import { startTeamsBot, type TeamsBotOptions } from '../teams/start.ts';
import { createTeamsTransport } from '../teams/transport.ts';
import type { Meters } from '../telemetry/meters.ts';
import type { OwnRights } from './access/own-rights.ts';
import { createVisibilityRules } from './access/visibility.ts';
import type { Config } from './config.ts';
import type { ConnectedAssessor } from './connected-assessor.ts';
import { type StoppablePart, stopAll } from './stopping.ts';
import { measure, ratedOf, watchOf } from './watching.ts';

/** What people declared about the calls of an instance (its ARM id). */
export type Declarations = (instanceId: string) => Promise<readonly Declaration[]>;

/** What a bot is made of. */
export interface BotParts {
  readonly config: Config;
  /** Makes what judges an estate. The declarations are kept in the storage, and asked for only once something is judged. */
  readonly estate: (declarations: Declarations) => ConnectedAssessor;
  /** Where reminders are kept, when that is opened, and who is told about it. */
  readonly storage: Pick<ReminderOptions, 'settings' | 'databaseToken' | 'announce' | 'after'>;
  /** Makes what tells people's own rights; without it everything is read with the bot's identity. */
  readonly ownRights?: ((declarations: Declarations) => OwnRights) | undefined;
  /** Who may ask in Teams, and how people sign in there. */
  readonly channel?: Pick<TeamsBotOptions, 'tenants' | 'allowed' | 'oauthConnection'>;
  /** Reads what the words of a question alone do not tell. */
  readonly interpreter?: Interpreter | undefined;
  readonly meters: Meters;
  readonly clock: Clock;
  readonly log: Log;
}

/** A running bot. */
export interface Bot {
  readonly port: number;
  readonly reminding: Pick<RunningReminders, 'opened' | 'scanNow' | 'ports'>;
  /** Begins to read the fleet in the background, where settings leave it something of Azure's limits. */
  scan(): StoppablePart;
  /** What it is made of, in the order in which it ends. */
  readonly parts: readonly StoppablePart[];
}

/** How long each part may take to end, in milliseconds: the bot ends within 20 seconds, before a host that waits for 30 kills it. */
const BOT_LIMIT = 6_000;
const REMINDERS_LIMIT = 12_000;
const SCAN_LIMIT = 500;

/** Starts it. Rejects when the port cannot be had; nothing runs then. */
export async function assembleBot(made: BotParts): Promise<Bot> {
  const { config, meters, clock, log } = made;
  const { cloud, tenantId } = config.azure;
  const declarations: Declarations = (instanceId) => reminding.declarations(instanceId);
  const connected = made.estate(declarations);
  const assessor = meters.watched(connected.assessor);
  const reminding = startReminders({
    ...connected,
    ...made.storage,
    limitOf: (place) => visibilityRules.limitOf(place),
    decisions: config.decisions,
    changeAuthors: config.changeAuthors,
    changesEvery: config.changesEvery,
    transport: createTeamsTransport({ ...config.bot, cloud, clock }),
    draw: drawCards({ cloud, tenantId }),
    clock,
    log,
    onDelivery: meters.delivered,
  });
  const visibilityRules = createVisibilityRules({
    bot: assessor,
    file: config.scopes,
    listed: reminding.ports.placeScopes,
    own: made.ownRights?.(declarations),
    log,
  });
  const conversation = createConversation({
    ...connected,
    ...reminding.ports,
    visibilityRules,
    assessor,
    watch: watchOf(meters, reminding.audit),
    shareDetails: config.shareDetails,
    changeAuthors: config.changeAuthors,
    cloud,
    clock,
    log,
    interpreter: made.interpreter,
  });
  const reminders: StoppablePart = {
    name: 'reminders and their database',
    stop: reminding.stop,
    limit: REMINDERS_LIMIT,
  };
  const bot = await startTeamsBot({
    ...config.bot,
    ...made.channel,
    ...reminding.listeners,
    rated: ratedOf(meters, reminding.audit),
    cloud,
    port: config.port,
    without: () => (reminding.isOpen() ? [] : ['reminders']),
    conversation,
    clock,
    log,
  }).catch(async (error: unknown) => {
    await stopAll([reminders]);
    throw error;
  });
  measure(meters, bot, connected);
  return {
    port: bot.port,
    reminding,
    scan() {
      const warm =
        config.azure.backgroundShare === 0 ? undefined : keepWarm({ assessor: connected.assessor, log, clock });
      return { name: 'the scan in the background', stop: async () => warm?.stop(), limit: SCAN_LIMIT };
    },
    parts: [{ name: 'answers that are on their way', stop: bot.stop, limit: BOT_LIMIT }, reminders],
  };
}
