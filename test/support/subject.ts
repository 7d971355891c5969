/** What a requirement is handed, made from resources alone. */

import { type ArmResource, parseArmId, shortLocation } from '../../src/model/arm.ts';
import type { Day } from '../../src/model/days.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Settings, Subject } from '../../src/model/requirement.ts';
import { type Retirement, retirements } from '../../src/model/retirement.ts';
import { type EstateOptions, estateOf } from './estate.ts';
import { APIM, TENANT } from './resources.ts';

export interface SubjectOptions extends EstateOptions {
  readonly today?: Day;
  readonly settings?: Partial<Settings>;
  readonly findings?: Readonly<Record<string, Pick<Finding, 'status' | 'items'>>>;
  readonly declarations?: Subject['declarations'];
  readonly id?: string;
}

/** A subject over resources that hold the instance `APIM` (or another id). */
export function subjectOf(resources: readonly ArmResource[], options: SubjectOptions = {}): Subject {
  const id = options.id ?? APIM;
  const service = resources.find((resource) => resource.id === id);
  const parts = parseArmId(id);
  return {
    retirement: retirements[0] as Retirement,
    instance: {
      id,
      name: parts?.name ?? '',
      resourceGroup: parts?.resourceGroup ?? '',
      subscriptionId: parts?.subscriptionId ?? '',
      location: shortLocation(typeof service?.location === 'string' ? service.location : 'westeurope'),
      sku: String((service?.sku as { name?: string } | undefined)?.name ?? ''),
    },
    tenantId: TENANT,
    estate: estateOf(resources, options),
    today: options.today ?? '2026-11-22',
    settings: { keyVaultTrustedAccess: 'strict', keyVaultKnownAddresses: [], ...options.settings },
    declarations: options.declarations ?? [],
    cloud: 'public',
    finding: (requirement) => options.findings?.[requirement] ?? { status: 'unknown', items: [] },
  };
}
