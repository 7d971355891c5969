/** The bot that answers in Teams, with Azure, storage and everything else that settings ask for. */
import { stdout } from 'node:process';
import { appAssertion } from '../azure/app-assertion.ts';
import type { OnBehalfOf } from '../azure/credentials.ts';
import type { Log } from '../model/log.ts';
import { requirements } from '../retirements/requirements.ts';
import type { AllowLists } from '../teams/authorization.ts';
import type { Meters } from '../telemetry/meters.ts';
import { createGroupMembers } from './access/group-members.ts';
import { createOwnRights } from './access/own-rights.ts';
import { assembleBot, type BotParts, type Declarations } from './assemble-bot.ts';
import type { Config } from './config.ts';
import { assessorForPerson, assessorOverAzure, databaseTokenOf, directoryOf } from './connected-assessor.ts';
import { createInterpreter } from './interpreter/create-interpreter.ts';
import { realClock } from './real-clock.ts';
import type { StoppablePart } from './stopping.ts';

/** Starts it, and gives what it is made of, in the order in which it ends. Rejects when the port cannot be had. */
export async function startBot(config: Config, log: Log, meters: Meters): Promise<readonly StoppablePart[]> {
  const clock = realClock();
  const bot = await assembleBot({
    config,
    estate: (declarations) =>
      assessorOverAzure({
        config,
        clock,
        declarations,
        observe: (exchange) => {
          log.info('azure read', { ...exchange });
          meters.exchange(exchange);
        },
      }),
    storage: {
      settings: config.store,
      databaseToken: databaseTokenOf(config),
      announce: (sentence) => stdout.write(`${sentence}\n`),
    },
    ownRights: ownRightsOf(config, log, meters),
    channel: {
      tenants: config.access.tenants,
      allowed: allowedOf(config),
      oauthConnection: config.ownRights?.oauthConnection,
    },
    interpreter: createInterpreter(config.interpreter, {
      requirements: requirements.map(({ id }) => id),
      clock,
      azure: config.azure,
    }),
    meters,
    clock,
    log,
  });
  const scan = bot.scan();
  stdout.write(
    `Listening on port ${bot.port}${config.bot === undefined ? ' of loopback only: no MicrosoftAppId is set' : ''}.\n`,
  );
  return [scan, ...bot.parts];
}

/** Whom the bot answers; Entra ID is asked only where groups are named. */
function allowedOf(config: Config): AllowLists {
  const { groups, ...lists } = config.access.allowed;
  if (groups.length === 0) return lists;
  return { ...lists, isInGroup: createGroupMembers({ directory: directoryOf(config), groups }) };
}

/** What people may read themselves; undefined where everything is read with the identity of the bot. */
function ownRightsOf(config: Config, log: Log, meters: Meters): BotParts['ownRights'] {
  const { ownRights } = config;
  if (ownRights === undefined) return undefined;
  const assertion = appAssertion(ownRights, config.azure.cloud);
  const { tenantId, clientId } = ownRights;
  return (declarations: Declarations) => {
    const readerFor = (person: Omit<OnBehalfOf, 'assertion'>) => {
      const { assessor, signIn } = assessorForPerson(
        { config, tenantId, clientId, declarations, observe: meters.exchange },
        { ...person, assertion },
      );
      return { assessor: meters.watched(assessor), signIn };
    };
    return createOwnRights({ readerFor, log });
  };
}
