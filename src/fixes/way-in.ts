/**
 * How a service lets one gateway location in by itself: every option that its settings, the network and the tier allow is tried on
 * a copy of what was read, and the first that works is the fix. What no option mends is said in words. Never opens a service to all
 * networks, never touches a bypass, and never cuts off another service that the location reaches.
 */
import type { Change } from '../model/change.ts';
import type { Fix } from '../model/finding.ts';
import { say, type Text } from '../model/text.ts';
import { lineOfSight } from '../network/line-of-sight.ts';
import { changing } from './changing.ts';
import { docs } from './docs.ts';
import { networkingLink } from './portal.ts';
import { rehearse, rehearsed } from './rehearse.ts';
import { cutOff } from './sparing.ts';
import { byNewEndpoint } from './way-in-new-endpoint.ts';
import type { Option, WantedWay } from './way-in-option.ts';
import { byNewPerimeter, byPerimeter } from './way-in-perimeter.ts';
import { atTheEndpoint, byPrivateEndpoint, onOurSide } from './way-in-private.ts';
import { byAddress, bySubnet } from './way-in-public.ts';
import { wordsFor } from './way-in-words.ts';

/** Whether the location gets in after some changes, and loses nothing that it reaches now. */
function works(wanted: WantedWay, changes: readonly Change[]): boolean {
  const { subject, target, location, depth, proof, others } = wanted;
  const estate = rehearse(subject.estate, changes, subject.today);
  const resource = rehearsed(target.resource, changes, subject.today);
  const sight = lineOfSight(location, { ...target, resource }, { ...subject, estate }, depth, proof);
  return sight.answer === 'yes' && cutOff(wanted, others, changes).length === 0;
}

function together(first: Text, second: Text): Text {
  return say('{first}; then: {second}', { first, second });
}

/** A new service endpoint touches everything that the subnet reaches, so an address goes first where nothing else asks for one. */
function publicOptions(wanted: WantedWay): readonly Option[] {
  const bySubnetRule = bySubnet(wanted);
  const touchesSubnet = bySubnetRule.some(({ changes }) => changes.some(({ kind }) => kind === 'add-service-endpoint'));
  return touchesSubnet && wanted.target.kind !== 'key-vault'
    ? [...byAddress(wanted), ...bySubnetRule]
    : [...bySubnetRule, ...byAddress(wanted)];
}

/** The fix that gives the location a way in. */
export function wayIn(wanted: WantedWay): Fix {
  const { subject, target } = wanted;
  const options: readonly Option[] = [
    ...byPrivateEndpoint(wanted),
    ...publicOptions(wanted),
    ...byPerimeter(wanted),
    ...byNewEndpoint(wanted),
    ...byNewPerimeter(wanted),
  ];
  const place = { portal: networkingLink(subject, target.resource), docs: wanted.docs };
  const drawn = ({ title, changes, order, portal = place.portal }: Option) =>
    changing({ ...place, portal, title, order }, changes);
  const found = options.find(({ changes }) => works(wanted, changes));
  if (found !== undefined) return drawn(found);
  for (const guard of wanted.depth === 'full' ? [...onOurSide(wanted), ...atTheEndpoint(wanted)] : []) {
    if (works(wanted, guard.changes)) return { ...drawn(guard), docs: docs.requiredPorts };
    const both = options.find(({ changes }) => works(wanted, [...guard.changes, ...changes]));
    if (both !== undefined) {
      const changes = [...guard.changes, ...both.changes];
      return changing({ ...place, title: together(guard.title, both.title), order: both.order }, changes);
    }
  }
  return wordsFor(wanted);
}
