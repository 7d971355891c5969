/** The bot that answers in Teams, with Azure, storage and everything else that settings ask for. */
import { stdout } from 'node:process';
import { drawCards } from '../../cards/draw-cards.ts';
import { appAssertion } from '../azure/app-assertion.ts';
import type { OnBehalfOf } from '../azure/credentials.ts';
import { createConversation } from '../conversation/conversation.ts';
import type { Log } from '../model/log.ts';
import { keepWarm } from '../readiness/keep-warm.ts';
import { startReminding } from '../reminders/start-reminding.ts';
import type { AllowLists } from '../teams/askers.ts';
import { startTeamsBot } from '../teams/start.ts';
import { createTeamsTransport } from '../teams/transport.ts';
import type { Meters } from '../telemetry/meters.ts';
import { createGroupMembers } from './access/group-members.ts';
import { createOwnRights } from './access/own-rights.ts';
import { createVisibilityRules } from './access/visibility.ts';
import type { Config } from './config.ts';
import {
  assessorForPerson,
  assessorOverAzure,
  type ConnectedAssessorOptions,
  databaseTokenOf,
  directoryOf,
} from './connected-assessor.ts';
import { createInterpreter } from './interpreter/create-interpreter.ts';
import { realClock } from './real-clock.ts';
import { type StoppablePart, stopAll } from './stopping.ts';
import { measure, ratedOf, watchOf } from './watching.ts';

/** How long each part may take to end, in milliseconds: the bot ends within 20 seconds, before a host that waits for 30 kills it. */
const BOT_LIMIT = 6_000;
const REMINDERS_LIMIT = 12_000;
const SCAN_LIMIT = 500;

/** Starts it, and gives what it is made of, in the order in which it ends. Rejects when the port cannot be had. */
export async function startBot(config: Config, log: Log, meters: Meters): Promise<readonly StoppablePart[]> {
  const clock = realClock();
  const connected = assessorOverAzure({
    config,
    clock,
    // Judging begins long after both are there.
    declarations: (instanceId) => reminding.declarations(instanceId),
    observe: (exchange) => {
      log.info('azure read', { ...exchange });
      meters.exchange(exchange);
    },
  });
  const interpreter = createInterpreter(config.interpreter, {
    requirements: connected.requirements.map(({ id }) => id),
    today: clock.today,
    azure: config.azure,
  });
  const { cloud, tenantId } = config.azure;
  const reminding = startReminding({
    ...connected,
    limitOf: (place) => visibilityRules.limitOf(place),
    settings: config.store,
    databaseToken: databaseTokenOf(config),
    decisions: config.decisions,
    changeAuthors: config.changeAuthors,
    changesEvery: config.changesEvery,
    transport: createTeamsTransport({ ...config.bot, cloud, clock }),
    draw: drawCards({ cloud, tenantId }),
    clock,
    log,
    onDelivery: meters.delivered,
    announce: (sentence) => stdout.write(`${sentence}\n`),
  });
  const visibilityRules = createVisibilityRules({
    bot: meters.watched(connected.assessor),
    file: config.scopes,
    listed: reminding.ports.placeScopes,
    own: ownRightsOf(config, log, meters, (instanceId) => reminding.declarations(instanceId)),
    log,
  });
  const conversation = createConversation({
    ...connected,
    ...reminding.ports,
    visibilityRules,
    assessor: meters.watched(connected.assessor),
    watch: watchOf(meters, reminding.audit),
    shareDetails: config.shareDetails,
    changeAuthors: config.changeAuthors,
    cloud,
    clock,
    log,
    interpreter,
  });
  const reminders: StoppablePart = {
    name: 'reminders and their database',
    stop: reminding.stop,
    limit: REMINDERS_LIMIT,
  };
  const options = {
    ...config.bot,
    tenants: config.access.tenants,
    allowed: allowedOf(config),
    oauthConnection: config.ownRights?.oauthConnection,
    ...reminding.listeners,
    rated: ratedOf(meters, reminding.audit),
    cloud,
    port: config.port,
    without: () => (reminding.isOpen() ? [] : ['reminders']),
    conversation,
    clock,
    log,
  };
  const bot = await startTeamsBot(options).catch(async (error: unknown) => {
    await stopAll([reminders]);
    throw error;
  });
  measure(meters, bot, connected);
  const warm = config.azure.backgroundShare === 0 ? undefined : keepWarm({ assessor: connected.assessor, log, clock });
  stdout.write(
    `Listening on port ${bot.port}${config.bot === undefined ? ' of loopback only: no MicrosoftAppId is set' : ''}.\n`,
  );
  return [
    { name: 'the scan in the background', stop: async () => warm?.stop(), limit: SCAN_LIMIT },
    { name: 'answers that are on their way', stop: bot.stop, limit: BOT_LIMIT },
    reminders,
  ];
}

/** Whom the bot answers; Entra ID is asked only where groups are named. */
function allowedOf(config: Config): AllowLists {
  const { groups, ...lists } = config.access.allowed;
  if (groups.length === 0) return lists;
  return { ...lists, isInGroup: createGroupMembers({ directory: directoryOf(config), groups }) };
}

/** What people may read themselves; undefined where everything is read with the identity of the bot. */
function ownRightsOf(config: Config, log: Log, meters: Meters, declarations: ConnectedAssessorOptions['declarations']) {
  const { ownRights } = config;
  if (ownRights === undefined) return undefined;
  const assertion = appAssertion(ownRights, config.azure.cloud);
  const { tenantId, clientId } = ownRights;
  const readerFor = (person: Omit<OnBehalfOf, 'assertion'>) => {
    const { assessor, signIn } = assessorForPerson(
      { config, tenantId, clientId, declarations, observe: meters.exchange },
      { ...person, assertion },
    );
    return { assessor: meters.watched(assessor), signIn };
  };
  return createOwnRights({ readerFor, log });
}
