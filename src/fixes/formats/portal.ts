/** Changes as clicks in the portal, a sentence each; the page is the fix's own link. Menu names as the portal shows them. */
import { nameOf, parentIdOf, parseArmId } from '../../model/arm.ts';
import { type ByChangeKind, byKind, type Change } from '../../model/change.ts';
import { say, type Text } from '../../model/text.ts';
import { pages } from '../portal-links.ts';

function fetchAgain(service: string, reference: string): readonly Text[] {
  return [
    say('Open {service} and the reference {reference}.', { service: nameOf(service), reference: nameOf(reference) }),
    say('Fetch the secret again ("Fetch secret"; a hostname: save it anew).'),
  ];
}

const NO_CONTROL = say('The portal has no control for this property: use the command or your template.');

const clicks: ByChangeKind<readonly Text[]> = {
  'add-address-rules': ({ target, addresses }) => [
    say('Open {target} and go to {page}, Firewalls and virtual networks.', {
      target: nameOf(target),
      page: pages.networking.path,
    }),
    say('Keep "Selected networks", add {addresses} below Firewall, and save.', { addresses: addresses.join(', ') }),
  ],
  'add-network-rule': ({ target, subnet }) => [
    say('Open {target} and go to {page}, Firewalls and virtual networks.', {
      target: nameOf(target),
      page: pages.networking.path,
    }),
    say('Keep "Selected networks", add the existing virtual network with the subnet {subnet}, and save.', {
      subnet: nameOf(subnet),
    }),
  ],
  'add-perimeter-rule': ({ profile, name, admits }) => [
    say('Open the network security perimeter, then Profiles, {profile}, Inbound access rules, Add.', {
      profile: nameOf(profile),
    }),
    admits.subscription === undefined
      ? say('Name it {name}, choose IP address ranges, enter {addresses}, and add it.', {
          name,
          addresses: admits.addresses.join(', '),
        })
      : say('Name it {name}, choose Subscriptions, choose {subscription}, and add it.', {
          name,
          subscription: admits.subscription,
        }),
  ],
  'create-perimeter': ({ perimeter, profile, location }) => [
    say('Create a network security perimeter named {perimeter} in {location}, with the profile {profile}.', {
      perimeter: nameOf(perimeter),
      location,
      profile,
    }),
  ],
  'associate-perimeter': ({ association, target, profile }) => [
    say('Open {perimeter} and go to Settings > Associated resources, Add.', {
      perimeter: nameOf(parentIdOf(association)),
    }),
    say('Choose {target} and the profile {profile}; keep the access mode Transition, and add it.', {
      target: nameOf(target),
      profile: nameOf(profile),
    }),
  ],
  'allow-trusted-services': ({ vault }) => [
    say('Open {target} and go to {page}, Firewalls and virtual networks.', {
      target: nameOf(vault),
      page: pages.networking.path,
    }),
    say('Tick "Allow trusted Microsoft services to bypass this firewall", and apply.'),
  ],
  'add-service-endpoint': ({ subnet, service }) => [
    say('Open the virtual network, go to {page} and choose {subnet}.', {
      page: pages.subnets.path,
      subnet: nameOf(subnet),
    }),
    say('Tick {service} below Service endpoints beside those that are there, and save.', { service }),
  ],
  'create-subnet': ({ subnet, prefix }) => [
    say('Open {target} and go to {page}, Subnet.', {
      target: nameOf(parentIdOf(subnet)),
      page: pages.subnets.path,
    }),
    say('Name {name}, address range {prefix}; add it.', { name: nameOf(subnet), prefix }),
  ],
  'add-security-rule': ({ group, name, priority, direction, source, destination, ports }) => [
    say('Open {group} and go to {page}, Add.', {
      group: nameOf(group),
      page: direction === 'Outbound' ? pages.outboundRules.path : pages.inboundRules.path,
    }),
    say('Source {source}, destination {destination}, ports {ports}, Allow, priority {priority}, name {name}; add it.', {
      source,
      destination,
      ports: ports.join(', '),
      priority,
      name,
    }),
  ],
  'move-security-rule': ({ group, name, direction, priority }) => [
    say('Open {group} and go to {page}, {name}.', {
      group: nameOf(group),
      page: direction === 'Outbound' ? pages.outboundRules.path : pages.inboundRules.path,
      name,
    }),
    say('Change its priority to {priority}, and save.', { priority }),
  ],
  'add-route': ({ table, name, prefix, nextHop }) => [
    say('Open {table} and go to {page}, Add.', { table: nameOf(table), page: pages.routes.path }),
    say('Name {name}, destination {prefix}, next hop {hop}; add it.', { name, prefix, hop: nextHop }),
  ],
  'link-zone': ({ zone, network }) => [
    say('Open {zone} and go to {page}, Add.', { zone: nameOf(zone), page: pages.zoneLinks.path }),
    say('Choose {network}, leave auto registration off, and create it.', { network: nameOf(network) }),
  ],
  'add-record': ({ zone, name, addresses }) => [
    say('Open {zone} and go to {page}, Add.', { zone: nameOf(zone), page: pages.records.path }),
    say('Name {name}, type A, addresses {addresses}; add it.', { name, addresses: addresses.join(', ') }),
  ],
  'create-zone': ({ zone }) => [
    say('Create a private DNS zone named {zone} in the resource group {group}.', {
      zone: nameOf(zone),
      group: parseArmId(zone)?.resourceGroup ?? '',
    }),
  ],
  'create-private-endpoint': ({ endpoint, target, group, subnet, zone }) => [
    say('Open {target} and go to Networking > Private endpoint connections, Create.', { target: nameOf(target) }),
    say(
      'Name {name}, target sub-resource {group}, subnet {subnet}; integrate it with the zone {zone}, and create it.',
      {
        name: nameOf(endpoint),
        group,
        subnet: nameOf(subnet),
        zone: nameOf(zone),
      },
    ),
  ],
  'approve-private-endpoint': ({ target, connection }) => [
    say('Open {target} and go to Networking > Private endpoint connections.', { target: nameOf(target) }),
    say('Choose {connection} and approve it.', { connection: nameOf(connection) }),
  ],
  'enable-system-identity': ({ service }) => [
    say('Open {service} and go to {page}, System assigned.', { service: nameOf(service), page: pages.identity.path }),
    say('Switch it on and save; the identities that are attached stay.'),
  ],
  'grant-secret-access': ({ vault, model, service }) =>
    model === 'role'
      ? [
          say('Open {vault} and go to {page}, Add role assignment.', {
            vault: nameOf(vault),
            page: pages.accessControl.path,
          }),
          say('Role Key Vault Secrets User, managed identity {service}; assign it.', { service: nameOf(service) }),
        ]
      : [
          say('Open {vault} and go to Access policies, Create.', { vault: nameOf(vault) }),
          say('Secret permissions Get and List, principal {service}; create it.', { service: nameOf(service) }),
        ],
  'use-identity': ({ service, reference, clientId }) => [
    say('Open {service} and the reference {reference}.', { service: nameOf(service), reference: nameOf(reference) }),
    clientId === undefined
      ? say('Choose the system-assigned identity as client identity, and save.')
      : say('Choose the user-assigned identity with the client id {id} as client identity, and save.', {
          id: clientId,
        }),
  ],
  'use-call-identity': ({ service, policy, clientId }) => [
    say('Open {service}, then the code editor of the policy {policy}.', {
      service: nameOf(service),
      policy: policy.slice(service.length + 1),
    }),
    clientId === undefined
      ? say('Take the attribute client-id out of every managed identity, and save.')
      : say('Write client-id="{id}" where a managed identity has another one, and save.', { id: clientId }),
  ],
  'drop-version': ({ service, reference }) => [
    say('Open {service} and the reference {reference}.', { service: nameOf(service), reference: nameOf(reference) }),
    say('Choose the secret without a version, and save.'),
  ],
  'renew-certificate': ({ service, reference, secret }) => [
    say('Open the key vault of {secret} and go to Objects > Certificates, {certificate}.', {
      secret,
      certificate: secret.slice(secret.lastIndexOf('/') + 1),
    }),
    say('Make a new version; where its issuer does not sign by itself, have the request signed and merge it.'),
    ...fetchAgain(service, reference),
  ],
  'read-again': ({ service, reference }) => fetchAgain(service, reference),
  'disable-trusted-access': () => [NO_CONTROL],
  'restore-trusted-access': () => [NO_CONTROL],
  'apply-network-configuration': ({ service, location }) => [
    say('Open {service} and go to {page}.', { service: nameOf(service), page: pages.network.path }),
    say('Choose {location} and "Apply network configuration".', { location }),
  ],
};

/** The clicks of some changes, in their order. */
export function portalSteps(changes: readonly Change[]): readonly Text[] {
  return changes.flatMap((change) => byKind(clicks, change));
}
