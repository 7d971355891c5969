/** The managed identities of an instance. Domain C1. */
import type { ArmResource } from '../model/arm.ts';
import { at, isObject, text } from '../model/json.ts';

/** Which identities the instance has. */
export interface Identity {
  /** `identity.type` as Azure wrote it; `None` when there is no identity object. */
  readonly type: string;
  readonly system: boolean;
  /** ARM id of each attached user-assigned identity, by its client id in lower case. */
  readonly userAssigned: ReadonlyMap<string, string>;
}

/** Reads `identity`: types are a comma list with or without a space, any case. */
export function identityOf(service: ArmResource): Identity {
  const type = text(service, 'identity', 'type') ?? 'None';
  const kinds = type.split(',').map((kind) => kind.trim().toLowerCase());
  const attached = at(service, 'identity', 'userAssignedIdentities');
  const userAssigned = new Map<string, string>();
  for (const [id, entry] of Object.entries(isObject(attached) ? attached : {})) {
    const clientId = text(entry, 'clientId');
    if (clientId !== undefined) userAssigned.set(clientId.toLowerCase(), id);
  }
  return { type, system: kinds.includes('systemassigned'), userAssigned };
}
