/** Every reason code with its sentence, in order of precedence: where several causes meet, the first listed one is told. */

interface Entry {
  readonly code: string;
  readonly sentence: string;
}

const registry = [
  // What could not be read at all.
  { code: 'PENDING', sentence: 'This has not been read yet.' },
  { code: 'CHECK_FAILED', sentence: 'The check itself failed; this is our fault, not yours.' },
  { code: 'UNREADABLE', sentence: 'Azure answered something else than it documents here, so it proves nothing.' },
  { code: 'READ_LIMIT', sentence: 'Reading was stopped because it led ever further.' },
  {
    code: 'PERIMETER_NOT_VISIBLE',
    sentence: 'A network security perimeter guards this resource, and its association or rules cannot be seen.',
  },
  // Unknown by nature (domain 5.8).
  {
    code: 'CUSTOM_DNS',
    sentence: 'The virtual network uses its own DNS servers, and what they answer cannot be read from Azure.',
  },
  {
    code: 'ZONE_NOT_VISIBLE',
    sentence: 'No private DNS zone of the name that is needed can be seen, here or in a hub.',
  },
  { code: 'NVA_RULES', sentence: 'Traffic passes a firewall or gateway whose rules cannot be read.' },
  {
    code: 'BGP_DEFAULT_ROUTE',
    sentence: 'A default route may be learned by BGP, which Azure Resource Manager does not show.',
  },
  {
    code: 'TRANSIT_ROUTING',
    sentence: 'The way leads through a hub network, and routes there cannot be judged from outside.',
  },
  { code: 'AVNM', sentence: 'Security admin rules of Azure Virtual Network Manager apply that cannot be decided.' },
  { code: 'NSG_PARTIAL', sentence: 'A network security group rule covers the traffic only in part.' },
  {
    code: 'HSM_VNET_RULE',
    sentence: 'Managed HSM does not document virtual network rules, so whether this one counts is unknown.',
  },
  { code: 'ENDPOINT_POLICY', sentence: 'A service endpoint policy on the subnet may filter this traffic.' },
  {
    code: 'PERIMETER_ENDPOINT',
    sentence: 'A network security perimeter may deny traffic that comes through a service endpoint.',
  },
  {
    code: 'PERIMETER_SUBSCRIPTION',
    sentence:
      'The perimeter admits managed identities of the subscription, and whether one makes the call is not known.',
  },
  { code: 'SECRET_NAMED_VALUE', sentence: 'The address stands in a secret named value, which is never read.' },
  { code: 'EXPRESSION_URL', sentence: 'The address is computed by a policy expression when a call comes in.' },
  {
    code: 'TARGET_NOT_VISIBLE',
    sentence: 'Resource Graph shows no such resource: no Reader there, another tenant, or deleted.',
  },
  {
    code: 'SELF_HOSTED_EGRESS',
    sentence: 'A self-hosted gateway sends from your own network, which Azure cannot show.',
  },
  { code: 'STORAGE_SAME_REGION', sentence: 'Storage ignores IP rules for callers in its own region.' },
  { code: 'SHARED_EGRESS_IP', sentence: 'This tier sends from shared addresses that change.' },
  { code: 'POLICY_PARSE', sentence: 'The policy could not be understood.' },
  { code: 'OTHER_TENANT', sentence: 'The resource belongs to another tenant.' },
  { code: 'FORBIDDEN', sentence: 'Reader is missing here.' },
  { code: 'THROTTLED', sentence: 'Azure limited the number of reads for longer than we wait.' },
  { code: 'STALE_ARG', sentence: 'Resource Graph is behind: it shows a resource that is not there any more.' },
  { code: 'NOT_FOUND', sentence: 'Azure answers that this does not exist.' },
  { code: 'PAGE_CUT', sentence: 'The list was cut before its end.' },
  { code: 'BUSY', sentence: 'The resource is being changed right now.' },
  { code: 'READ_FAILED', sentence: 'Azure did not answer this read.' },
  { code: 'CRAWL_PENDING', sentence: 'The policies have not been searched yet.' },
  // The instance as a whole.
  { code: 'GATEWAY_DISABLED', sentence: 'Every gateway location is switched off.' },
  { code: 'SUBNET_MISSING', sentence: 'The location has no subnet id, although the instance is in a virtual network.' },
  { code: 'UNKNOWN_SKU', sentence: 'The tier is unknown, so its network rules are too.' },
  { code: 'NO_VNET', sentence: 'The instance is not in a virtual network.' },
  { code: 'V2_TIER', sentence: 'Microsoft documents this for the classic tiers only.' },
  // Gateway dependencies (domain 1.4, contract 7.3 and 7.23).
  { code: 'UNREFERENCED', sentence: 'No policy uses this backend.' },
  { code: 'OTHER_REVISION', sentence: 'Only a revision that is not current calls this.' },
  { code: 'WORKSPACE_IDENTITY', sentence: 'Workspaces cannot use the managed identity of the service.' },
  { code: 'G-RELIES', sentence: 'The call got through as a trusted service only.' },
  { code: 'G-NO-PATH', sentence: 'Nothing lets the call through.' },
  { code: 'G-AUTH', sentence: 'Which identity makes the call is not known.' },
  { code: 'G-PATH', sentence: 'Whether the call has a way is not known.' },
  { code: 'G-UNRESOLVED', sentence: 'What is called could not be resolved.' },
  { code: 'DECLARED', sentence: 'A person declared what is called; Azure does not show it.' },
  { code: 'G-NOT-TRUSTED', sentence: 'The call has no way, and its identity was never covered by trusted access.' },
  { code: 'SB_DENY_EMPTY', sentence: 'The default action is Deny without any rule, which lets everybody in.' },
  { code: 'NO_DEPENDENCIES', sentence: 'The gateway calls none of the six services.' },
  {
    code: 'FLAG_ABSENT_NEW',
    sentence: 'Instances created on or after 1 December 2025 have no trusted access by default.',
  },
  { code: 'DEPENDENCIES_UNPROVEN', sentence: 'Not every call of the gateway is proven to have another way.' },
  { code: 'FLAG_NOT_SET', sentence: 'The property that switches trusted access off is not set.' },
  { code: 'A-ADVISOR', sentence: 'Azure Advisor saw calls to these services in the past.' },
  // Key Vault.
  { code: 'SYSTEM_IDENTITY_DISABLED', sentence: 'The system-assigned identity is switched off.' },
  {
    code: 'USER_ASSIGNED_BEHIND_FIREWALL',
    sentence: 'A user-assigned identity is not admitted through a key vault firewall.',
  },
  {
    code: 'IDENTITY_NOT_ATTACHED_OR_SYSTEM_CLIENTID',
    sentence: 'The client id belongs to no attached identity that can be seen.',
  },
  { code: 'NO_PERMISSION', sentence: 'The identity may not read the secrets of the key vault.' },
  {
    code: 'MAYBE_GROUP',
    sentence:
      'An access policy of the key vault may name a group that the identity belongs to, which Azure does not tell.',
  },
  { code: 'ROLE_CONDITION', sentence: 'A role assignment has a condition, which is not judged here.' },
  { code: 'PRINCIPAL_NOT_TOLD', sentence: 'Azure does not tell the object id of the identity.' },
  { code: 'BYPASS_VOID', sentence: 'An enforced network security perimeter voids the trusted-services bypass.' },
  { code: 'BYPASS_OFF', sentence: 'The trusted-services bypass of the key vault is off.' },
  { code: 'NO_PATH', sentence: 'Nothing lets the key vault be read.' },
  { code: 'BYPASS_ONLY', sentence: 'Only the trusted-services bypass lets the key vault be read.' },
  { code: 'UNEXPLAINED_ADDRESS', sentence: 'The firewall admits an address that is not one of the gateway.' },
  { code: 'REFRESH_FAILED', sentence: 'The last read from the key vault failed.' },
  { code: 'REFRESH_PENDING', sentence: 'The certificate is being fetched right now.' },
  { code: 'REFRESH_STATUS_UNKNOWN', sentence: 'Azure reports a certificate status that is not known here.' },
  { code: 'CERTIFICATE_EXPIRED', sentence: 'The certificate has expired.' },
  { code: 'CERTIFICATE_EXPIRING', sentence: 'The certificate expires within 30 days.' },
  { code: 'READ_OLD', sentence: 'The last successful read from the key vault is more than 7 days old.' },
  { code: 'VERSIONED_SECRET', sentence: 'The reference names one version, so it does not rotate by itself.' },
  { code: 'FIREWALL_OFF', sentence: 'The key vault has no firewall.' },
  { code: 'RULES_NOT_IN_FORCE', sentence: 'The address rules of the key vault have no effect as it is set up.' },
  { code: 'NO_KV_REFS', sentence: 'Nothing refers to a key vault.' },
  // Virtual network.
  { code: 'ENDPOINT_MISSING', sentence: 'The subnet has no service endpoint to Key Vault.' },
  { code: 'NSG_DENY', sentence: 'A network security rule denies the traffic.' },
  { code: 'ADMIN_RULE_DENY', sentence: 'A security admin rule denies the traffic.' },
  {
    code: 'REGIONAL_TAG',
    sentence: 'The traffic is open by a regional service tag, which is not documented for this service.',
  },
  { code: 'NOT_USED', sentence: 'The traffic is denied, and nothing here needs it.' },
  { code: 'USE_UNPROVEN', sentence: 'The traffic is denied, and whether anything needs it could not be read.' },
  { code: 'NO_NSG', sentence: 'The subnet has no network security group.' },
  { code: 'CLIENTS_LIMITED', sentence: 'Not every client on the Internet is let in, which may be meant.' },
  { code: 'PORT_BLOCKED', sentence: 'A required port is not open.' },
  {
    code: 'EXTERNAL_FORCED_TUNNEL',
    sentence: 'Answers to clients on the Internet take another way than their requests, so these clients are cut.',
  },
  {
    code: 'CONTROL_PLANE_ROUTES',
    sentence: 'Single routes may spare the control plane, and no healthy network status shows that they do.',
  },
  { code: 'ROUTE_CUT', sentence: 'The default route cuts the control plane off.' },
  { code: 'STATUS_FAILED', sentence: 'API Management cannot reach one of its own dependencies.' },
  { code: 'STATUS_INITIALIZING', sentence: 'API Management is still testing this dependency.' },
  { code: 'STATUS_STALE', sentence: 'The network status is old, although Azure updates it every quarter of an hour.' },
  { code: 'DNS_NOT_APPLIED', sentence: 'The gateway still asks other DNS servers than the network names.' },
  { code: 'STATUS_MISSING', sentence: 'API Management reports no network status here.' },
] as const satisfies readonly Entry[];

/** A machine-readable cause. Contract 7.18. */
export type ReasonCode = (typeof registry)[number]['code'];

const rank: ReadonlyMap<string, number> = new Map(registry.map((entry, index) => [entry.code, index]));

/** All codes with their sentences, most specific first. */
export const reasons: readonly { readonly code: ReasonCode; readonly sentence: string }[] = registry;

/** The sentence of a code, in English. */
export function reasonSentence(code: ReasonCode): string {
  return registry[rank.get(code) ?? 0]?.sentence ?? code;
}

/** The code that takes precedence among several (contract 7.18); `undefined` among none. */
export function foremost(codes: readonly ReasonCode[]): ReasonCode | undefined {
  return [...codes].sort((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0))[0];
}
