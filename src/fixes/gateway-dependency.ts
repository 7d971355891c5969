/** How a service that the gateway calls lets it in without trusted access. Domain 1.1 and 8.3; a fix never harms (contract 2). */
import type { GatewayLocation } from '../instance/locations.ts';
import { type ArmResource, parseArmId, sameId } from '../model/arm.ts';
import type { Fix } from '../model/finding.ts';
import type { ReasonCode } from '../model/reasons.ts';
import type { Subject } from '../model/requirement.ts';
import { say } from '../model/text.ts';
import { covers, parseRange, parseRanges } from '../network/addresses.ts';
import { egressOf } from '../network/egress.ts';
import type { Firewall } from '../network/firewall.ts';
import { privateLinkZone } from '../network/hosts.ts';
import { inSameRegion, passageOf } from '../network/passage.ts';
import { serviceEndpoint, serviceEndpointName } from '../network/service-endpoints.ts';
import { subnetOf } from '../network/subnet.ts';
import type { Target, TargetKind } from '../network/target.ts';
import { docs } from './docs.ts';
import { admitLocation } from './key-vault-rules.ts';
import { networkingLink, portalLink } from './portal.ts';
import { lines, word } from './shell.ts';

const SERVICE_DOCS: Readonly<Record<TargetKind, string>> = {
  'key-vault': docs.keyVaultFirewall,
  'managed-hsm': docs.managedHsmNetwork,
  storage: docs.storageNetwork,
  'service-bus': docs.serviceBusNetwork,
  'event-hubs': docs.eventHubsNetwork,
  'container-registry': docs.registryNetwork,
};

/** Where one rule is added, and how the rules that are there are looked at first. */
interface RuleCommands {
  readonly inspect: string;
  readonly address: (address: string) => string;
  readonly subnet: ((subnetId: string) => string) | undefined;
}

function messagingCommands(service: 'servicebus' | 'eventhubs', scope: string, name: string): RuleCommands {
  const rules = `az ${service} namespace network-rule-set`;
  const namespace = `${scope} --namespace-name ${name}`;
  return {
    inspect: `${rules} show ${namespace}`,
    address: (address) => `${rules} ip-rule add ${namespace} --ip-rule ip-address=${word(address)} action=Allow`,
    subnet: (subnetId) => `${rules} virtual-network-rule add ${namespace} --subnet ${word(`id=${subnetId}`)}`,
  };
}

function ruleCommands(target: Target): RuleCommands {
  const parts = parseArmId(target.resource.id);
  const name = word(target.resource.name);
  const scope = `-g ${word(parts?.resourceGroup ?? '')} --subscription ${word(parts?.subscriptionId ?? '')}`;
  switch (target.kind) {
    case 'storage': {
      const rules = `az storage account network-rule`;
      const account = `${scope} --account-name ${name}`;
      return {
        inspect: `${rules} list ${account}`,
        // Storage refuses /32; a single address stands by itself.
        address: (address) => `${rules} add ${account} --ip-address ${word(address.replace(/\/32$/, ''))}`,
        subnet: (subnetId) => `${rules} add ${account} --subnet ${word(subnetId)}`,
      };
    }
    case 'service-bus':
      return messagingCommands('servicebus', scope, name);
    case 'event-hubs':
      return messagingCommands('eventhubs', scope, name);
    case 'container-registry':
      return {
        inspect: `az acr network-rule list ${scope} -n ${name}`,
        address: (address) => `az acr network-rule add ${scope} -n ${name} --ip-address ${word(address)}`,
        subnet: undefined,
      };
    case 'managed-hsm':
    case 'key-vault': {
      const option = target.kind === 'managed-hsm' ? '--hsm-name' : '-n';
      const rules = (verb: string) => `az keyvault network-rule ${verb} ${scope} ${option} ${name}`;
      return {
        inspect: rules('list'),
        address: (address) => `${rules('add')} --ip-address ${word(address)}`,
        subnet: target.kind === 'managed-hsm' ? undefined : (subnetId) => `${rules('add')} --subnet ${word(subnetId)}`,
      };
    }
  }
}

type Draft = Pick<Fix, 'portal' | 'docs'>;

function privateEndpoint(subject: Subject, target: Target, draft: Draft): Fix {
  return {
    ...draft,
    title: say(
      'Reach {target} by an approved private endpoint ({group}), with {zone} linked to the network and holding its record',
      { target: target.resource.name, group: target.groupId, zone: privateLinkZone(target, subject.cloud) },
    ),
    order: 30,
  };
}

/** Storage ignores address rules for callers in its own region, which it may be where its region is not told. */
function ignoresAddresses(subject: Subject, target: Target, location: GatewayLocation): boolean {
  return target.kind === 'storage' && inSameRegion(passageOf(location, target, subject)) !== false;
}

function bySubnet(
  subject: Subject,
  target: Target,
  firewall: Firewall,
  location: GatewayLocation,
  subnetId: string,
  draft: Draft,
): Fix {
  const commands = ruleCommands(target);
  // Without a rule for subnets the service sees the location's public addresses.
  if (commands.subnet === undefined) return byAddress(subject, target, firewall, location, draft);
  const subnet = subnetOf(subnetId, subject.estate);
  const values = { target: target.resource.name, service: serviceEndpointName(target) ?? '' };
  const listed = firewall.virtualNetworkRules.some((rule) => sameId(rule.subnetId, subnetId));
  const passage = passageOf(location, target, subject);
  const endpoint = subnet.ok ? serviceEndpoint(passage, subnet.value) : 'changing';
  if (listed && endpoint === 'there') {
    // Both halves are there, so the name, a security rule or a route is what stops the call.
    const title = say(
      'Remove what stands between the subnet and {target}: its rule and the service endpoint are there',
      values,
    );
    return { ...draft, title, order: 60 };
  }
  if (
    endpoint === 'missing' &&
    !listed &&
    !ignoresAddresses(subject, target, location) &&
    passage.egress.known &&
    !location.sharedEgress
  ) {
    return byAddress(subject, target, firewall, location, draft);
  }
  if (endpoint !== 'there') {
    return {
      ...draft,
      title: say(
        'Add a virtual network rule for the subnet to {target} first, then the service endpoint {service} to the subnet, keeping those that it has',
        values,
      ),
      order: 40,
    };
  }
  return {
    ...draft,
    title: say('Add a virtual network rule for the subnet to {target}', values),
    command: lines(
      '# Admits this one subnet; the rules that are there stay.',
      commands.inspect,
      commands.subnet(subnetId),
    ),
    order: 40,
  };
}

