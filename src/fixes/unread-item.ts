/** Items for what could not be read, and what would decide them. Rules: docs/rules.md#statuses, docs/rules.md#reads. */

import { parseArmId } from '../model/arm.ts';
import type { FailedRead } from '../model/estate.ts';
import type { Fix, Item } from '../model/finding.ts';
import { decidingSentence, type ReasonCode, reasonSentence } from '../model/reasons.ts';
import type { Subject } from '../model/requirement.ts';
import { say, type Text } from '../model/text.ts';
import { docs } from './docs.ts';
import { accessLink, type PortalContext } from './portal-links.ts';
import { lines, word } from './shell-words.ts';

/** Why something is not known that was to be read. */
export type UnreadFailure = Pick<FailedRead<ReasonCode>, 'reason' | 'detail'>;

/** What would turn an `unknown` of this cause into an answer, as a sentence (docs/rules.md#statuses). */
export function whatDecides(reason: ReasonCode): Text {
  return say(decidingSentence(reason));
}

/** On the resource group of what was not shown, or on its subscription where it is in none. */
function grantReader(context: PortalContext, id: string): Fix {
  const { subscriptionId = '', resourceGroup } = parseArmId(id) ?? {};
  const group = resourceGroup === undefined ? '' : `/resourceGroups/${resourceGroup}`;
  return {
    title: say('Grant the identity that reads Azure the role Reader'),
    portal: accessLink(context, id),
    command: lines(
      '# READER: the object id in Entra ID of the identity that the answer was checked as',
      `az role assignment create --role Reader --assignee-object-id "$READER" --assignee-principal-type ServicePrincipal --scope ${word(`/subscriptions/${subscriptionId}${group}`)}`,
    ),
    docs: docs.reader,
    order: 10,
  };
}

/** One `unknown` item for a read that failed. `id` is the item's subject; `what` names it as the beginning of a sentence. */
export function unreadItem(subject: Subject, id: string, what: Text, read: UnreadFailure): Item {
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

/** The one item of every requirement when the instance itself could not be read (docs/rules.md#reads). */
export function unreadService(subject: Subject, read: UnreadFailure): Item {
  return unreadItem(subject, subject.instance.id, say('{name}', { name: subject.instance.name }), read);
}
