/** The way through a target's IP rules. Rules: docs/rules.md#firewalls, docs/rules.md#key-vault-network-access. */
import type { Evidence } from '../model/finding.ts';
import { reasonSentence } from '../model/reasons.ts';
import { rulesProperty } from '../model/services.ts';
import { say } from '../model/text.ts';
import { covers, parseRange, parseRanges } from './addresses.ts';
import type { Egress } from './egress.ts';
import { inSameRegion, type NetworkPath } from './network-path.ts';
import { serviceEndpoint, serviceEndpointName } from './service-endpoints.ts';
import type { Way } from './way.ts';
import { absent, closed, open, undecided, type WayJudgement } from './way.ts';

/** The egress addresses that no rule admits; an address that cannot be understood is never admitted. */
export function uncovered(rules: readonly string[], egress: Egress): readonly string[] {
  const admitted = parseRanges(rules);
  return egress.addresses.filter((address) => {
    const range = parseRange(address);
    return range === undefined || !covers(admitted, range);
  });
}

/** How the gateway's addresses fare against admitted ranges, for IP rules and perimeter rules alike. */
export function addressWay(way: Way, rules: readonly string[], path: NetworkPath, evidence: Evidence): WayJudgement {
  const { location, targetName, egress, subnet } = path;
  const values = { target: targetName, location: location.name };
  if (subnet !== undefined && !subnet.ok) {
    const message = say('{target} admits addresses, but the subnet of {location} could not be read: {cause}', {
      ...values,
      cause: say(reasonSentence(subnet.reason)),
    });
    const failure = { resource: path.subnetId, property: 'GET', observed: subnet.reason };
    return undecided(way, subnet.reason, message, [evidence, failure]);
  }
  const endpoint = subnet === undefined ? 'missing' : serviceEndpoint(path, subnet.value);
  if (subnet !== undefined && endpoint !== 'missing') {
    const service = serviceEndpointName(path.target) ?? '';
    const seen = [
      evidence,
      { resource: subnet.value.id, property: 'properties.serviceEndpoints', observed: service, expected: 'absent' },
    ];
    return endpoint === 'changing'
      ? undecided(
          way,
          'BUSY',
          say('The service endpoint {service} of {subnet} is being changed, so it is not known what {target} sees.', {
            ...values,
            service,
            subnet: subnet.value.name,
          }),
          seen,
        )
      : closed(
          way,
          say(
            'Address rules of {target} do not match, because {subnet} reaches it through the service endpoint {service}.',
            { ...values, service, subnet: subnet.value.name },
          ),
          seen,
        );
  }
  if (!egress.known) {
    const { reason } = egress;
    const message = say('{target} admits addresses, but those of {location} are not known: {cause}', {
      ...values,
      cause: say(reasonSentence(reason)),
    });
    return undecided(way, reason, message, [evidence]);
  }
  const missing = uncovered(rules, egress);
  if (missing.length > 0) {
    const message = say('No rule of {target} admits {addresses}, from which {location} sends.', {
      ...values,
      addresses: missing.join(', '),
    });
    return closed(way, message, [{ ...evidence, expected: missing.join(', ') }]);
  }
  const message = say('The rules of {target} admit every address of {location}: {addresses}.', {
    ...values,
    addresses: egress.addresses.join(', '),
  });
  return open(way, message, [{ ...evidence, expected: egress.addresses.join(', ') }]);
}

/**
 * Whether the target's IP rules admit the location. Every egress address must be admitted. Storage ignores IP rules
 * for callers in its own region; a matching service endpoint on the subnet makes every IP rule miss.
 */
export function ipRuleWay(path: NetworkPath): WayJudgement {
  const { target, firewall, targetName, location } = path;
  const rules = firewall.ipRules;
  const evidence = {
    resource: target.resource.id,
    property: rulesProperty(path.target.kind, 'ipRules'),
    observed: rules.length === 0 ? 'none' : rules.join(', '),
  };
  const values = { target: targetName, location: location.name };
  if (rules.length === 0) return absent('ip-rule', say('{target} has no IP rule.', values), [evidence]);
  if (target.kind === 'storage' && inSameRegion(path) === true) {
    const message = say(
      '{target} is in {location} too, and Storage ignores IP rules for callers in its own region.',
      values,
    );
    return closed('ip-rule', message, [evidence], 'STORAGE_SAME_REGION');
  }
  return addressWay('ip-rule', rules, path, evidence);
}
