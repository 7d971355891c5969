/** A whole bot with reminders: a real botbuilder before a connector on loopback, a real database in a folder, a clock to move. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { drawCards } from '../../cards/draw-cards.ts';
import type { ScopeFile } from '../../src/app/access/scope-file.ts';
import { createVisibilityRules } from '../../src/app/access/visibility.ts';
import { realClock } from '../../src/app/real-clock.ts';
import type { Clock } from '../../src/model/clock.ts';
import { dayAt, type Instant } from '../../src/model/days.ts';
import { retirements } from '../../src/model/retirement.ts';
import { teamsLimits } from '../../src/reminders/delivery/deliver.ts';
import type { JobParts, Jobs } from '../../src/reminders/jobs/start-jobs.ts';
import type { LimitOf } from '../../src/reminders/ports/place-scopes-port.ts';
import { type DecisionSettings, defaultDecisionSettings } from '../../src/reminders/rules/authority.ts';
import { type RunningReminders, startReminders } from '../../src/reminders/start-reminders.ts';
import { defaultStoreSettings } from '../../src/reminders/store/settings.ts';
import { startTeamsBot, type TeamsBot } from '../../src/teams/start.ts';
import { createTeamsTransport } from '../../src/teams/transport.ts';
import { type Connector, type Heard, messageActivity, startConnector } from '../support/connector.ts';
import { assessorOf, conversationOf, rememberedLog } from '../support/conversation.ts';
import { copyEmptyStore } from '../support/empty-database.ts';
import { assessment, discovered, finding, item, report, titles } from '../support/report.ts';
import { until } from '../support/until.ts';

export const CHANNEL = '19:apim@thread.tacv2';
export const TEAM = '19:general@thread.tacv2';

/** Who speaks where. */
const chat = {};
export const inChannel = {
  conversation: { id: `${CHANNEL};messageid=1`, conversationType: 'channel', isGroup: true },
  channelData: { team: { id: TEAM, name: 'Platform' }, channel: { id: CHANNEL, name: 'API Management' } },
};

type Place = Record<string, unknown>;

