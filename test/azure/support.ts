/** A simulated Azure and a connection to it, with little patience so that failures are quick. */
import { realClock } from '../../src/app/real-clock.ts';
import { type AzureConnection, type ConnectionOptions, connectAzure } from '../../src/azure/connection.ts';
import type { ArmResource } from '../../src/model/arm.ts';
import { parseEstate } from '../../src/simulator/estate.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../src/simulator/server.ts';
import { TENANT } from '../support/resources.ts';

export const APP = '33333333-3333-4333-8333-333333333333';

/** Retry rules for tests: three attempts, short pauses. */
export const HASTY = {
  attempts: 3,
  firstDelayMs: 2,
  longestDelayMs: 20,
  patienceMs: 2_000,
  attemptTimeoutMs: 20_000,
} as const;

export interface SimulatedAzure {
  readonly simulator: Simulator;
  /** A fresh connection with a client secret, warm: its token is there. */
  connect(options?: Partial<ConnectionOptions>): AzureConnection;
}

/** Starts a simulator over some resources. */
export async function simulate(
  resources: readonly ArmResource[],
  options: SimulatorOptions & { readonly denied?: readonly string[] } = {},
): Promise<SimulatedAzure> {
  const { denied = [], ...rest } = options;
  const text = JSON.stringify({ tenantId: TENANT, resources, denied });
  const simulator = await startSimulator(parseEstate(text, 'test.json'), { record: true, ...rest });
  return {
    simulator,
    connect: (connection = {}) =>
      connectAzure({
        credential: { tenantId: TENANT, clientId: APP, clientSecret: 'not-a-secret' },
        endpoint: simulator.endpoint,
        authorityHost: simulator.authorityHost,
        disableInstanceDiscovery: true,
        ca: simulator.ca,
        retry: HASTY,
        clock: realClock(),
        ...connection,
      }),
  };
}

/** The requests for data so far, sign-in left out. */
export function dataRequests(simulator: Simulator): readonly Simulator['requests'][number][] {
  return simulator.requests.filter((request) => /^\/(subscriptions|providers)\b/i.test(request.path));
}
