/** The managed identities of an instance. */
import type { ArmResource } from '../model/arm.ts';
import { at, isObject, text } from '../model/json.ts';
import { remembered } from '../model/remembered.ts';

/** A user-assigned identity that is attached to the instance. */
export interface AttachedIdentity {
  readonly id: string;
  /** Its object id in Microsoft Entra ID; undefined where Azure does not tell it here. */
  readonly principalId: string | undefined;
}

/** Which identities the instance has. */
export interface Identity {
  /** `identity.type` as Azure wrote it; `None` when there is no identity object. */
  readonly type: string;
  readonly system: boolean;
  /** Object id of the system-assigned identity; undefined where there is none, or Azure does not tell it. */
  readonly principalId: string | undefined;
  /** The directory of the identities. */
  readonly tenantId: string | undefined;
  /** The attached user-assigned identities, by client id in lower case. */
  readonly userAssigned: ReadonlyMap<string, AttachedIdentity>;
}

/** Reads `identity`: types are a comma list with or without a space, any case. */
export const identityOf = remembered((service: ArmResource): Identity => {
  const type = text(service, 'identity', 'type') ?? 'None';
  const kinds = type.split(',').map((kind) => kind.trim().toLowerCase());
  const attached = at(service, 'identity', 'userAssignedIdentities');
  const userAssigned = new Map<string, AttachedIdentity>();
  for (const [id, entry] of Object.entries(isObject(attached) ? attached : {})) {
    const clientId = text(entry, 'clientId');
    if (clientId !== undefined)
      userAssigned.set(clientId.toLowerCase(), { id, principalId: text(entry, 'principalId') });
  }
  return {
    type,
    system: kinds.includes('systemassigned'),
    principalId: text(service, 'identity', 'principalId'),
    tenantId: text(service, 'identity', 'tenantId'),
    userAssigned,
  };
});

/** Who reads by a client id that a reference names. */
export type Reader =
  | { readonly kind: 'system' }
  | { readonly kind: 'user-assigned'; readonly identity: AttachedIdentity }
  /** The instance has no such identity, and it cannot be the system-assigned one. */
  | { readonly kind: 'missing' }
  /** The client id is in no map: perhaps that of the system-assigned identity, which Azure never shows. */
  | { readonly kind: 'unmapped' };

/** Who reads: no client id means the system-assigned identity. */
export function readerOf(identity: Identity, clientId: string | undefined): Reader {
  const id = clientId?.trim().toLowerCase() ?? '';
  const attached = identity.userAssigned.get(id);
  if (attached !== undefined) return { kind: 'user-assigned', identity: attached };
  if (!identity.system) return { kind: 'missing' };
  return id === '' ? { kind: 'system' } : { kind: 'unmapped' };
}
