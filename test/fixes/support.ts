/** What is asked of a way in, for tests of the options one by one. */
import type { WantedWay } from '../../src/fixes/way-in-option.ts';
import { primaryLocation } from '../../src/instance/locations.ts';
import type { ArmResource } from '../../src/model/arm.ts';
import type { Subject } from '../../src/model/requirement.ts';
import type { Target } from '../../src/network/target.ts';
import { networkWith } from '../network/support.ts';
import type { EstateOptions } from '../support/estate.ts';
import { APIM, apim, injected, networkSecurityGroup } from '../support/resources.ts';
import { subjectOf } from '../support/subject.ts';

/** The primary location, injected into `SUBNET` unless `around` holds another instance, that wants to reach a target. */
export function wantedWay(
  target: Target,
  around: readonly ArmResource[] = [],
  rest: Partial<Omit<WantedWay, 'subject'>> & EstateOptions = {},
): WantedWay & { readonly subject: Subject } {
  const resources = [apim(injected()), networkWith([]), networkSecurityGroup(), target.resource, ...around];
  const unique = [...new Map(resources.map((entry) => [entry.id.toLowerCase(), entry])).values()];
  const service = unique.find(({ id }) => id === APIM) ?? apim();
  const { denied, failing, ...asked } = rest;
  return {
    subject: subjectOf(unique, { ...(denied && { denied }), ...(failing && { failing }) }),
    target,
    location: primaryLocation(service),
    depth: 'full',
    proof: 'managed-identity',
    others: [],
    docs: 'https://example.com/docs',
    ...asked,
  };
}
