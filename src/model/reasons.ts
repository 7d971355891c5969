/** Every reason code with its sentence, in order of precedence: where several causes meet, the first listed one is told. */

interface Reason {
  readonly sentence: string;
  /** What would turn an `unknown` of this cause into an answer, as a sentence; null where no `unknown` has this cause. */
  readonly decides: string | null;
}

const REGISTRY = {
  // What could not be read at all.
  PENDING: {
    sentence: 'This has not been read yet.',
    decides: 'Waiting until everything is read would decide this.',
  },
  CHECK_FAILED: {
    sentence: 'The check itself failed; this is our fault, not yours.',
    decides: 'A report of this to whoever runs the bot, with the name of the instance, would decide this.',
  },
  UNREADABLE: {
    sentence: 'Azure answered something else than it documents here, so it proves nothing.',
    decides: 'A look at that field in the Azure portal, and correcting what is odd there, would decide this.',
  },
  READ_LIMIT: {
    sentence: 'Reading was stopped because it led ever further.',
    decides: 'A question about this instance alone would decide this.',
  },
  PERIMETER_NOT_VISIBLE: {
    sentence: 'A network security perimeter guards this resource, and its association or rules cannot be seen.',
    decides: 'Reader on the network security perimeter would decide this.',
  },
  // Unknown by nature (docs/rules.md#reasons).
  CUSTOM_DNS: {
    sentence: 'The virtual network uses its own DNS servers, and what they answer cannot be read from Azure.',
    decides: 'Looking the host up on those DNS servers would decide this.',
  },
  NVA_RULES: {
    sentence: 'Traffic passes a firewall or gateway whose rules cannot be read.',
    decides: 'The rules and the public address of that appliance would decide this.',
  },
  ZONE_NOT_VISIBLE: {
    sentence: 'No private DNS zone of the name that is needed can be seen, here or in a hub.',
    decides: 'Reader on the subscription that holds the private DNS zones, often the hub, would decide this.',
  },
  BGP_DEFAULT_ROUTE: {
    sentence: 'A default route may be learned by BGP, which Azure Resource Manager does not show.',
    decides: 'The effective routes of the subnet would decide this.',
  },
  TRANSIT_ROUTING: {
    sentence: 'The way leads through a hub network, and routes there cannot be judged from outside.',
    decides: 'The effective routes of the subnet would decide this.',
  },
  AVNM: {
    sentence: 'Security admin rules of Azure Virtual Network Manager apply that cannot be decided.',
    decides: 'IP flow verify of Network Watcher, or a security admin rule for the whole of it, would decide this.',
  },
  NSG_PARTIAL: {
    sentence: 'A network security group rule covers the traffic only in part.',
    decides: 'IP flow verify of Network Watcher, or a rule for the whole of it, would decide this.',
  },
  HSM_VNET_RULE: {
    sentence: 'Managed HSM does not document virtual network rules, so whether this one counts is unknown.',
    decides:
      'A call through the gateway, or an address rule or private endpoint for the Managed HSM, would decide this.',
  },
  ENDPOINT_POLICY: {
    sentence: 'A service endpoint policy on the subnet may filter this traffic.',
    decides: 'The definitions of the service endpoint policy, read by a person, would decide this.',
  },
  PERIMETER_ENDPOINT: {
    sentence: 'A network security perimeter may deny traffic that comes through a service endpoint.',
    decides: 'A call through the gateway, or taking the service endpoint off the subnet, would decide this.',
  },
  PERIMETER_SUBSCRIPTION: {
    sentence:
      'The perimeter admits managed identities of the subscription, and whether one makes the call is not known.',
    decides: 'Which identity makes the call would decide this.',
  },
  PROXY: {
    sentence: 'The call leaves through a proxy, and where that stands is not known.',
    decides: 'The address from which the proxy sends would decide this.',
  },
  SECRET_NAMED_VALUE: {
    sentence: 'The address stands in a secret named value, which is never read.',
    decides: 'Moving the host into a named value that is no secret would decide this.',
  },
  EXPRESSION_URL: {
    sentence: 'The address is computed by a policy expression when a call comes in.',
    decides: 'Following that expression by hand, and saying what it reaches, would decide this.',
  },
  TARGET_NOT_VISIBLE: {
    sentence: 'Resource Graph shows no such resource: no Reader there, another tenant, or deleted.',
    decides: 'Reader on the subscription that holds it would decide this.',
  },
  SELF_HOSTED_EGRESS: {
    sentence: 'A self-hosted gateway sends from your own network, which Azure cannot show.',
    decides: 'A call through the self-hosted gateway would decide this.',
  },
  STORAGE_SAME_REGION: {
    sentence: 'Storage ignores IP rules for callers in its own region.',
    decides: 'A virtual network rule or a private endpoint for the storage account would decide this.',
  },
  SHARED_EGRESS_IP: {
    sentence: 'This tier sends from shared addresses that change.',
    decides: 'A virtual network for the instance, or a private endpoint in it, would decide this.',
  },
  POLICY_PARSE: {
    sentence: 'The policy could not be understood.',
    decides: 'Reading the policy by hand would decide this.',
  },
  OTHER_TENANT: {
    sentence: 'The resource belongs to another tenant.',
    decides: 'Somebody with Reader in that tenant would decide this.',
  },
  FORBIDDEN: { sentence: 'Reader is missing here.', decides: 'Reader on it would decide this.' },
  THROTTLED: {
    sentence: 'Azure limited the number of reads for longer than we wait.',
    decides: 'Asking again in a few minutes, when Azure takes reads again, would decide this.',
  },
  STALE_ARG: {
    sentence: 'Resource Graph is behind: it shows a resource that is not there any more.',
    decides: 'Asking again in a few minutes, when Resource Graph has caught up, would decide this.',
  },
  NOT_FOUND: {
    sentence: 'Azure answers that this does not exist.',
    decides: 'Finding out whether it was deleted or moved would decide this.',
  },
  PAGE_CUT: {
    sentence: 'The list was cut before its end.',
    decides: 'Asking again for fewer subscriptions at once would decide this.',
  },
  BUSY: {
    sentence: 'The resource is being changed right now.',
    decides: 'Asking again once the change has ended would decide this.',
  },
  READ_FAILED: {
    sentence: 'Azure did not answer this read.',
    decides: 'Asking again in a few minutes would decide this; if it stays, a look at Azure’s service health.',
  },
  CRAWL_PENDING: {
    sentence: 'The policies have not been searched yet.',
    decides: 'Waiting until the policies are searched would decide this.',
  },
  // The instance as a whole.
  GATEWAY_DISABLED: { sentence: 'Every gateway location is switched off.', decides: null },
  SUBNET_MISSING: {
    sentence: 'The location has no subnet id, although the instance is in a virtual network.',
    decides: 'The subnet of the location would decide this.',
  },
  UNKNOWN_SKU: {
    sentence: 'The tier is unknown, so its network rules are too.',
    decides: 'The documentation of that tier would decide this.',
  },
  NO_VNET: { sentence: 'The instance is not in a virtual network.', decides: null },
  V2_TIER: { sentence: 'Microsoft documents this for the classic tiers only.', decides: null },
  // Gateway dependencies (docs/rules.md#gateway-dependencies).
  UNREFERENCED: { sentence: 'No policy uses this backend.', decides: null },
  OTHER_REVISION: { sentence: 'Only a revision that is not current calls this.', decides: null },
  WORKSPACE_IDENTITY: {
    sentence: 'Microsoft’s pages disagree on whether a workspace may use the managed identity of the service.',
    decides: null,
  },
  IDENTITY_MISSING: {
    sentence: 'The instance does not have the managed identity that the call asks for.',
    decides: null,
  },
  IDENTITY_NOT_ATTACHED: {
    sentence: 'The call names a client id that is attached nowhere; it may be that of the system-assigned identity.',
    decides: 'The client id of the system-assigned identity, as Microsoft Entra ID shows it, would decide this.',
  },
  'G-RELIES': { sentence: 'The call got through as a trusted service only.', decides: null },
  EVENTS_FAILED: {
    sentence: 'API Management counts events of the logger that failed, and none that arrived.',
    decides: null,
  },
  'G-NO-PATH': { sentence: 'Nothing lets the call through.', decides: null },
  'G-AUTH': {
    sentence: 'Which identity makes the call is not known.',
    decides: 'Naming the identity in the policy or the backend would decide this.',
  },
  'G-PATH': {
    sentence: 'Whether the call has a way is not known.',
    decides: 'A call through the gateway would decide this.',
  },
  'G-UNRESOLVED': {
    sentence: 'What is called could not be resolved.',
    decides: 'Correcting what it refers to would decide this.',
  },
  DECLARED: { sentence: 'A person declared what is called; Azure does not show it.', decides: null },
  LOCAL_AUTH_OFF: {
    sentence: 'The call has a way in, but the service takes no keys or connection strings.',
    decides: null,
  },
  UNRESOLVED_NO_IDENTITY: {
    sentence: 'What is called is not known, but no managed identity goes with the call, so trusted access is not lost.',
    decides: null,
  },
  API_TYPES_HIDDEN: {
    sentence: 'APIs of newer types may be missing from the list that Azure gave.',
    decides: 'The list of APIs in the portal would decide this.',
  },
  SB_DENY_EMPTY: {
    sentence: 'The default action is Deny without any rule, which lets everybody in.',
    decides: null,
  },
  NO_DEPENDENCIES: { sentence: 'The gateway calls none of the six services.', decides: null },
  FLAG_ABSENT_NEW: {
    sentence: 'Instances created on or after 1 December 2025 have no trusted access by default.',
    decides: null,
  },
  DEPENDENCIES_UNPROVEN: {
    sentence: 'Not every call of the gateway is proven to have another way.',
    decides: 'Deciding the calls of the gateway, above, would decide this.',
  },
  FLAG_NOT_SET: { sentence: 'The property that switches trusted access off is not set.', decides: null },
  'A-ADVISOR': { sentence: 'Azure Advisor saw calls to these services in the past.', decides: null },
  // Key Vault.
  SYSTEM_IDENTITY_DISABLED: { sentence: 'The system-assigned identity is switched off.', decides: null },
  USER_ASSIGNED_BEHIND_FIREWALL: {
    sentence: 'A user-assigned identity is not admitted through a key vault firewall.',
    decides: null,
  },
  IDENTITY_NOT_ATTACHED_OR_SYSTEM_CLIENTID: {
    sentence: 'The client id belongs to no attached identity that can be seen.',
    decides:
      'Comparing the client id with that of the system-assigned identity in Microsoft Entra ID would decide this.',
  },
  NO_PERMISSION: { sentence: 'The identity may not read the secrets of the key vault.', decides: null },
  MAYBE_GROUP: {
    sentence:
      'An access policy of the key vault may name a group that the identity belongs to, which Azure does not tell.',
    decides: 'A successful read today, or the members of these groups in Microsoft Entra ID, would decide this.',
  },
  ROLE_CONDITION: {
    sentence: 'A role assignment has a condition, which is not judged here.',
    decides: 'The condition of the role assignment, read by a person, would decide this.',
  },
  PRINCIPAL_NOT_TOLD: {
    sentence: 'Azure does not tell the object id of the identity.',
    decides: 'Reader on the managed identity would decide this.',
  },
  BYPASS_VOID: {
    sentence: 'An enforced network security perimeter voids the trusted-services bypass.',
    decides: null,
  },
  BYPASS_OFF: { sentence: 'The trusted-services bypass of the key vault is off.', decides: null },
  NO_PATH: { sentence: 'Nothing lets the key vault be read.', decides: null },
  BYPASS_ONLY: { sentence: 'Only the trusted-services bypass lets the key vault be read.', decides: null },
  UNEXPLAINED_ADDRESS: {
    sentence: 'The firewall admits an address that is not one of the gateway.',
    decides: null,
  },
  REFRESH_FAILED: { sentence: 'The last read from the key vault failed.', decides: null },
  REFRESH_PENDING: {
    sentence: 'The certificate is being fetched right now.',
    decides: 'Asking again once the certificate is fetched would decide this.',
  },
  REFRESH_STATUS_UNKNOWN: {
    sentence: 'Azure reports a certificate status that is not known here.',
    decides: 'The certificate’s status in the portal, under custom domains, would decide this.',
  },
  CERTIFICATE_EXPIRED: { sentence: 'The certificate has expired.', decides: null },
  CERTIFICATE_EXPIRING: { sentence: 'The certificate expires within 30 days.', decides: null },
  READ_OLD: { sentence: 'The last successful read from the key vault is more than 7 days old.', decides: null },
  VERSIONED_SECRET: {
    sentence: 'The reference names one version, so it does not rotate by itself.',
    decides: null,
  },
  FIREWALL_OFF: { sentence: 'The key vault has no firewall.', decides: null },
  RULES_NOT_IN_FORCE: {
    sentence: 'The address rules of the key vault have no effect as it is set up.',
    decides: null,
  },
  NO_KV_REFS: { sentence: 'Nothing refers to a key vault.', decides: null },
  // Virtual network.
  ENDPOINT_MISSING: { sentence: 'The subnet has no service endpoint to Key Vault.', decides: null },
  NSG_DENY: { sentence: 'A network security rule denies the traffic.', decides: null },
  ADMIN_RULE_DENY: { sentence: 'A security admin rule denies the traffic.', decides: null },
  REGIONAL_TAG: {
    sentence: 'The traffic is open by a regional service tag, which is not documented for this service.',
    decides: null,
  },
  NOT_USED: { sentence: 'The traffic is denied, and nothing here needs it.', decides: null },
  USE_UNPROVEN: {
    sentence: 'The traffic is denied, and whether anything needs it could not be read.',
    decides: 'Reading the lists that are missing here would decide this.',
  },
  NO_NSG: { sentence: 'The subnet has no network security group.', decides: null },
  CLIENTS_LIMITED: {
    sentence: 'Not every client on the Internet is let in, which may be meant.',
    decides: null,
  },
  PORT_BLOCKED: { sentence: 'A required port is not open.', decides: null },
  EXTERNAL_FORCED_TUNNEL: {
    sentence: 'Answers to clients on the Internet take another way than their requests, so these clients are cut.',
    decides: null,
  },
  CONTROL_PLANE_ROUTES: {
    sentence: 'Single routes may spare the control plane, and no healthy network status shows that they do.',
    decides: 'A network status of today that shows the management endpoint healthy would decide this.',
  },
  ROUTE_CUT: { sentence: 'The default route cuts the control plane off.', decides: null },
  STATUS_FAILED: { sentence: 'API Management cannot reach one of its own dependencies.', decides: null },
  CONNECTIVITY_LOST: {
    sentence: 'API Management counts no connection to one of its own dependencies any more.',
    decides: null,
  },
  STATUS_INITIALIZING: {
    sentence: 'API Management is still testing this dependency.',
    decides: 'The next report of API Management, in a quarter of an hour, would decide this.',
  },
  STATUS_STALE: {
    sentence: 'The network status is old, although Azure updates it every quarter of an hour.',
    decides: 'A network status of today would decide this; the portal shows whether the instance is connected.',
  },
  DNS_NOT_APPLIED: {
    sentence: 'The gateway still asks other DNS servers than the network names.',
    decides: null,
  },
  STATUS_MISSING: {
    sentence: 'API Management reports no network status here.',
    decides: 'Network status in the portal, after a few minutes, would decide this.',
  },
  // The other retirements.
  NOT_IN_AZURE_DATA: {
    sentence: 'Azure’s data does not show this.',
    decides: 'A look at what the message names, by a person, would decide this.',
  },
  NOT_TOLD: {
    sentence: 'Azure answered without the property that this rests on.',
    decides: 'The same property in the Azure portal would decide this.',
  },
  STV1_PLATFORM: { sentence: 'The instance runs on the stv1 compute platform.', decides: null },
  OTHER_CLOUD: { sentence: 'This is about another Azure cloud.', decides: null },
  OTHER_TIER: { sentence: 'This is about other tiers.', decides: null },
  FEATURE_NOT_USED: { sentence: 'The instance does not use what is taken away.', decides: null },
  OLD_API_VERSIONS: {
    sentence: 'The instance still accepts old versions of the management API.',
    decides: null,
  },
  MANAGED_CERTIFICATE: { sentence: 'A hostname has a certificate that Azure manages.', decides: null },
  NOT_RENEWED: {
    sentence: 'The managed certificate ends within 45 days and has not been renewed.',
    decides: null,
  },
  OLD_PROTOCOL: { sentence: 'An old protocol or cipher is switched on.', decides: null },
  OLD_BY_DEFAULT: {
    sentence: 'The instance is so old that this protocol is on unless it is switched off.',
    decides: null,
  },
  LEGACY_PORTAL: { sentence: 'The legacy developer portal is switched on.', decides: null },
  GIT_ACCESS: { sentence: 'Access to the Git repository is switched on.', decides: null },
  DIRECT_ACCESS: { sentence: 'The direct management API is switched on.', decides: null },
  ADAL: { sentence: 'The identity provider signs people in through ADAL.', decides: null },
  LIBRARY_NOT_NAMED: {
    sentence: 'The identity provider does not name its library, and ADAL was the default.',
    decides: null,
  },
  OLD_CONFIGURATION_API: {
    sentence: 'The configuration API of self-hosted gateways of version 0 and 1 is open.',
    decides: null,
  },
  CAPTCHA_BLOCKED: { sentence: 'The CAPTCHA endpoint cannot be reached.', decides: null },
  NO_GATEWAY_LOGS: { sentence: 'No diagnostic setting sends the gateway logs to a workspace.', decides: null },
  WORKSPACE_WITHOUT_GATEWAY: {
    sentence: 'A workspace has no gateway of its own.',
    decides: null,
  },
  OVER_LIMIT: { sentence: 'There are more of these than the limit of the tier.', decides: null },
} as const satisfies Readonly<Record<string, Reason>>;