function byAddress(subject: Subject, target: Target, firewall: Firewall, location: GatewayLocation, draft: Draft): Fix {
  const egress = egressOf(location, subject.estate);
  const values = { target: target.resource.name, location: location.name };
  const rules = parseRanges(firewall.ipRules);
  const missing = egress.addresses.filter((address) => {
    const range = parseRange(address);
    return range !== undefined && !covers(rules, range);
  });
  if (ignoresAddresses(subject, target, location) || !egress.known || location.sharedEgress || missing.length === 0) {
    const title = say(
      'Give {location} a virtual network that {target} admits, by a private endpoint or by its subnet; address rules cannot help here',
      values,
    );
    return { ...draft, title, order: 30 };
  }
  if (firewall.state === 'private') {
    const title = say(
      'Allow public access to {target} from selected networks only, and there the addresses of {location}; or give the instance a virtual network and a private endpoint',
      values,
    );
    return { ...draft, title, order: 40 };
  }
  const commands = ruleCommands(target);
  return {
    ...draft,
    title: say('Add the addresses of {location} to the firewall of {target}', values),
    command: lines(
      '# Admits these addresses; the rules that are there stay.',
      commands.inspect,
      ...missing.map((address) => commands.address(address)),
    ),
    order: 40,
  };
}

/** What stops the call stands on our side: a rule of the subnet, an admin rule or a route. */
const OWN_SIDE: readonly ReasonCode[] = ['NSG_DENY', 'ADMIN_RULE_DENY', 'ROUTE_CUT'];

function onOurSide(subject: Subject, target: Target, location: GatewayLocation): Fix {
  const network = parseArmId(location.subnetId ?? '')?.parentId;
  return {
    title: say('Let the subnet of {location} send to {target}: security rules, admin rules and routes', {
      location: location.name,
      target: target.resource.name,
    }),
    portal: portalLink(subject, network ?? subject.instance.id, network === undefined ? 'network' : 'subnets'),
    docs: docs.requiredPorts,
    order: 60,
  };
}

/**
 * Gives a gateway location a way of its own to a service: a perimeter rule, a private endpoint, a virtual network rule
 * or address rules, whichever the service's state and the location allow. `reason` is the line of sight's own, `vaults` are all that the
 * instance uses.
 */
export function openAWay(
  subject: Subject,
  target: Target,
  firewall: Firewall,
  location: GatewayLocation,
  reason: ReasonCode | undefined,
  vaults: readonly ArmResource[],
): Fix {
  if (reason !== undefined && OWN_SIDE.includes(reason)) return onOurSide(subject, target, location);
  if (firewall.state === 'off') return onOurSide(subject, target, location);
  const draft = { portal: networkingLink(subject, target.resource), docs: docs.eliminateDependency };
  if (firewall.state === 'perimeter') {
    const title = say('Add an inbound access rule for the addresses of the gateway to the perimeter of {target}', {
      target: target.resource.name,
    });
    return { ...draft, title, docs: docs.perimeter, order: 40 };
  }
  if (target.kind === 'key-vault') {
    return { ...admitLocation(subject, target.resource, firewall, location, vaults), docs: docs.eliminateDependency };
  }
  if (location.subnetId === undefined) {
    return byAddress(subject, target, firewall, location, draft);
  }
  if (firewall.state === 'private') return privateEndpoint(subject, target, draft);
  return bySubnet(subject, target, firewall, location, location.subnetId, draft);
}

/** A namespace that denies by default and has no rule is open; the first rule would close it to everybody else. */
export function decideAboutDenyEmpty(subject: Subject, target: Target): Fix {
  return {
    title: say(
      'Decide who may reach {target}: its first rule shuts out everybody without one, so add the gateway together with it',
      { target: target.resource.name },
    ),
    portal: networkingLink(subject, target.resource),
    docs: SERVICE_DOCS[target.kind],
    order: 40,
  };
}

/** A backend that nothing refers to. */
export function removeBackend(subject: Subject): Fix {
  return {
    title: say('Delete the backend if nothing needs it, or give it a way in before a policy uses it'),
    portal: portalLink(subject, subject.instance.id, 'backends'),
    docs: docs.backends,
    order: 90,
  };
}

/** A revision that is not current. */
export function retireRevision(subject: Subject): Fix {
  return {
    title: say('Delete the revision if nobody needs it, or put its calls right before it becomes the current one'),
    portal: portalLink(subject, subject.instance.id, 'apis'),
    docs: docs.eliminateDependency,
    order: 90,
  };
}

/** A managed identity in a workspace. */
export function replaceWorkspaceIdentity(subject: Subject): Fix {
  return {
    title: say('Call the service from the workspace with another credential, or move the API out of the workspace'),
    portal: portalLink(subject, subject.instance.id, 'apis'),
    docs: docs.workspaces,
    order: 70,
  };
}
