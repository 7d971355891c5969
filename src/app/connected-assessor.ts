/** Puts the parts together: Azure, or an estate file behind the very same clients (docs/rules.md#exit-status). */

import type { TokenCredential } from '@azure/core-auth';
import { createChangeLog } from '../azure/change-log.ts';
import { cloudAddresses } from '../azure/clouds.ts';
import { type ConnectionOptions, connectAzure } from '../azure/connection.ts';
import { createSignIn, type OnBehalfOf } from '../azure/credentials.ts';
import { databaseToken } from '../azure/database-token.ts';
import { createDirectory, type Directory } from '../azure/directory.ts';
import { discoverInstances } from '../azure/discovery.ts';
import { createEstateReader } from '../azure/estate-reader.ts';
import { readWithin } from '../azure/management-reads.ts';
import { readMetrics } from '../azure/metrics.ts';
import type { Exchange, Statistics } from '../azure/statistics.ts';
import { declarationNotes } from '../calls/declarations.ts';
import { crawlProgress, scannedCounts } from '../calls/scan-progress.ts';
import { readAhead } from '../instance/read-ahead.ts';
import type { Clock } from '../model/clock.ts';
import type { Day } from '../model/days.ts';
import type { Declaration } from '../model/declaration.ts';
import type { Requirement } from '../model/requirement.ts';
import { type Retirement, retirements } from '../model/retirement.ts';
import { say, type Text } from '../model/text.ts';
import type { Assessor } from '../readiness/assessor.ts';
import type { ChangeLog } from '../readiness/change-log.ts';
import { createAssessor } from '../readiness/create-assessor.ts';
import { requirements } from '../retirements/requirements.ts';
import type { Fault } from '../simulator/faults.ts';
import type { LoggedRequest } from '../simulator/request-log.ts';
import type { SimulatedAddress } from '../simulator/thread.ts';
import type { Config } from './config.ts';
import { realClock } from './real-clock.ts';

/** A working assessor and what it judges by. */
export interface ConnectedAssessor {
  readonly assessor: Assessor;
  /** Who changed what. */
  readonly changeLog: ChangeLog;
  readonly requirements: readonly Requirement[];
  readonly retirements: readonly Retirement[];
  /** How Azure is reached. */
  readonly connection: ConnectionOptions;
  /** What was sent to Azure so far. */
  readonly statistics: Statistics;
  /** How many requests to Azure wait for their turn, by service. */
  readonly waiting: () => Readonly<Record<Exchange['service'], number>>;
  /** Every request that the simulated Azure has seen, where `record` asks for it; undefined for the real one. */
  readonly requests?: readonly LoggedRequest[];
  /** Lets the simulated Azure fail from the next request on; undefined for the real one. */
  readonly setFaults?: (faults: readonly Fault[]) => void;
  /** Lets the simulated Azure serve another estate (a file's text) from the next request on; undefined for the real one. */
  readonly setEstate?: (text: string) => void;
  /** Gets a token for Azure now, or rejects where there is none. */
  readonly signIn: () => Promise<void>;
  /** Ends what was started for it. */
  stop(): Promise<void>;
}

/** What varies between a bot, a command and a demo. */
export interface ConnectedAssessorOptions {
  readonly config: Config;
  /** UTC day to judge by instead of today's. */
  readonly today?: Day | undefined;
  /** This machine's without it. */
  readonly clock?: Clock | undefined;
  /** What people declared about the calls of an instance (its ARM id); nothing without it. */
  readonly declarations?: ((instanceId: string) => Promise<readonly Declaration[]>) | undefined;
  readonly observe?: ConnectionOptions['observe'];
  /** Keeps every request that a simulated Azure sees, for tests. */
  readonly record?: boolean;
  /** Milliseconds that a simulated Azure takes for each answer. */
  readonly latencyMs?: number;
  /** Whether assessments ask Resource Graph together; default true. */
  readonly share?: boolean;
  /** Milliseconds that a question waits for Azure Monitor's numbers; 8,000 without it. */
  readonly numbersWithin?: number;
  /** How patient the connection is, and by which clock it waits; Azure's own limits and the machine's clock without it. */
  readonly patience?: Partial<Pick<ConnectionOptions, 'retry' | 'clock'>>;
}

/** Milliseconds that the answer to a question waits for Azure Monitor's numbers; it comes without them then. */
const NUMBERS_WITHIN = 8_000;

/** Requests at once to one subscription. Azure documents no limit on concurrency; its rate limits are kept by pacing. */
const IN_FLIGHT = 32;

