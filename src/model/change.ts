/**
 * The changes that put a finding right, as data: a small closed set. From the same change the commands, templates and portal steps
 * are written, and it can be tried on a copy of what was read. Ids are ARM ids as Azure wrote them.
 */

/** Admits addresses (single or CIDR) to a service's firewall; the rules that are there stay. */
export interface AddAddressRules {
  readonly kind: 'add-address-rules';
  /** The vault, account, namespace, registry or HSM. */
  readonly target: string;
  readonly addresses: readonly string[];
}

/** Admits a subnet to a service's firewall; the rules that are there stay. */
export interface AddNetworkRule {
  readonly kind: 'add-network-rule';
  readonly target: string;
  readonly subnet: string;
  /** The subnet gets its service endpoint only afterwards, so the rule must not ask for it yet. */
  readonly beforeEndpoint: boolean;
}

/** Lets a subscription's managed identities, or addresses, through a network security perimeter. */
export interface AddPerimeterRule {
  readonly kind: 'add-perimeter-rule';
  /** The perimeter profile that the service is associated with. */
  readonly profile: string;
  readonly name: string;
  readonly admits:
    | { readonly subscription: string; readonly addresses?: undefined }
    | { readonly addresses: readonly string[]; readonly subscription?: undefined };
}

/** Makes a network security perimeter with one profile. */
export interface CreatePerimeter {
  readonly kind: 'create-perimeter';
  readonly perimeter: string;
  /** Name of the profile. */
  readonly profile: string;
  readonly location: string;
}

/** Puts a service into a perimeter in Transition mode (`Learning`), where the service's own rules stay in force. */
export interface AssociatePerimeter {
  readonly kind: 'associate-perimeter';
  readonly association: string;
  readonly target: string;
  readonly profile: string;
}

/** Switches a key vault's trusted-services bypass on. Opens it to no network. */
export interface AllowTrustedServices {
  readonly kind: 'allow-trusted-services';
  readonly vault: string;
}

/** Gives a subnet one more service endpoint; those that are there stay. */
export interface AddServiceEndpoint {
  readonly kind: 'add-service-endpoint';
  readonly subnet: string;
  /** For example `Microsoft.KeyVault`. */
  readonly service: string;
}

/** Makes a subnet in a virtual network; those that are there stay. */
export interface CreateSubnet {
  readonly kind: 'create-subnet';
  readonly subnet: string;
  /** CIDR, free in the network. */
  readonly prefix: string;
}

/** Adds a rule to a network security group, in front of what denies the traffic. */
export interface AddSecurityRule {
  readonly kind: 'add-security-rule';
  readonly group: string;
  /** Free in the group. */
  readonly name: string;
  /** 100 to 4096, free in the group for this direction. */
  readonly priority: number;
  readonly direction: 'Inbound' | 'Outbound';
  readonly protocol: string;
  readonly source: string;
  readonly destination: string;
  readonly ports: readonly number[];
}

/** Gives a rule of a network security group another priority, so that others fit in front of it. */
export interface MoveSecurityRule {
  readonly kind: 'move-security-rule';
  readonly group: string;
  readonly name: string;
  readonly direction: 'Inbound' | 'Outbound';
  /** 100 to 4096. */
  readonly priority: number;
}

/** Adds a route to a route table. */
export interface AddRoute {
  readonly kind: 'add-route';
  readonly table: string;
  /** Free in the table. */
  readonly name: string;
  /** CIDR or service tag. */
  readonly prefix: string;
  readonly nextHop: 'Internet';
}

/** Links a private DNS zone to a virtual network. */
export interface LinkZone {
  readonly kind: 'link-zone';
  readonly zone: string;
  readonly network: string;
  readonly name: string;
}

/** Adds an A record to a private DNS zone. */
export interface AddRecord {
  readonly kind: 'add-record';
  readonly zone: string;
  readonly name: string;
  readonly addresses: readonly string[];
}

/** Makes a private DNS zone. */
export interface CreateZone {
  readonly kind: 'create-zone';
  readonly zone: string;
}

/** Makes a private endpoint for a service, and its records in a private DNS zone. */
export interface CreatePrivateEndpoint {
  readonly kind: 'create-private-endpoint';
  readonly endpoint: string;
  readonly target: string;
  /** Private link sub-resource, for example `vault`. */
  readonly group: string;
  readonly subnet: string;
  /** Region of the subnet's network. */
  readonly location: string;
  /** The zone of its records. */
  readonly zone: string;
  /** The records, relative to the zone. */
  readonly records: readonly string[];
  /** An address that is free in the subnet, in place of the one that Azure will choose. */
  readonly address: string;
}

