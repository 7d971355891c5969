/** The way through a target's virtual network rules and the subnet's service endpoint. Rules: docs/rules.md#firewalls. */
import { sameId } from '../model/arm.ts';
import type { Evidence } from '../model/finding.ts';
import { same } from '../model/json.ts';
import { reasonSentence } from '../model/reasons.ts';
import { rulesProperty } from '../model/services.ts';
import { say } from '../model/text.ts';
import type { NetworkPath } from './network-path.ts';
import { serviceEndpoint, serviceEndpointName } from './service-endpoints.ts';
import type { Subnet } from './subnet.ts';
import { absent, closed, open, undecided, type WayJudgement } from './way.ts';

const WAY = 'virtual-network-rule';

/**
 * Whether the target lists the very subnet of the location and the subnet has the matching service endpoint; both
 * halves are needed. A subnet's endpoint policy may filter Storage, and Managed HSM documents no such rules.
 */
export function virtualNetworkRuleWay(path: NetworkPath): WayJudgement {
  const { location, target, firewall, targetName, subnet, subnetId } = path;
  const rules = firewall.virtualNetworkRules.filter((rule) => sameId(rule.subnetId, subnetId));
  const evidence = {
    resource: target.resource.id,
    property: rulesProperty(target.kind, 'virtualNetworkRules'),
    observed: rules.length === 0 ? 'the subnet is not listed' : subnetId,
    expected: location.subnetId ?? 'a subnet',
  };
  const values = { target: targetName, location: location.name };
  if (subnet === undefined) {
    const message = say('{location} is in no virtual network, so no network rule of {target} can admit it.', values);
    return absent(WAY, message, [evidence]);
  }
  if (rules.length === 0) {
    const message = say('{target} does not list the subnet of {location}.', values);
    return { ...absent(WAY, message, [evidence]), configured: firewall.virtualNetworkRules.length > 0 };
  }
  if (target.kind === 'managed-hsm') {
    const message = say('{target} lists the subnet of {location}, but Managed HSM does not document that.', values);
    return undecided(WAY, 'HSM_VNET_RULE', message, [evidence]);
  }
  const working = rules.filter((rule) => rule.state === undefined || same(rule.state, 'Succeeded'));
  if (target.kind === 'storage' && working.length === 0) {
    const state = rules[0]?.state ?? '';
    const message = say('The network rule of {target} for the subnet of {location} is in the state {state}.', {
      ...values,
      state,
    });
    return closed(WAY, message, [
      { ...evidence, property: `${evidence.property}[].state`, observed: state, expected: 'Succeeded' },
    ]);
  }
  if (!subnet.ok) {
    const message = say('{target} lists the subnet of {location}, but the subnet could not be read: {cause}', {
      ...values,
      cause: say(reasonSentence(subnet.reason)),
    });
    const failure = { resource: subnetId, property: 'GET', observed: subnet.reason };
    return undecided(WAY, subnet.reason, message, [evidence, failure]);
  }
  return endpointSight(path, subnet.value, evidence);
}

/** The second half: the subnet, which the target lists, needs the service endpoint, and no policy of it in the way. */
function endpointSight(path: NetworkPath, subnet: Subnet, evidence: Evidence): WayJudgement {
  const { location, target, targetName } = path;
  const service = serviceEndpointName(target) ?? '';
  const names = { target: targetName, location: location.name, subnet: subnet.name, service };
  const endpoint = {
    resource: subnet.id,
    property: 'properties.serviceEndpoints',
    observed: subnet.serviceEndpoints.map((entry) => entry.service).join(', ') || 'none',
    expected: service,
  };
  if (serviceEndpoint(path, subnet) !== 'there') {
    const message = say(
      '{target} lists the subnet {subnet} of {location}, but the subnet has no working service endpoint {service} for it.',
      names,
    );
    return closed(WAY, message, [evidence, endpoint]);
  }
  if (target.kind === 'storage' && subnet.hasServiceEndpointPolicies) {
    const message = say(
      '{subnet} of {location} has a service endpoint policy, which may keep it from {target}.',
      names,
    );
    const policies = { resource: subnet.id, property: 'properties.serviceEndpointPolicies', observed: 'present' };
    return undecided(WAY, 'ENDPOINT_POLICY', message, [evidence, endpoint, policies]);
  }
  const message = say(
    '{target} admits the subnet {subnet} of {location} through the service endpoint {service}.',
    names,
  );
  return open(WAY, message, [evidence, endpoint]);
}