/** A machine-readable cause. Rules: docs/rules.md#reasons. */
export type ReasonCode = keyof typeof REGISTRY;

const codesInOrder = Object.keys(REGISTRY) as readonly ReasonCode[];

const rank: ReadonlyMap<ReasonCode, number> = new Map(codesInOrder.map((code, index) => [code, index]));

/** All codes with their sentences, most specific first. */
export const reasons: readonly (Reason & { readonly code: ReasonCode })[] = codesInOrder.map((code) => ({
  code,
  ...REGISTRY[code],
}));

/** The sentence of a code, in English. */
export function reasonSentence(code: ReasonCode): string {
  return REGISTRY[code].sentence;
}

/** What would decide an `unknown` of this cause, in English; of a cause that none has, the cause itself. */
export function decidingSentence(code: ReasonCode): string {
  return REGISTRY[code].decides ?? reasonSentence(code);
}

/** The code that takes precedence among several (docs/rules.md#reasons); what is undefined counts for nothing, and is the answer among none. */
export function foremost(codes: readonly [ReasonCode, ...ReasonCode[]]): ReasonCode;
export function foremost(codes: readonly (ReasonCode | undefined)[]): ReasonCode | undefined;
export function foremost(codes: readonly (ReasonCode | undefined)[]): ReasonCode | undefined {
  return codes.filter((code) => code !== undefined).toSorted((a, b) => Number(rank.get(a)) - Number(rank.get(b)))[0];
}
