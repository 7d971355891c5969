/** The way through the inbound rules of a network security perimeter. */
import { type ArmResource, sameId } from '../model/arm.ts';
import type { Evidence } from '../model/finding.ts';
import { list, text, texts } from '../model/json.ts';
import { say } from '../model/text.ts';
import { addressWay, uncovered } from './ip-rules.ts';
import { inSameRegion, type NetworkPath } from './network-path.ts';
import { serviceEndpoint } from './service-endpoints.ts';
import { absent, closed, open, RANK, undecided, type WayJudgement } from './way.ts';

/** The subscription of a perimeter rule's `/subscriptions/…` entry. */
function admitsSubscription(rule: ArmResource, subscriptionId: string): boolean {
  return list(rule, 'properties', 'subscriptions').some((entry) =>
    sameId(text(entry, 'id'), `/subscriptions/${subscriptionId}`),
  );
}

/**
 * Whether the rules admit every address that the location would send from, were it not for its service endpoint. Source:
 * "What is a network security perimeter?", limitations: service endpoint traffic is not supported, and can be denied even
 * when a rule admits every address.
 */
function throughEndpoint(path: NetworkPath, prefixes: readonly string[]): boolean {
  const { subnet, egress } = path;
  if (subnet === undefined || !subnet.ok || serviceEndpoint(path, subnet.value) === 'missing') return false;
  return egress.known && uncovered(prefixes, egress).length === 0;
}

/** By the addresses in its rules, all of which the location sends from must be admitted. */
function byAddress(path: NetworkPath, prefixes: readonly string[], evidence: Evidence): WayJudgement {
  const { location, target, targetName } = path;
  const values = { target: targetName, location: location.name };
  if (prefixes.length === 0) {
    return absent('perimeter', say('The perimeter of {target} admits no address.', values), [evidence]);
  }
  if (throughEndpoint(path, prefixes)) {
    const message = say(
      'The perimeter of {target} admits every address of {location}, but its subnet uses a service endpoint, and perimeters may deny such traffic whatever their rules say.',
      values,
    );
    return undecided('perimeter', 'PERIMETER_ENDPOINT', message, [evidence]);
  }
  const sight = addressWay('perimeter', prefixes, path, evidence);
  if (sight.answer !== 'yes' || target.kind !== 'storage' || inSameRegion(path) !== true) return sight;
  const message = say(
    'The perimeter of {target} admits every address of {location}, but Storage sees other ones in its own region.',
    values,
  );
  return undecided('perimeter', 'STORAGE_SAME_REGION', message, [evidence]);
}

/**
 * By the subscription in one of its rules: it admits managed identities, and no keys or signatures. Source: "How to front a
 * network security perimeter-protected Azure resource with Azure API Management"; "What is a network security perimeter?".
 */
function bySubscription(path: NetworkPath, rule: ArmResource): WayJudgement {
  const { location, targetName, subject, proof } = path;
  const values = { target: targetName, location: location.name };
  const observed = subject.instance.subscriptionId;
  const evidence = [{ resource: rule.id, property: 'properties.subscriptions', observed }];
  switch (proof) {
    case 'managed-identity': {
      const message = say(
        'The perimeter of {target} admits managed identities of the subscription of {location}.',
        values,
      );
      return open('perimeter', message, evidence);
    }
    case 'key': {
      const message = say(
        'The perimeter of {target} admits managed identities of the subscription of {location}, and no key or signature.',
        values,
      );
      return closed('perimeter', message, evidence);
    }
    case 'unknown': {
      const message = say(
        'The perimeter of {target} admits managed identities of the subscription of {location}, and whether one makes the call is not known.',
        values,
      );
      return undecided('perimeter', 'PERIMETER_SUBSCRIPTION', message, evidence);
    }
  }
}

/** Whether the perimeter's inbound rules admit the location, by its subscription or by its addresses. */
export function perimeterWay(path: NetworkPath): WayJudgement {
  const { firewall, location, target, targetName, subject } = path;
  const { perimeter } = firewall;
  const rules = perimeter.inboundRules;
  const prefixes = rules.flatMap((rule) => texts(rule, 'properties', 'addressPrefixes'));
  const evidence = {
    resource: rules[0]?.id ?? target.resource.id,
    property: 'properties.addressPrefixes',
    observed: prefixes.join(', ') || 'none',
  };
  const admitting = rules.find((rule) => admitsSubscription(rule, subject.instance.subscriptionId));
  const ways = [
    ...(admitting === undefined ? [] : [bySubscription(path, admitting)]),
    byAddress(path, prefixes, evidence),
  ];
  const best = ways.reduce((one, other) => (RANK[other.answer] < RANK[one.answer] ? other : one));
  if (perimeter.rulesUnread === undefined || best.answer === 'yes') return best;
  const message = say('The perimeter of {target} has rules that could not be read.', {
    target: targetName,
    location: location.name,
  });
  return undecided('perimeter', perimeter.rulesUnread, message, perimeter.evidence);
}