function connected(
  options: ConnectedAssessorOptions,
  connection: Omit<ConnectionOptions, 'clock'>,
  rest: Pick<ConnectedAssessor, 'stop' | 'requests' | 'setFaults' | 'setEstate'> & { readonly checkedAs?: Text },
): ConnectedAssessor {
  const { clock = realClock(options.today), numbersWithin = NUMBERS_WITHIN } = options;
  const whole: ConnectionOptions = {
    ...connection,
    clock,
    ...options.patience,
    cloud: options.config.azure.cloud,
    observe: options.observe,
    share: options.share,
    backgroundShare: options.config.azure.backgroundShare,
    inFlightPerSubscription: IN_FLIGHT,
  };
  const azure = connectAzure(whole);
  const changeLog = createChangeLog({
    azure,
    clock,
    authors: options.config.changeAuthors !== 'off',
    within: numbersWithin,
  });
  const assessor = createAssessor({
    azure: {
      discover: (signal) => discoverInstances(azure, signal),
      collect: (judge, collecting) => createEstateReader(azure).collect(judge, collecting),
      metrics: (question, { priority }) =>
        priority() === 'question'
          ? readWithin(clock, numbersWithin, (signal) => readMetrics(azure, question, { priority, signal }))
          : readMetrics(azure, question, { priority }),
      changeLog,
      readAs: azure.identityKey,
      checkedAs: rest.checkedAs ?? azure.identity,
    },
    requirements,
    retirements,
    settings: options.config.settings,
    cloud: options.config.azure.cloud,
    ahead: readAhead,
    scanned: scannedCounts,
    progress: crawlProgress,
    declarations: options.declarations ?? (async () => []),
    remarks: declarationNotes,
    clock,
  });
  const { checkedAs: _, ...ends } = rest;
  const waiting = () => ({ arm: azure.arm.waiting, graph: azure.graph.waiting });
  const { statistics, signIn } = azure;
  return { assessor, changeLog, requirements, retirements, connection: whole, statistics, waiting, signIn, ...ends };
}

/** Reads the real Azure. Nothing is sent yet. */
export function assessorOverAzure(options: ConnectedAssessorOptions): ConnectedAssessor {
  const { tenantId, clientId, clientSecret, federatedTokenFile } = options.config.azure;
  return connected(
    options,
    { credential: { tenantId, clientId, clientSecret, federatedTokenFile } },
    { stop: async () => {} },
  );
}

/** How the app of the bot reads Azure in the name of people. */
export type PersonalOptions = Omit<ConnectedAssessorOptions, 'record' | 'latencyMs'> & {
  readonly tenantId: string;
  readonly clientId: string;
  /** Where Azure is, instead of the cloud's own addresses. */
  readonly at?: SimulatedAddress | undefined;
};

/** Reads Azure with the rights of one person. Nothing is sent yet. */
export function assessorForPerson(
  { tenantId, clientId, at, ...options }: PersonalOptions,
  onBehalfOf: OnBehalfOf,
): ConnectedAssessor {
  const credential = { tenantId, clientId, onBehalfOf };
  const elsewhere =
    at === undefined
      ? {}
      : { endpoint: at.endpoint, authorityHost: at.authorityHost, disableInstanceDiscovery: true, ca: at.ca };
  return connected(options, { credential, ...elsewhere }, { stop: async () => {} });
}

/** The groups of Entra ID, asked by the identity that reads Azure. Nothing is sent yet. */
export function directoryOf({ azure }: Config): Directory {
  return createDirectory({ credential: azure, cloud: azure.cloud, clock: realClock() });
}

/** What signs in to Application Insights: the identity that reads Azure. Nothing is sent yet. */
export function credentialOf({ azure }: Config): TokenCredential {
  return createSignIn(azure, { authorityHost: cloudAddresses(azure.cloud).authorityHost }).credential;
}

/** What signs in to the database, where that is the identity of the bot. Nothing is sent yet. */
export function databaseTokenOf({ azure, store }: Config): (() => Promise<string>) | undefined {
  return store.databaseAuth === 'entra' ? databaseToken(azure, azure.cloud) : undefined;
}

/** Answers from an estate file, over HTTPS on loopback. Throws `EstateError` for a bad file. */
export async function assessorOverEstate(
  text: string,
  fileName: string,
  options: ConnectedAssessorOptions,
): Promise<ConnectedAssessor> {
  const { parseEstate } = await import('../simulator/estate.ts');
  const { startSimulator } = await import('../simulator/server.ts');
  const estate = parseEstate(text, fileName);
  const simulator = await startSimulator(estate, {
    latencyMs: options.latencyMs ?? 0,
    record: options.record ?? false,
  });
  const { stop, requests, setFaults } = simulator;
  const setEstate = (changed: string) => simulator.setEstate(parseEstate(changed, fileName));
  return assessorOverSimulator(simulator, fileName, options, { stop: () => stop(), requests, setFaults, setEstate });
}

/** Reads a simulated Azure that runs already. Nothing is sent yet. */
export function assessorOverSimulator(
  { endpoint, authorityHost, tenantId, ca }: SimulatedAddress,
  name: string,
  options: ConnectedAssessorOptions,
  ends: Pick<ConnectedAssessor, 'stop' | 'requests' | 'setFaults' | 'setEstate'> = { stop: async () => {} },
): ConnectedAssessor {
  const credential = {
    tenantId,
    clientId: '00000000-0000-4000-8000-000000000001',
    clientSecret: 'none: the simulated Azure accepts any',
  };
  return connected(
    options,
    { credential, endpoint, authorityHost, disableInstanceDiscovery: true, ca },
    { ...ends, checkedAs: say('a reader of the estate {file}', { file: name }) },
  );
}
