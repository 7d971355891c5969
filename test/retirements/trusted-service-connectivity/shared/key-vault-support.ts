/** What the tests about key vaults share: a service with references, and items in short lines. */
import type { ArmResource } from '../../../../src/model/arm.ts';
import type { Json } from '../../../../src/model/json.ts';
import type { Requirement } from '../../../../src/model/requirement.ts';
import { lineOf } from '../../../support/judge.ts';
import { APIM, resource } from '../../../support/resources.ts';
import { type SubjectOptions, subjectOf } from '../../../support/subject.ts';

/** Judges resources and gives the items in the short lines of `lineOf`. */
export function judged(
  requirement: Requirement,
  resources: readonly ArmResource[],
  options: SubjectOptions = {},
): readonly string[] {
  return requirement.check(subjectOf(resources, options)).map(lineOf);
}

/** A hostname whose certificate lies in a vault. */
export function hostname(hostName: string, vault: string, rest: { readonly [key: string]: Json } = {}): Json {
  return { type: 'Proxy', hostName, keyVaultId: `https://${vault}.vault.azure.net/secrets/cert`, ...rest };
}

/** A client certificate in a vault. */
export function certificate(name: string, vault: string, keyVault: { readonly [key: string]: Json } = {}): ArmResource {
  return resource(`${APIM}/certificates/${name}`, {
    properties: {
      subject: `CN=${name}`,
      keyVault: {
        secretIdentifier: `https://${vault}.vault.azure.net/secrets/${name}`,
        identityClientId: null,
        lastStatus: { code: 'Success', timeStampUtc: '2026-11-20T06:00:00Z' },
        ...keyVault,
      },
    },
  });
}
