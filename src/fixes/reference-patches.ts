/** Changes to what API Management reads from key vaults: where a reference stands, and how it looks afterwards. */

import { type ArmResource, idKey } from '../model/arm.ts';
import type { DropVersion, ReadAgain, RenewCertificate, UseIdentity } from '../model/change.ts';
import type { Day } from '../model/days.ts';
import { at, isObject, type Json, type JsonObject, list, same, text } from '../model/json.ts';

/** How one resource looks after a change. */
export type Patch = (resource: ArmResource) => ArmResource;

type Patches = readonly (readonly [id: string, patch: Patch])[];

const HOSTNAMES = '/hostnameConfigurations/';

/** The hostname that a reference stands for; undefined for a named value or a certificate. */
function hostnameOf(reference: string): string | undefined {
  const start = idKey(reference).lastIndexOf(HOSTNAMES.toLowerCase());
  return start < 0 ? undefined : reference.slice(start + HOSTNAMES.length);
}

function withProperties(resource: ArmResource, change: (properties: JsonObject) => JsonObject): ArmResource {
  const properties = at(resource, 'properties');
  return { ...resource, properties: change(isObject(properties) ? properties : {}) };
}

/** Changes a hostname on the service, or the key vault part of a named value or certificate. */
function onReference(
  { service, reference }: { readonly service: string; readonly reference: string },
  onHostname: (entry: JsonObject) => JsonObject,
  onKeyVault: (keyVault: JsonObject) => JsonObject,
): Patches {
  const hostname = hostnameOf(reference);
  if (hostname === undefined) {
    const patch: Patch = (resource) =>
      withProperties(resource, (properties) => {
        const keyVault = at(properties, 'keyVault');
        return isObject(keyVault) ? { ...properties, keyVault: onKeyVault(keyVault) } : properties;
      });
    return [[reference, patch]];
  }
  const patch: Patch = (resource) =>
    withProperties(resource, (properties) => ({
      ...properties,
      hostnameConfigurations: list(properties, 'hostnameConfigurations').map(
        (entry): Json => (isObject(entry) && same(text(entry, 'hostName'), hostname) ? onHostname(entry) : entry),
      ),
    }));
  return [[service, patch]];
}

function withoutKey(entry: JsonObject, key: string): JsonObject {
  const { [key]: _, ...rest } = entry;
  return rest;
}

/** The reference with another client id; without one it means the system-assigned identity. */
export function withIdentity(change: UseIdentity): Patches {
  const { clientId } = change;
  const put = (entry: JsonObject) => ({
    ...withoutKey(entry, 'identityClientId'),
    ...(clientId === undefined ? {} : { identityClientId: clientId }),
  });
  return onReference(change, put, put);
}

/** The reference to a secret whichever version it has. */
export function withoutVersion(change: DropVersion): Patches {
  return onReference(
    change,
    (entry) => ({ ...entry, keyVaultId: change.secret }),
    (keyVault) => ({ ...keyVault, secretIdentifier: change.secret }),
  );
}

/** The status of a read that worked. */
function readOn(today: Day): JsonObject {
  return { code: 'Success', timeStampUtc: `${today}T00:00:00Z` };
}

/** The reference after a read that worked, on a UTC day. */
export function readAgain(change: ReadAgain, today: Day): Patches {
  return onReference(
    change,
    (entry) => ({ ...entry, certificateStatus: 'Completed' }),
    (keyVault) => ({ ...keyVault, lastStatus: readOn(today) }),
  );
}

/** Days that a renewed certificate is taken to last. */
const RENEWED_FOR = 365;

/** The certificate that was renewed and read on a UTC day. */
export function renewed(change: RenewCertificate, today: Day): Patches {
  const end = new Date(Date.parse(today) + RENEWED_FOR * 86_400_000).toISOString();
  const lasting: Patch = (resource) =>
    at(resource, 'properties', 'expirationDate') === undefined
      ? resource
      : withProperties(resource, (properties) => ({ ...properties, expirationDate: end }));
  return [
    ...onReference(
      change,
      (entry) => {
        const certificate = at(entry, 'certificate');
        return {
          ...entry,
          certificateStatus: 'Completed',
          certificate: { ...(isObject(certificate) ? certificate : {}), expiry: end },
        };
      },
      (keyVault) => ({ ...keyVault, lastStatus: readOn(today) }),
    ),
    [change.reference, lasting],
  ];
}

/** Whether a member of the list of failed reads still belongs there. */
export function stillFails(resource: ArmResource): boolean {
  const code = text(resource, 'properties', 'keyVault', 'lastStatus', 'code');
  return code !== undefined && !same(code, 'Success');
}
