/** Which Azure services instances call or refer to, from what every assessment found. Pure. */

import { idKey, parseArmId } from '../model/arm.ts';
import { type Item, itemsOf, type Report } from '../model/finding.ts';
import { GATEWAY_DEPENDENCIES, isAboutCalls } from '../model/requirement-ids.ts';
import { kindOfType, type TargetKind } from '../model/services.ts';
import type { Text } from '../model/text.ts';
import { serviceOfHost } from '../network/hosts.ts';
import { bySeverity } from './assess.ts';

/** One resource, and who calls it. */
export interface CalledService {
  readonly name: string;
  readonly kind: TargetKind;
  /** The worst of what was found about it. */
  readonly worst: Item;
  /** Instances by name, each once, with the APIs, operations and references that are known. */
  readonly callers: readonly { readonly instance: string; readonly hits: readonly Text[] }[];
}

/** What is called, and how many calls could not be resolved. */
export interface CalledServices {
  /** Worst first, then by name. */
  readonly services: readonly CalledService[];
  readonly unresolved: number;
}

interface ServiceMention {
  readonly key: string;
  readonly name: string;
  readonly kind: TargetKind;
  readonly instance: string;
  readonly item: Item;
}

/** The service behind an ARM id or a host of the public, US Government or China cloud. */
function serviceOf(subject: string): Pick<ServiceMention, 'name' | 'kind'> | undefined {
  const id = parseArmId(subject);
  if (id !== undefined) {
    const kind = kindOfType(id.type);
    return kind === undefined ? undefined : { kind, name: id.name };
  }
  for (const cloud of ['public', 'us-government', 'china'] as const) {
    const found = serviceOfHost(subject, cloud);
    const [kind] = found?.kinds ?? [];
    if (found !== undefined && kind !== undefined) return { kind, name: found.name };
  }
  return undefined;
}

function seenIn(report: Report): readonly ServiceMention[] {
  return report.findings
    .filter(({ requirement }) => isAboutCalls(requirement))
    .flatMap(({ items }) => items)
    .flatMap((item) => {
      const service = [item.subject, item.about ?? ''].map(serviceOf).find((one) => one !== undefined);
      return service === undefined
        ? []
        : [{ ...service, key: `${service.kind} ${service.name.toLowerCase()}`, instance: report.instance.name, item }];
    });
}

/** Everything that the gateways of some reports call, or that their references read. */
export function calledServices(reports: readonly Report[]): CalledServices {
  const groups = Map.groupBy(reports.flatMap(seenIn), ({ key }) => key);
  const services = [...groups.values()].flatMap((group): readonly CalledService[] => {
    const [first] = group.toSorted((a, b) => bySeverity(a.item, b.item));
    if (first === undefined) return [];
    const callers = [...Map.groupBy(group, ({ instance }) => instance)].map(([instance, seen]) => ({
      instance,
      hits: [...new Map(seen.flatMap(({ item }) => item.hits ?? []).map((hit) => [JSON.stringify(hit), hit])).values()],
    }));
    return [{ name: first.name, kind: first.kind, worst: first.item, callers }];
  });
  const unresolved = new Set(
    reports.flatMap(({ findings }) =>
      itemsOf(findings, GATEWAY_DEPENDENCIES)
        .filter(({ status, subject }) => status === 'unknown' && serviceOf(subject) === undefined)
        .map(({ subject }) => idKey(subject)),
    ),
  ).size;
  return {
    services: services.toSorted((a, b) => bySeverity(a.worst, b.worst) || a.name.localeCompare(b.name, 'en')),
    unresolved,
  };
}

/** Whether a step of a fix plan is about a service of this kind. */
export function isAboutService(subject: string, kind: TargetKind): boolean {
  return serviceOf(subject)?.kind === kind;
}
