/** Reminders and summaries as a whole: storage in the background, jobs on it, and the ports that the conversation asks. */

import type { Presence, SignOfLife } from '../model/channel.ts';
import { type Clock, within } from '../model/clock.ts';
import type { Declaration } from '../model/declaration.ts';
import { given } from '../model/given.ts';
import type { Log } from '../model/log.ts';
import type { ChangeAuthors } from '../model/resource-change.ts';
import type { Retirement } from '../model/retirement.ts';
import type { Assessor } from '../readiness/assessor.ts';
import type { ChangeLog } from '../readiness/change-log.ts';
import type { History } from '../readiness/history.ts';
import { createChannelSharing } from './adapters/channel-sharing.ts';
import { withLimits } from './adapters/limited-store.ts';
import type { StoreSource } from './adapters/store-source.ts';
import { createStoredAuditTrail } from './adapters/stored-audit-trail.ts';
import { createDeclarations, createStoredDecisions } from './adapters/stored-decisions.ts';
import { createStoredHistory, createStoredSummaryMemory } from './adapters/stored-history.ts';
import { createStoredPlaceScopes } from './adapters/stored-place-scopes.ts';
import { createStoredPlaces } from './adapters/stored-places.ts';
import { createStoredPreferences } from './adapters/stored-preferences.ts';
import { createStoredReminders } from './adapters/stored-reminders.ts';
import { createDeliverer, type DeliveryResult, type SendLimits } from './delivery/deliver.ts';
import { createScan } from './jobs/scan.ts';
import { type JobParts, type Jobs, type JobTiming, startJobs } from './jobs/start-jobs.ts';
import type { AuditTrail } from './ports/audit-port.ts';
import type { Decisions } from './ports/decisions-port.ts';
import type { Draw } from './ports/drawing-port.ts';
import type { LimitOf, PlaceScopes } from './ports/place-scopes-port.ts';
import type { Preferences } from './ports/preferences-port.ts';
import type { Reminders } from './ports/reminders-port.ts';
import type { Sharing } from './ports/sharing-port.ts';
import type { SummaryMemory } from './ports/summary-port.ts';
import type { Roster, Transport } from './ports/transport-port.ts';
import { type DecisionSettings, defaultDecisionSettings } from './rules/authority.ts';
import type { TitledRequirement } from './rules/reminder-message.ts';
import { hasDatabase } from './store/data-folder.ts';
import { openStore, type StoreHandle } from './store/open-store.ts';
import type { StoreSettings } from './store/settings.ts';
import type { Store } from './store/store.ts';

/** What reminding stands on. A `ConnectedAssessor` has the first three. */
export interface ReminderOptions {
  readonly assessor: Assessor;
  readonly requirements: readonly TitledRequirement[];
  readonly retirements: readonly Retirement[];
  readonly settings: StoreSettings;
  /** Signs in to the database where the settings say so. */
  readonly databaseToken?: (() => Promise<string>) | undefined;
  /** Who changed what in Azure; without it no message names it, and no change leads to a new look. */
  readonly changeLog?: ChangeLog | undefined;
  /** Where the names of people who changed something are told; by default in their reader's own chat. */
  readonly changeAuthors?: ChangeAuthors | undefined;
  /** Minutes between two looks for what was changed; 0, or none given, for none. */
  readonly changesEvery?: number | undefined;
  /** Who may waive and declare. */
  readonly decisions?: DecisionSettings | undefined;
  readonly transport: Transport & Roster;
  /** What may be seen in a place; everything without it. */
  readonly limitOf?: LimitOf | undefined;
  /** Draws what is sent. */
  readonly draw: Draw;
  readonly clock: Clock;
  readonly log: Log;
  /** Tells whoever started the bot one sentence. */
  readonly announce: (sentence: string) => void;
  /** Hears what became of each message that was to go out. */
  readonly onDelivery?: ((result: DeliveryResult['kind']) => void) | undefined;
  /** The storage is opened after this; at once without it. */
  readonly after?: Promise<void> | undefined;
  /** How long questions wait for the first try to open the storage, in milliseconds from the start on; 15,000 without it. */
  readonly openingLimit?: number | undefined;
  /** How often is looked; every five minutes by default. */
  readonly timing?: JobTiming | undefined;
  /** How fast is sent; what fits Teams by default. */
  readonly sendLimits?: SendLimits | undefined;
  /** What runs the jobs; pg-boss by default. */
  readonly runJobs?: ((parts: JobParts) => Promise<Jobs>) | undefined;
}

