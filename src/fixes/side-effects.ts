/** Whether a change leaves alone what a gateway location reaches today. */
import { type GatewayLocation, gatewayLocations } from '../instance/locations.ts';
import type { ArmResource } from '../model/arm.ts';
import type { Change } from '../model/change.ts';
import { kindOfType, services } from '../model/services.ts';
import { type Depth, lineOfSight } from '../network/line-of-sight.ts';
import type { Target } from '../network/target.ts';
import { estateAfter, resourceAfter } from './estate-after.ts';
import type { WaySubject } from './way-in-option.ts';

function targetOf(resource: ArmResource): Target | undefined {
  const kind = kindOfType(resource.type);
  return kind === undefined ? undefined : { kind, resource, groupId: services[kind].groups[0], host: '' };
}

/** What the control plane reads rests on the service's own rules, what the gateway calls on our side of the way too. */
const DEPTHS: readonly Depth[] = ['target', 'full'];

const RANK = { no: 0, unknown: 1, yes: 2 } as const;

/** The services among some that the location would reach worse after the changes. */
export function cutOff(
  { subject, location }: { readonly subject: WaySubject; readonly location: GatewayLocation },
  services: readonly ArmResource[],
  changes: readonly Change[],
): readonly ArmResource[] {
  const estate = estateAfter(subject.estate, changes, subject.today);
  return services.filter((resource) => {
    const target = targetOf(resource);
    if (target === undefined) return false;
    const changed = { ...target, resource: resourceAfter(resource, changes, subject.today) };
    return DEPTHS.some((depth) => {
      const before = lineOfSight(location, target, subject, depth).answer;
      return RANK[lineOfSight(location, changed, { ...subject, estate }, depth).answer] < RANK[before];
    });
  });
}

/** Whether a change makes the way of another gateway location of the instance to the target worse. */
export function harmsOthers(
  { subject, location }: { readonly subject: WaySubject; readonly location: GatewayLocation },
  target: ArmResource,
  changes: readonly Change[],
): boolean {
  const service = subject.estate.resource(subject.instance.id);
  const others = service.ok ? gatewayLocations(service.value).filter(({ name }) => name !== location.name) : [];
  return others.some((other) => cutOff({ subject, location: other }, [target], changes).length > 0);
}