/** Approves a private endpoint that waits for it. */
export interface ApprovePrivateEndpoint {
  readonly kind: 'approve-private-endpoint';
  readonly target: string;
  /** The connection's id, below the target. */
  readonly connection: string;
}

/** Switches the system-assigned identity of an API Management instance on; the identities that are attached stay. */
export interface EnableSystemIdentity {
  readonly kind: 'enable-system-identity';
  readonly service: string;
  /** The identities that stay, by ARM id. */
  readonly keeps: readonly string[];
}

/** Lets an identity of the instance read the secrets of a vault. */
export interface GrantSecretAccess {
  readonly kind: 'grant-secret-access';
  readonly vault: string;
  readonly model: 'role' | 'access-policy';
  readonly service: string;
  /** Object id; undefined while the identity is not there yet. */
  readonly principal: string | undefined;
  /** What an access policy lets it do with secrets already. */
  readonly keeps: readonly string[];
}

/** Lets a named value, certificate or hostname be read with another identity. */
export interface UseIdentity {
  readonly kind: 'use-identity';
  readonly service: string;
  /** A named value, a certificate, or `<service id>/hostnameConfigurations/<host>`. */
  readonly reference: string;
  /** The secret's address without a version. */
  readonly secret: string;
  /** The client id of an attached user-assigned identity; undefined means the system-assigned one. */
  readonly clientId: string | undefined;
}

/** Lets every call of a policy that shows a managed identity show another one. */
export interface UseCallIdentity {
  readonly kind: 'use-call-identity';
  readonly service: string;
  /** The policy's id. */
  readonly policy: string;
  /** The client id of an attached user-assigned identity; undefined means the system-assigned one. */
  readonly clientId: string | undefined;
}

/** Refers to a secret without a version. */
export interface DropVersion {
  readonly kind: 'drop-version';
  readonly service: string;
  readonly reference: string;
  /** The secret's address without its version. */
  readonly secret: string;
}

/** Reads a key vault reference again, once what stood in the way is mended. */
export interface ReadAgain {
  readonly kind: 'read-again';
  readonly service: string;
  readonly reference: string;
}

/**
 * Renews a certificate in its key vault and has it read again. No command does it safely: who signs it is known to the vault's owner
 * alone.
 */
export interface RenewCertificate {
  readonly kind: 'renew-certificate';
  readonly service: string;
  /** A certificate, or `<service id>/hostnameConfigurations/<host>`. */
  readonly reference: string;
  /** The secret's address without a version; the certificate has its name. */
  readonly secret: string;
}

/** Sets the property that switches trusted access off; every other custom property stays. */
export interface DisableTrustedAccess {
  readonly kind: 'disable-trusted-access';
  readonly service: string;
}

/** Takes that property back, so that trusted access is what Azure makes of it; every other custom property stays. */
export interface RestoreTrustedAccess {
  readonly kind: 'restore-trusted-access';
  readonly service: string;
}

/** Applies the network configuration of a location, so that changed DNS servers or links take effect. */
export interface ApplyNetworkConfiguration {
  readonly kind: 'apply-network-configuration';
  readonly service: string;
  /** Short form, `westeurope`. */
  readonly location: string;
  /** The DNS servers of the network, which the gateway then asks; none means Azure DNS. */
  readonly dnsServers: readonly string[];
}

/** One change to one resource. */
export type Change =
  | AddAddressRules
  | AddNetworkRule
  | AddPerimeterRule
  | CreatePerimeter
  | AssociatePerimeter
  | AllowTrustedServices
  | AddServiceEndpoint
  | CreateSubnet
  | AddSecurityRule
  | MoveSecurityRule
  | AddRoute
  | LinkZone
  | AddRecord
  | CreateZone
  | CreatePrivateEndpoint
  | ApprovePrivateEndpoint
  | EnableSystemIdentity
  | GrantSecretAccess
  | UseIdentity
  | UseCallIdentity
  | DropVersion
  | ReadAgain
  | RenewCertificate
  | DisableTrustedAccess
  | RestoreTrustedAccess
  | ApplyNetworkConfiguration;

/** A kind of change. */
export type ChangeKind = Change['kind'];

/** Something for each kind of change. */
export type ByChangeKind<T> = { readonly [K in ChangeKind]: (change: Extract<Change, { readonly kind: K }>) => T };

/** What a table has for a change. */
export function byKind<T>(table: ByChangeKind<T>, change: Change): T {
  // That the function found under a kind takes changes of this kind is what the table's type says; the compiler does not follow it.
  return (table[change.kind] as (one: Change) => T)(change);
}