/** Running reminders. */
export interface RunningReminders {
  /** What the conversation takes. */
  readonly ports: {
    readonly reminders: Reminders;
    readonly decisions: Decisions;
    readonly preferences: Preferences;
    readonly history: History;
    readonly summaries: SummaryMemory;
    readonly sharing: Sharing;
    readonly placeScopes: PlaceScopes;
  };
  /** What the bot in Teams tells. */
  readonly listeners: {
    readonly presence: (event: Presence) => Promise<void>;
    readonly alive: (sign: SignOfLife) => Promise<void>;
  };
  /** Keeps who asked about what. */
  readonly audit: AuditTrail;
  /** What people declared about the calls of an instance (ARM id). Rejects while the storage is away. */
  readonly declarations: (instanceId: string) => Promise<readonly Declaration[]>;
  /** Resolves once the storage is open and jobs run on it. */
  readonly opened: Promise<void>;
  /** Whether the storage is open now, and jobs run on it. */
  readonly isOpen: () => boolean;
  /** Looks now for what is due; what it finds goes out soon after. Rejects before the storage is open. */
  scanNow(): Promise<void>;
  /** Waits for the message that is on its way, and closes the storage. */
  stop(): Promise<void>;
}

/** A new embedded storage takes some four seconds to open, more where everything else starts too. Milliseconds. */
const OPENING_LIMIT = 15_000;

/** Starts opening the storage and returns at once: the bot answers before it is there, and without it. */
export function startReminders(options: ReminderOptions): RunningReminders {
  const { assessor, requirements, retirements, settings, transport, draw, clock, log, announce, timing, sendLimits } =
    options;
  const { runJobs = startJobs } = options;
  const { promise: opened, resolve: isOpen } = Promise.withResolvers<void>();
  const limited = (store: Store) => (options.limitOf === undefined ? store : withLimits(store, options.limitOf));
  let opening: StoreHandle | undefined;
  const tried = Promise.withResolvers<void>();
  const firstTry = within(clock, options.openingLimit ?? OPENING_LIMIT, tried.promise, () => undefined);
  let isBeingMade = settings.databaseUrl === undefined && !hasDatabase(settings.dataFolder);
  void firstTry.then(() => {
    isBeingMade = false;
  });
  const handle: StoreSource = {
    firstTry,
    get isBeingMade() {
      return isBeingMade;
    },
    get store() {
      return opening?.store === undefined ? undefined : limited(opening.store);
    },
  };
  let jobs: Jobs | undefined;
  let isStopped = false;

  const begin = async (store: Store) => {
    const deliver = createDeliverer({
      outbox: store.deliveries,
      places: store.places,
      slots: store.sendSlots,
      transport,
      draw,
      clock,
      random: Math.random,
      log,
      ...given({ limits: sendLimits }),
    });
    const { changeLog, changeAuthors, changesEvery = 0 } = options;
    const making = { store: limited(store), requirements, retirements, changeLog, changeAuthors };
    const scan = createScan({ ...making, assessor, clock, log, changesEvery });
    const started = await runJobs({
      store,
      async scan() {
        const ids = await scan();
        log.info('looked for what is due', { messages: ids.length });
        return ids;
      },
      async deliver(id) {
        const result = await deliver(id);
        if (result.kind !== 'nothing') options.onDelivery?.(result.kind);
        return result;
      },
      clock,
      log,
      snapshotDays: settings.snapshotDays,
      auditDays: settings.auditDays,
      ...given({ timing }),
    });
    jobs = started;
    void audit.flush();
    isOpen();
    return async () => {
      jobs = undefined;
      await started.end();
    };
  };
  const open = () => {
    if (isStopped) return;
    opening = openStore({ settings, token: options.databaseToken, clock, log, announce });
    opening.onOpen(begin);
    void opening.firstTry.then(tried.resolve);
  };
  if (options.after === undefined) open();
  else void options.after.then(open);

  const scanNow = async () => {
    if (jobs === undefined) throw new Error('The storage is not open yet.');
    await jobs.scanNow();
  };
  const scanSoon = () => {
    scanNow().catch(() => log.info('the next scan sees to what was just set up', {}));
  };
  const sendSoon = (ids: readonly string[]) => {
    jobs?.send(ids).catch(() => log.info('the next scan sees to what people decided', {}));
  };
  const places = createStoredPlaces({ handle, clock, log });
  const audit = createStoredAuditTrail({ handle, settings, clock, log });
  return {
    ports: {
      reminders: createStoredReminders({ handle, assessor, retirements, clock, onChange: scanSoon }),
      decisions: createStoredDecisions({
        handle,
        settings: options.decisions ?? defaultDecisionSettings,
        requirements,
        clock,
        onTold: sendSoon,
      }),
      preferences: createStoredPreferences(handle),
      history: createStoredHistory(handle),
      summaries: createStoredSummaryMemory(handle, clock),
      sharing: createChannelSharing({ handle, transport, clock, log }),
      placeScopes: createStoredPlaceScopes({
        handle,
        administrators: options.decisions?.administrators ?? [],
        clock,
      }),
    },
    listeners: { presence: places.presence, alive: places.alive },
    audit,
    declarations: createDeclarations(handle),
    opened,
    isOpen: () => jobs !== undefined,
    scanNow,
    async stop() {
      isStopped = true;
      tried.resolve();
      await audit.flush();
      await opening?.close();
    },
  };
}
