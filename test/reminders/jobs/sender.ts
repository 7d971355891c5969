/** A process that sends what is due until it is told to stop, or killed. */

import { argv, exit } from 'node:process';
import { silent } from '../../../src/app/log.ts';
import { realClock } from '../../../src/app/real-clock.ts';
import { SendFailed, sendFailureOf } from '../../../src/model/channel.ts';
import { retryAfterOf } from '../../../src/model/http-failure.ts';
import { createDeliverer, teamsLimits } from '../../../src/reminders/delivery/deliver.ts';
import { startJobs } from '../../../src/reminders/jobs/start-jobs.ts';
import type { Transport } from '../../../src/reminders/ports/transport-port.ts';
import { openStoreOnce } from '../../../src/reminders/store/open-store.ts';
import type { StoreSettings } from '../../../src/reminders/store/settings.ts';
import { createStore } from '../../../src/reminders/store/store.ts';
import { parentDatabase } from './served-database.ts';

/** What the process tells its parent. */
export type SenderNews = { readonly kind: 'ready' } | { readonly kind: 'done' };

/** What the process is started with, as JSON. */
export interface SenderOrder {
  /** Its own storage; without them that of the parent. */
  readonly settings?: StoreSettings;
  readonly connector: string;
  readonly life: string;
}

/** Speaks plain HTTP: an SDK would double the time that a process takes to start. */
function transportTo(connector: string, life: string): Transport {
  const carry = async (conversation: string, text: string) => {
    let response: Response;
    try {
      response = await fetch(connector, { method: 'POST', body: JSON.stringify({ conversation, life, text }) });
    } catch (error) {
      throw new SendFailed('unavailable', { cause: error });
    }
    const { id } = (await response.json()) as { readonly id: string };
    if (response.ok) return { conversationId: conversation, messageId: id };
    const retryAfter = retryAfterOf((name) => response.headers.get(name));
    throw new SendFailed(sendFailureOf(response.status), { retryAfter });
  };
  return {
    post: (place, { text }) => carry(place.conversationId, text),
    reply: (_place, { conversationId }, { text }) => carry(conversationId, text),
    update: async () => {},
  };
}

async function main({ settings, connector, life }: SenderOrder): Promise<void> {
  const clock = realClock();
  const store =
    settings === undefined
      ? createStore(parentDatabase())
      : await openStoreOnce({ settings, clock, log: silent, onLost: () => exit(70) });
  if (store.database.exclusive) await store.deliveries.releaseAll(clock.instant());
  const deliver = createDeliverer({
    outbox: store.deliveries,
    places: store.places,
    slots: store.sendSlots,
    transport: transportTo(connector, life),
    draw: (message) => {
      const outgoing = { text: message.kind === 'reminder' ? message.instance.name : '', summary: '' };
      return { full: outgoing, short: outgoing };
    },
    clock,
    random: Math.random,
    log: silent,
    limits: { ...teamsLimits, tenantGap: 2, threadGap: 2, callLimit: 15_000, lease: 16_000, firstRetry: 200 },
  });
  const jobs = await startJobs({
    store,
    scan: async () => [],
    deliver,
    clock,
    log: silent,
    auditDays: 90,
    snapshotDays: 400,
    timing: { scan: undefined, poll: 0.5, patience: 0 },
  });
  const tell = (news: SenderNews) => process.send?.(news);
  const timer = setInterval(async () => {
    const [row] = await store.database.query(
      "select count(*)::int as open from readiness.deliveries where state in ('due', 'sending')",
    );
    if (row?.open === 0) tell({ kind: 'done' });
    else await jobs.scanNow();
  }, 500);
  process.on('message', async (message) => {
    if (message !== 'stop') return;
    clearInterval(timer);
    await jobs.end();
    await store.database.close();
    exit(0);
  });
  tell({ kind: 'ready' });
}

void main(JSON.parse(argv[2] ?? '{}'));
