/** Items for what could not be read, resolved or seen. Rules: docs/rules.md#items, docs/rules.md#reads. */
import { nameTheHost } from '../fixes/call-credentials.ts';
import { unreadItem, whatDecides } from '../fixes/unread-item.ts';
import type { Item } from '../model/finding.ts';
import { reasonSentence } from '../model/reasons.ts';
import type { Subject } from '../model/requirement.ts';
import { say } from '../model/text.ts';
import type { Unresolved, Weight } from './call-site.ts';
import { WEIGHT_REASONS, weightFix } from './judge-dependency.ts';
import type { UnreadTarget } from './resolve-targets.ts';
import { distinctPlaces, placesPhrase } from './wording.ts';

/** At worst a warning for what counts less (docs/rules.md#calls). */
function capped(item: Item, weight: Weight, subject: Subject): Item {
  if (weight === 'used' || item.status !== 'unknown') return item;
  const reason = WEIGHT_REASONS[weight];
  const message = say('{message} {weight}', { message: item.message, weight: say(reasonSentence(reason)) });
  return { ...item, status: 'warn', reason, message, fix: weightFix(weight, subject) };
}

/** One source whose calls are not known. Never tells what the policy says, only where. */
export function judgeUnresolved(unresolved: Unresolved, subject: Subject): Item {
  const { source, place, reason, failure, detail, weight, carried } = unresolved;
  if (failure === 'read') {
    const read = detail === undefined ? { reason } : { reason, detail };
    return { ...capped(unreadItem(subject, source, place, read), weight, subject), hits: [place] };
  }
  const evidence = [
    { resource: source, property: 'properties.value', observed: reason, expected: 'a host that can be told' },
  ];
  if (carried === 'none' && weight === 'used') {
    return {
      subject: source,
      hits: [place],
      status: 'warn',
      reason: 'UNRESOLVED_NO_IDENTITY',
      message: say('{place}: what it calls is not known. {reason} {consequence}', {
        place,
        reason: say(reasonSentence(reason)),
        consequence: say('No managed identity goes with the call, so the retirement takes nothing from it.'),
      }),
      evidence,
      fix: nameTheHost(subject),
    };
  }
  const item: Item = {
    subject: source,
    hits: [place],
    status: 'unknown',
    reason,
    message: say('{place}: what it calls is not known. {reason} {decides}', {
      place,
      reason: say(reasonSentence(reason)),
      decides: whatDecides(reason),
    }),
    evidence,
  };
  return capped(item, weight, subject);
}

/** A host or id that is called and whose resource nobody showed us. */
export function judgeUnseen(unseen: UnreadTarget, subject: Subject): Item {
  const { reason, detail, sites } = unseen;
  const what = say('{places}: calls {subject}, which', { places: placesPhrase(sites), subject: unseen.subject });
  const item = unreadItem(subject, unseen.subject, what, detail === undefined ? { reason } : { reason, detail });
  const weight = sites.some((site) => site.weight === 'used') ? 'used' : (sites[0]?.weight ?? 'used');
  return { ...capped(item, weight, subject), hits: distinctPlaces(sites) };
}
