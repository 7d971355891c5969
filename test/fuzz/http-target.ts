/** The process that is attacked: a registered bot beside a connector that signs tokens for it. It speaks to its parent over IPC. */

import { realClock } from '../../src/app/real-clock.ts';
import { createConversation } from '../../src/conversation/conversation.ts';
import type { Log } from '../../src/model/log.ts';
import { retirements } from '../../src/model/retirement.ts';
import { startTeamsBot } from '../../src/teams/start.ts';
import { startConnector } from '../support/connector.ts';
import { assessorOf } from '../support/conversation.ts';
import { registration } from '../support/teams-bot.ts';

/** What the attacker learns: as much as Teams itself knows. */
export interface Target {
  readonly port: number;
  readonly serviceUrl: string;
  readonly bearer: string;
}

/** What became of the target so far. */
export interface TargetState {
  /** Requests that the connector has taken since the last look. */
  readonly replies: number;
  /** Of its heap, after a collection. */
  readonly megabytes: number;
  /** Errors that the bot has logged, each once. */
  readonly errors: readonly string[];
}

const DAY = 24 * 60 * 60;

async function main(): Promise<void> {
  const connector = await startConnector();
  const errors = new Set<string>();
  const log: Log = {
    info: () => {},
    warn: () => {},
    error: (event, fields) =>
      void errors.add(`${event}: ${fields?.stack ?? fields?.fault}`.split('\n').slice(0, 3).join(' ').slice(0, 400)),
  };
  const conversation = createConversation({
    assessor: assessorOf(),
    requirements: [],
    retirements,
    clock: realClock(),
    log,
  });
  const bot = await startTeamsBot({
    clock: realClock(),
    ...registration(connector),
    port: 0,
    host: '127.0.0.1',
    conversation,
    log,
    callerLimits: { atOnce: 1e9, perSecond: 0 },
  });
  const bearer = connector.bearer({ claims: { exp: Math.floor(Date.now() / 1000) + DAY } });
  const target: Target = { port: bot.port, serviceUrl: connector.serviceUrl, bearer };
  process.on('message', () => {
    globalThis.gc?.();
    const state: TargetState = {
      replies: connector.heard.length,
      megabytes: Math.round(process.memoryUsage().heapUsed / 1_000_000),
      errors: [...errors],
    };
    connector.forget();
    process.send?.(state);
  });
  process.on('disconnect', () => process.exit());
  process.send?.(target);
}

void main();
