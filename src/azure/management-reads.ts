/** The single reads that go to Azure Resource Manager: one resource, or one collection of children. */
import { type ArmResource, parseArmId } from '../model/arm.ts';
import { abortAfter, type Clock } from '../model/clock.ts';
import { failed, ok, type Read } from '../model/estate.ts';
import type { Json } from '../model/json.ts';
import { apiVersionsFor, leavesOut } from './api-versions.ts';
import type { Query } from './arm-client.ts';
import type { AzureConnection } from './connection.ts';
import { type Failure, isUnknownVersion, type RequestOutcome } from './failure.ts';
import type { Waiting } from './request-queue.ts';
import { resourceFrom } from './resource-shape.ts';

const POLICY = /\/(policies|policyfragments)$/;
const NETWORK_STATUS = /^(.+\/providers\/microsoft\.apimanagement\/service\/[^/]+)\/networkstatus$/i;

/** A failure as a read that says why not. */
export function unread(failure: Failure): Read<never> {
  return failed(failure.reason, failure.detail);
}

/** A read for which somebody waits so many milliseconds: later it is called off, and has failed. */
export function readWithin<T>(
  clock: Pick<Clock, 'limit'>,
  milliseconds: number,
  read: (signal: AbortSignal) => Promise<Read<T>>,
): Promise<Read<T>> {
  return abortAfter(clock, milliseconds, read, () => failed('READ_FAILED', 'TimeoutError'));
}

/**
 * One resource by id. A policy or fragment comes with its text as well-formed XML (docs/rules.md#calls); the network status, which
 * Azure answers as a bare array, comes as a resource with that array in `value`.
 */
export async function readResource(azure: AzureConnection, id: string, waiting?: Waiting): Promise<Read<ArmResource>> {
  const service = NETWORK_STATUS.exec(id)?.[1];
  if (service !== undefined) return await readNetworkStatus(azure, service, waiting);
  const type = parseArmId(id)?.type;
  if (type === undefined) return failed('READ_FAILED', 'InvalidResourceId');
  const query: Query = type.startsWith('microsoft.apimanagement/') && POLICY.test(type) ? { format: 'xml' } : {};
  const outcome = await tryVersions(type, (version) => azure.arm.get(id, version, query, waiting));
  if (!outcome.ok) return unread(outcome.failure);
  const resource = resourceFrom(outcome.value);
  return resource === undefined ? failed('READ_FAILED', 'UnexpectedBody') : ok(resource);
}

async function readNetworkStatus(
  azure: AzureConnection,
  serviceId: string,
  waiting?: Waiting,
): Promise<Read<ArmResource>> {
  const id = `${serviceId}/networkstatus`;
  const type = 'Microsoft.ApiManagement/service/networkstatus';
  const outcome = await tryVersions(type, (version) => azure.arm.get(id, version, {}, waiting));
  if (!outcome.ok) return unread(outcome.failure);
  if (!Array.isArray(outcome.value)) return failed('READ_FAILED', 'UnexpectedBody');
  return ok({ id, name: 'networkstatus', type, value: outcome.value });
}

/** All children in a collection such as `namedValues` or `namedValues?isKeyVaultRefreshFailed=true`, every page. */
export async function readChildren(
  azure: AzureConnection,
  parentId: string,
  collection: string,
  waiting?: Waiting,
): Promise<Read<readonly ArmResource[]>> {
  const [path = '', parameters = ''] = collection.split('?');
  const address = `${parentId.replace(/\/+$/, '')}/${path}`;
  const type = parseArmId(`${address}/any`)?.type;
  if (type === undefined) return failed('READ_FAILED', 'InvalidResourceId');
  const query = Object.fromEntries(new URLSearchParams(parameters));
  let older = false;
  const outcome = await tryVersions(type, (version) => {
    older = leavesOut(type, version);
    return azure.arm.list(address, version, query, waiting);
  });
  if (!outcome.ok) return unread(outcome.failure);
  const items = outcome.value.map(resourceFrom);
  const sound = items.filter((item) => item !== undefined);
  // An item that is no resource would be one missing from the list.
  if (sound.length !== items.length) return failed('READ_FAILED', 'UnexpectedBody');
  return older ? { ok: true, value: sound, older } : ok(sound);
}

/** Reads with the best api-version, and with the next one where Azure does not know it (backends). */
async function tryVersions<T extends Json | readonly Json[]>(
  type: string,
  read: (apiVersion: string) => Promise<RequestOutcome<T>>,
): Promise<RequestOutcome<T>> {
  const [first, ...others] = apiVersionsFor(type);
  if (first === undefined) {
    const failure = { reason: 'READ_FAILED', detail: 'UnknownProvider', status: undefined } as const;
    return { ok: false, failure: { ...failure, transient: false, retryAfter: undefined } };
  }
  let outcome = await read(first);
  for (const version of others) {
    if (outcome.ok || !isUnknownVersion(outcome.failure)) return outcome;
    outcome = await read(version);
  }
  return outcome;
}
