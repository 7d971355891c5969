/** Items for what could not be read, and what would decide them. Contract 1, 7.6, 7.7 and 7.21. */

import { parseArmId } from '../model/arm.ts';
import type { Read } from '../model/estate.ts';
import type { Fix, Item } from '../model/finding.ts';
import { type ReasonCode, reasonSentence } from '../model/reasons.ts';
import type { Subject } from '../model/requirement.ts';
import { say, type Text } from '../model/text.ts';
import { docs } from './docs.ts';
import { accessLink, type PortalContext } from './portal.ts';

/** Why a read failed. */
export type Failure = Pick<Extract<Read<unknown>, { readonly ok: false }>, 'reason' | 'detail'>;

const DECIDING: Partial<Record<ReasonCode, Text>> = {
  UNREADABLE: say('Correcting that field, or telling us what Azure means by it, would decide this.'),
  FORBIDDEN: say('Reader on it would decide this.'),
  TARGET_NOT_VISIBLE: say('Reader on the subscription that holds it would decide this.'),
  NOT_FOUND: say('Finding out whether it was deleted or moved would decide this.'),
  PERIMETER_NOT_VISIBLE: say('Reader on the network security perimeter would decide this.'),
  PERIMETER_SUBSCRIPTION: say('Which identity makes the call would decide this.'),
  CUSTOM_DNS: say('Looking the host up on those DNS servers would decide this.'),
  ZONE_NOT_VISIBLE: say(
    'Reader on the subscription that holds the private DNS zones, often the hub, would decide this.',
  ),
  STATUS_STALE: say(
    'A network status of today would decide this: see in the portal whether the instance is connected.',
  ),
  CONTROL_PLANE_ROUTES: say('A network status of today that shows the management endpoint healthy would decide this.'),
  NVA_RULES: say('The rules and the public address of that appliance would decide this.'),
  BGP_DEFAULT_ROUTE: say('The effective routes of the subnet would decide this.'),
  TRANSIT_ROUTING: say('The effective routes of the subnet would decide this.'),
  SHARED_EGRESS_IP: say('A virtual network for the instance, or a private endpoint in it, would decide this.'),
  MAYBE_GROUP: say('A successful read today, or the members of these groups in Microsoft Entra ID, would decide this.'),
  ROLE_CONDITION: say('The condition of the role assignment, read by a person, would decide this.'),
  PRINCIPAL_NOT_TOLD: say('Reader on the managed identity would decide this.'),
  IDENTITY_NOT_ATTACHED_OR_SYSTEM_CLIENTID: say(
    'Comparing the client id with that of the system-assigned identity in Microsoft Entra ID would decide this.',
  ),
  SUBNET_MISSING: say('The subnet of the location would decide this.'),
};

/** What would turn an `unknown` of this cause into an answer, as a sentence (contract 1). */
export function whatDecides(reason: ReasonCode): Text {
  return DECIDING[reason] ?? say('Asking again in a few minutes would decide this, or else a look by hand.');
}

function grantReader(context: PortalContext, id: string): Fix {
  return {
    title: say('Grant the identity that reads Azure the role Reader'),
    portal: accessLink(context, id),
    docs: docs.reader,
    order: 10,
  };
}

/** One `unknown` item for a read that failed. `id` is the item's subject; `what` names it as the beginning of a sentence. */
export function unreadItem(subject: Subject, id: string, what: Text, read: Failure): Item {
  // A list has no access control of its own; that of its owner counts.
  const owner = [id, id.slice(0, id.lastIndexOf('/'))].find((candidate) => parseArmId(candidate) !== undefined);
  return {
    subject: id,
    status: 'unknown',
    reason: read.reason,
    message: say('{what} could not be read. {reason} {decides}', {
      what,
      reason: say(reasonSentence(read.reason)),
      decides: whatDecides(read.reason),
    }),
    evidence: [{ resource: id, property: 'read', observed: read.detail ?? read.reason, expected: 'an answer' }],
    ...(read.reason === 'FORBIDDEN' && owner !== undefined ? { fix: grantReader(subject, owner) } : {}),
  };
}

/** The one item of every requirement when the instance itself could not be read (contract 7.21). */
export function unreadService(subject: Subject, read: Failure): Item {
  return unreadItem(subject, subject.instance.id, say('{name}', { name: subject.instance.name }), read);
}
