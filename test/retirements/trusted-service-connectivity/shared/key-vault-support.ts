/** What the tests about key vaults share: a service with references, and items in short lines. */
import type { ArmResource } from '../../../../src/model/arm.ts';
import type { Json } from '../../../../src/model/json.ts';
import type { Requirement } from '../../../../src/model/requirement.ts';
import { emptyEvidence } from '../../../support/evidence.ts';
import { lineOf } from '../../../support/judge.ts';
import { type SubjectOptions, subjectOf } from '../../../support/subject.ts';

/** Judges resources and gives the items in the short lines of `lineOf`; whatever they are, their evidence says something. */
export function judged(
  requirement: Requirement,
  resources: readonly ArmResource[],
  options: SubjectOptions = {},
): readonly string[] {
  const items = requirement.check(subjectOf(resources, options));
  for (const { evidence } of items) expect(emptyEvidence(evidence)).toEqual([]);
  return items.map(lineOf);
}

/** A hostname whose certificate lies in a vault. */
export function hostname(hostName: string, vault: string, rest: { readonly [key: string]: Json } = {}): Json {
  return { type: 'Proxy', hostName, keyVaultId: `https://${vault}.vault.azure.net/secrets/cert`, ...rest };
}
