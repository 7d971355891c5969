/** What somebody wants to try, as the changes that it comes to on this instance: they are made on a copy only. */

import { identityOf } from '../instance/identity.ts';
import { gatewayLocations } from '../instance/locations.ts';
import { isTrustedAccessOff } from '../instance/trusted-access.ts';
import type { ArmResource } from '../model/arm.ts';
import type { Change } from '../model/change.ts';
import { ok, type Read } from '../model/estate.ts';
import { kindOfType, kinds, services } from '../model/services.ts';
import { say, type Text } from '../model/text.ts';
import type { WhatIfChange } from '../model/what-if.ts';
import type { Target } from '../network/target.ts';
import { estateAfter, resourceAfter } from './estate-after.ts';
import { enableSystemIdentity } from './managed-identity.ts';
import { byNewEndpoint } from './way-in-new-endpoint.ts';
import type { WantedWay, WaySubject } from './way-in-option.ts';
import { bySubnet } from './way-in-public.ts';

/** The changes, none where there is nothing to change; or why it cannot be tried. */
export type Tried = { readonly changes: readonly Change[] } | { readonly untried: Text };

function ofInstance(
  of: Exclude<WhatIfChange, { readonly target: string }>['of'],
  service: ArmResource,
): readonly Change[] {
  switch (of) {
    case 'trusted-access-off':
      return isTrustedAccessOff(service) ? [] : [{ kind: 'disable-trusted-access', service: service.id }];
    case 'trusted-access-on':
      return isTrustedAccessOff(service) ? [{ kind: 'restore-trusted-access', service: service.id }] : [];
    case 'system-identity-on':
      return identityOf(service).system ? [] : [enableSystemIdentity(service)];
  }
}

/** The service of the name, whichever of the six kinds it is. */
function targetNamed(name: string, { estate }: WaySubject): Read<Target> {
  const read = estate.named(
    kinds.map((kind) => services[kind].type),
    name,
  );
  if (!read.ok) return read;
  const kind = kindOfType(read.value.type) ?? 'key-vault';
  return ok({ kind, resource: read.value, groupId: services[kind].groups[0], host: '' });
}

/** The same for each gateway location in turn, every one on the copy that those before it have changed. */
function everywhere(
  subject: WaySubject,
  service: ArmResource,
  target: Target,
  way: (wanted: WantedWay) => readonly { readonly changes: readonly Change[] }[],
): readonly Change[] {
  let made: readonly Change[] = [];
  for (const location of gatewayLocations(service)) {
    const estate = estateAfter(subject.estate, made, subject.today);
    const resource = resourceAfter(target.resource, made, subject.today);
    const wanted: WantedWay = {
      subject: { ...subject, estate },
      target: { ...target, resource },
      location,
      depth: 'full',
      proof: 'unknown',
      others: [],
      docs: '',
    };
    made = [...made, ...(way(wanted)[0]?.changes ?? [])];
  }
  return made;
}

/** What such a change comes to. An address that is admitted already, or an endpoint for which there is no network, is nothing to change. */
export function whatIfChanges(asked: WhatIfChange, subject: WaySubject): Tried {
  const service = subject.estate.resource(subject.instance.id);
  const { name } = subject.instance;
  if (!service.ok) return { untried: say('{name} could not be read', { name }) };
  if (!('target' in asked)) return { changes: ofInstance(asked.of, service.value) };
  const target = targetNamed(asked.target, subject);
  if (!target.ok) return { untried: say('{target} is no service that I can see', { target: asked.target }) };
  if (asked.of === 'admit') {
    return {
      changes: [{ kind: 'add-address-rules', target: target.value.resource.id, addresses: [asked.address] }],
    };
  }
  const way = asked.of === 'private-endpoint' ? byNewEndpoint : bySubnet;
  const changes = everywhere(subject, service.value, target.value, way);
  if (changes.length > 0) return { changes };
  if (asked.of === 'admit-subnet') {
    return services[target.value.kind].endpoint === undefined
      ? { untried: say('{target} takes no rule for a subnet', { target: asked.target }) }
      : { changes };
  }
  return {
    untried: say('No network of {name} can take a private endpoint for {target}, as far as I can see', {
      name,
      target: asked.target,
    }),
  };
}