/** A running bot under test. */
export interface RemindingBot {
  readonly connector: Connector;
  readonly log: ReturnType<typeof rememberedLog>;
  /** What became of messages, in order. */
  readonly delivered: readonly string[];
  readonly reminding: RunningReminders;
  /** Says something and waits for the answer: the last thing that was shown. */
  say(text: string, where?: Place): Promise<Shown>;
  /** Presses a button that was shown, with what is filled in. */
  press(button: Record<string, unknown>, filledIn?: Record<string, string>, where?: Place): Promise<Shown>;
  /** Something that Teams tells by itself. */
  tell(activity: Record<string, unknown>): Promise<void>;
  /** Lets the clock show an instant, looks what is due, and gives what arrived since. */
  scanAt(instant: Instant): Promise<readonly Shown[]>;
  /** What apim-prod is found to be from now on. */
  find(state: 'unmet' | 'met'): void;
  /** Ends the process, as it were, and starts another on the same folder: one whose jobs wait in their queue, as in life. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Something that people see. */
export interface Shown {
  readonly path: string;
  readonly method: string;
  readonly summary: string;
  /** The card as JSON, and the same as people read it. */
  readonly json: string;
  readonly card: string;
}

/** How the bot starts; without storage it stays away for good. */
export async function startRemindingBot({
  storage = true,
  decisions = defaultDecisionSettings,
  scopes,
}: {
  readonly storage?: boolean;
  readonly decisions?: DecisionSettings;
  /** What may be seen where; with it, what administrators list in a chat counts too. */
  readonly scopes?: ScopeFile;
} = {}): Promise<RemindingBot> {
  const connector = await startConnector();
  const folder = mkdtempSync(path.join(tmpdir(), 'reminding-test-'));
  const log = rememberedLog();
  const delivered: string[] = [];
  let now: Instant = '2026-02-12T10:00:00.000Z';
  const clock: Clock = { ...realClock(), instant: () => now, today: () => dayAt(now) };
  let state: 'unmet' | 'met' = 'unmet';
  const assessor = assessorOf({
    instances: [discovered('apim-prod'), discovered('apim-dev')],
    assess: async (instance) => {
      const isMet = state === 'met' || instance.name !== 'apim-prod';
      const found = finding('outage', item(isMet ? 'pass' : 'fail', isMet ? { evidence: [] } : { reason: 'G-RELIES' }));
      const one = report([found], { instance, verdict: isMet ? 'ready' : 'not-ready' });
      return assessment([one], { checkedAt: now, today: dayAt(now) });
    },
  });
  const never = new Promise<void>(() => {});
  let reminding: RunningReminders;
  let limitOf: LimitOf;
  let bot: TeamsBot;
  const looks: { last: Promise<unknown> } = { last: Promise.resolve() };
  const start = async (runJobs?: (parts: JobParts) => Promise<Jobs>) => {
    reminding = startReminders({
      assessor,
      requirements: titles,
      retirements,
      decisions,
      limitOf: scopes && ((place) => limitOf(place)),
      settings: { ...defaultStoreSettings, dataFolder: path.join(folder, 'data') },
      transport: createTeamsTransport({ clock: realClock() }),
      draw: drawCards({ cloud: 'public', tenantId: undefined }),
      clock,
      log,
      onDelivery: (result) => void delivered.push(result),
      announce: () => {},
      runJobs,
      timing: { scan: undefined, poll: 0.5, patience: 300 },
      sendLimits: { ...teamsLimits, threadGap: 1, tenantGap: 1 },
      ...(storage ? {} : { after: never, openingLimit: 0 }),
    });
    const visibilityRules = createVisibilityRules({
      bot: assessor,
      file: scopes,
      listed: reminding.ports.placeScopes,
      log,
    });
    limitOf = visibilityRules.limitOf;
    const conversation = conversationOf(assessor, clock, log, {
      ...reminding.ports,
      ...(scopes === undefined ? {} : { visibilityRules }),
    });
    bot = await startTeamsBot({ port: 0, conversation, clock, log, ...reminding.listeners });
    if (storage) await reminding.opened;
  };
  const stop = async () => {
    await bot.stop();
    await reminding.stop();
  };
  if (storage) await copyEmptyStore(path.join(folder, 'data'));
  await start((parts) => runAtOnce(parts, looks));

  let isQueued = false;
  let next = 1;
  const deliver = async (activity: Record<string, unknown>) => {
    next += 1;
    const response = await fetch(`http://127.0.0.1:${bot.port}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(messageActivity(connector.serviceUrl, { id: `in-${next}`, ...activity })),
    });
    if (response.status !== 200) throw new Error(`The bot answered ${response.status}.`);
  };
  const since = (count: number) => connector.heard.slice(count).filter(isShown).map(shown);
  /** An answer is whole when nothing is "Checking" any more; what goes to other conversations meanwhile is none. */
  const answered = async (count: number, where: Place) => {
    const {
      conversation: { id },
    } = messageActivity(connector.serviceUrl, where) as { conversation: { id: string } };
    const last = () => since(count).findLast(({ path: to }) => decodeURIComponent(to).includes(`/${id}/`));
    await until(() => last() !== undefined && !/^Checking/.test(last()?.summary ?? ''));
    return last() as Shown;
  };

  return {
    connector,
    log,
    delivered,
    get reminding() {
      return reminding;
    },
    async say(text, where = chat) {
      const count = connector.heard.length;
      await deliver({ text, ...where });
      return answered(count, where);
    },
    async press(button, filledIn = {}, where = chat) {
      const count = connector.heard.length;
      await deliver({ text: undefined, value: { ...button, ...filledIn }, replyToId: 'm1', ...where });
      return answered(count, where);
    },
    tell: (activity) => deliver({ text: undefined, ...activity }),
    async scanAt(instant) {
      // Setting something up looks by itself; that look belongs to the time before.
      await looks.last;
      const count = connector.heard.length;
      now = instant;
      const looked = log.lines.length;
      await reminding.scanNow();
      const scans = () => log.lines.slice(looked).filter(({ event }) => event === 'looked for what is due');
      await until(() => scans().length > 0);
      const fields = scans().at(-1)?.fields as { readonly messages?: number } | undefined;
      const messages = fields?.messages ?? 0;
      const posted = () => since(count).filter(({ method }) => method === 'POST');
      await until(() => posted().length >= messages);
      // What waits in a queue here are follow-ups: after each the first card of the thread is updated.
      if (isQueued) await until(() => since(count).length >= 2 * messages);
      return posted();
    },
    find(next) {
      state = next;
    },
    async restart() {
      await stop();
      isQueued = true;
      await start();
    },
    async stop() {
      await stop();
      await connector.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Jobs without a queue: what a scan makes out is sent before it ends. `looks.last` is over when nothing is still looked at or sent. */
async function runAtOnce({ scan, deliver }: JobParts, looks: { last: Promise<unknown> }): Promise<Jobs> {
  const scanAndSend = async () => {
    for (const id of await scan()) await deliver(id);
  };
  return {
    scanNow() {
      const next = looks.last.then(scanAndSend);
      looks.last = next.catch(() => undefined);
      return next;
    },
    async send(ids) {
      for (const id of ids) await deliver(id);
    },
    end: async () => void (await looks.last),
  };
}

/** The card of an activity. */
export function cardOf(activity: Heard['body']): Pick<Shown, 'json' | 'card'> {
  const json = JSON.stringify(activity?.attachments?.[0]?.content ?? null);
  return { json, card: json.replaceAll('\\\\', '') };
}

/** The data of the button with a title, anywhere on a card. */
export function button({ json }: Shown, title: string): Record<string, unknown> {
  const found = actionsIn(JSON.parse(json)).find((action) => action.title === title && action.data !== undefined);
  if (found === undefined) throw new Error(`There is no button ${title}.`);
  return found.data as Record<string, unknown>;
}

function actionsIn(value: unknown): readonly Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(actionsIn);
  if (typeof value !== 'object' || value === null) return [];
  const own = value as Record<string, unknown>;
  const isAsking = own.type === 'Action.Execute';
  return [...(isAsking ? [own] : []), ...Object.values(own).flatMap(actionsIn)];
}

function isShown({ body }: Heard): boolean {
  return body?.type === 'message' || body?.activity?.type === 'message';
}

function shown({ method, path: to, body }: Heard): Shown {
  const activity = body.activity ?? body;
  const channel = body.channelData?.channel?.id;
  return {
    method,
    path: channel === undefined ? to : `${to} in ${channel}`,
    summary: activity.summary ?? '',
    ...cardOf(activity),
  };
}
