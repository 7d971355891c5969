/** A connection to Azure: the two clients, in whose name they read, and what they have sent. */

import type { Clock } from '../model/clock.ts';
import type { Cloud } from '../model/requirement.ts';
import type { Text } from '../model/text.ts';
import { type ArmClient, createArmClient } from './arm-client.ts';
import { cloudAddresses } from './clouds.ts';
import { type CredentialSettings, createSignIn, type SignIn } from './credentials.ts';
import { cacheHealthEvents } from './health-event-cache.ts';
import { createResourceGraph, type ResourceGraph } from './resource-graph.ts';
import { RETRY_RULES, type RetryRules } from './retry.ts';
import { createSharedRows, type SharedRows } from './shared-rows.ts';
import { createRecorder, type Exchange, type Statistics } from './statistics.ts';

/** How to reach Azure. Only `credential` is needed for the real one; a simulated one differs in addresses alone. */
export interface ConnectionOptions {
  readonly credential: CredentialSettings;
  /** Default `public`. */
  readonly cloud?: Cloud;
  /** Another address of Azure Resource Manager than the cloud's own. */
  readonly endpoint?: string | undefined;
  /** Another address of Microsoft Entra ID than the cloud's own. */
  readonly authorityHost?: string | undefined;
  /** Set together with `authorityHost` for one that the public cloud does not know. */
  readonly disableInstanceDiscovery?: boolean | undefined;
  /** PEM certificates to trust for both addresses. */
  readonly ca?: string | undefined;
  /** Only these subscriptions are searched; default: all that the credential may read. */
  readonly subscriptions?: readonly string[] | undefined;
  readonly retry?: Partial<RetryRules> | undefined;
  /** Requests at once to one subscription; default 8. */
  readonly inFlightPerSubscription?: number | undefined;
  /** What share of Azure's limits reads may use that nobody waits for, from 0 up to 1; default 0.5. */
  readonly backgroundShare?: number | undefined;
  /** Whether questions to Resource Graph of several assessments go out together; default true. */
  readonly share?: boolean | undefined;
  /** Pages of one list at most; default 200. */
  readonly pageCap?: number | undefined;
  /** Told after every request. */
  readonly observe?: ((exchange: Exchange) => void) | undefined;
  readonly clock: Clock;
}

/** Azure, ready to be read. Shared by all assessments, so that they keep Azure's limits together. */
export interface AzureConnection {
  readonly arm: ArmClient;
  readonly graph: ResourceGraph;
  /** Asks Resource Graph for several assessments at once. */
  readonly rows: SharedRows;
  readonly clock: Clock;
  readonly cloud: Cloud;
  /** In whose name Azure is read, for people. */
  readonly identity: Text;
  /** The same for machines: keys what is kept of answers. */
  readonly identityKey: string;
  readonly statistics: Statistics;
  /** Gets a token for Azure Resource Manager; the one that is kept where it holds. Rejects where there is none. */
  readonly signIn: () => Promise<void>;
}

/** The least share of the limits that is left to what nobody waits for. */
const LEAST_SHARE = 0.1;

/** What Azure sees who asks. */
export const USER_AGENT = 'apim-readiness-bot';

/** In whose name a connection reads, and what signs in for it. Nothing is sent yet. */
export function signInOf({
  credential,
  authorityHost,
  disableInstanceDiscovery,
  ca,
  cloud,
}: ConnectionOptions): SignIn {
  return createSignIn(credential, {
    authorityHost: authorityHost ?? cloudAddresses(cloud ?? 'public').authorityHost,
    disableInstanceDiscovery: disableInstanceDiscovery ?? false,
    ca,
  });
}

/** Makes the clients. Nothing is sent yet. Throws an `Error` with one sentence when the settings cannot work together. */
export function connectAzure(options: ConnectionOptions): AzureConnection {
  const cloud = options.cloud ?? 'public';
  const addresses = cloudAddresses(cloud);
  const { clock } = options;
  const signIn = signInOf(options);
  const recorder = createRecorder(clock, options.observe);
  const shared = {
    credential: signIn.credential,
    endpoint: options.endpoint ?? addresses.endpoint,
    scope: addresses.scope,
    ca: options.ca,
    userAgent: USER_AGENT,
    retry: { ...RETRY_RULES, ...options.retry },
    pageCap: options.pageCap ?? 200,
    // Reminders are read in the background too, and always get something.
    backgroundShare: Math.max(LEAST_SHARE, options.backgroundShare ?? 0.5),
    clock,
    recorder,
  };
  const graph = createResourceGraph({ ...shared, subscriptions: options.subscriptions });
  const arm = createArmClient({ ...shared, inFlight: options.inFlightPerSubscription ?? 8 });
  const share = options.share ?? true;
  const rows = createSharedRows(graph, clock, { share, readsUnderWay: () => arm.underWay });
  return {
    arm,
    graph,
    rows: share ? cacheHealthEvents(rows, clock) : rows,
    clock,
    cloud,
    identity: signIn.description,
    identityKey: `${options.endpoint ?? addresses.endpoint} ${signIn.key}`,
    statistics: recorder.statistics,
    signIn: async () => {
      if ((await signIn.credential.getToken(addresses.scope)) === null)
        throw new Error('The credential gave no token.');
    },
  };
}
