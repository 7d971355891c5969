/** The way through the inbound rules of a network security perimeter. Domain 5.6. */
import { type ArmResource, sameId } from '../model/arm.ts';
import { list, text, texts } from '../model/json.ts';
import { foremost } from '../model/reasons.ts';
import { say } from '../model/text.ts';
import { addressSight, uncovered } from './ip-rules.ts';
import { absent, type Passage, undecided, type WaySight } from './passage.ts';
import { serviceEndpoint } from './service-endpoints.ts';

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
function throughEndpoint(passage: Passage, prefixes: readonly string[]): boolean {
  const { subnet, egress } = passage;
  if (subnet === undefined || !subnet.ok || serviceEndpoint(passage, subnet.value) === 'missing') return false;
  return egress.known && uncovered(prefixes, egress).length === 0;
}

/**
 * Whether the perimeter's inbound rules admit the location: by addresses, all of which must be admitted; by
 * subscription it cannot be decided (domain 5.6).
 */
export function perimeterSight(passage: Passage): WaySight {
  const { firewall, location, target, targetName, subject } = passage;
  const { perimeter } = firewall;
  const values = { target: targetName, location: location.name };
  const rules = perimeter.inboundRules;
  if (perimeter.rulesUnread !== undefined) {
    const message = say('The perimeter of {target} has rules that could not be read.', values);
    return undecided('perimeter', perimeter.rulesUnread, message, perimeter.evidence);
  }
  const prefixes = rules.flatMap((rule) => texts(rule, 'properties', 'addressPrefixes'));
  const evidence = {
    resource: rules[0]?.id ?? target.resource.id,
    property: 'properties.addressPrefixes',
    observed: prefixes.join(', ') || 'none',
  };
  if (throughEndpoint(passage, prefixes)) {
    const message = say(
      'The perimeter of {target} admits every address of {location}, but its subnet uses a service endpoint, and perimeters may deny such traffic whatever their rules say.',
      values,
    );
    return undecided('perimeter', 'PERIMETER_ENDPOINT', message, [evidence]);
  }
  const byAddress =
    prefixes.length === 0
      ? absent('perimeter', say('The perimeter of {target} admits no address.', values), [evidence])
      : addressSight('perimeter', prefixes, passage, evidence);
  const bySubscription = rules.find((rule) => admitsSubscription(rule, subject.instance.subscriptionId));
  if (byAddress.answer === 'yes' || bySubscription === undefined) return byAddress;
  const message = say(
    'The perimeter of {target} admits the subscription of {location}, and whether that covers API Management is not documented.',
    values,
  );
  const seen = {
    resource: bySubscription.id,
    property: 'properties.subscriptions',
    observed: subject.instance.subscriptionId,
  };
  const reason = foremost([byAddress.reason ?? 'PERIMETER_SUBSCRIPTION', 'PERIMETER_SUBSCRIPTION']);
  return undecided('perimeter', reason ?? 'PERIMETER_SUBSCRIPTION', message, [evidence, seen]);
}
