/** How references and vaults are named, and how what was seen of them is shown. Never a secret, never a version. */
import type { KeyVaultReference } from '../../../instance/key-vault-references.ts';
import type { Evidence } from '../../../model/finding.ts';
import { say, type Text } from '../../../model/text.ts';

/** A reference, as the beginning of a sentence. */
export function referenceName(reference: KeyVaultReference): Text {
  const { label } = reference;
  if (reference.kind === 'named-value') return say('Named value {label}', { label });
  if (reference.kind === 'certificate') return say('Client certificate {label}', { label });
  return say('The certificate of hostname {label}', { label });
}

/** One property of a reference; a hostname is an entry of the service, which is named by its host. */
export function referenceEvidence(
  serviceId: string,
  reference: KeyVaultReference,
  property: string,
  observed: string,
  expected: string,
): Evidence {
  if (reference.kind !== 'hostname') {
    return { resource: reference.id, property: `properties.keyVault.${property}`, observed, expected };
  }
  const path = `properties.hostnameConfigurations[?hostName=='${reference.label}'].${property}`;
  return { resource: serviceId, property: path, observed, expected };
}

/** Where the reference points, without a version. */
export function identifierEvidence(serviceId: string, reference: KeyVaultReference, expected: string): Evidence {
  const property = reference.kind === 'hostname' ? 'keyVaultId' : 'secretIdentifier';
  return referenceEvidence(serviceId, reference, property, reference.identifier ?? 'no URL', expected);
}
