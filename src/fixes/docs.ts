/** Every documentation page that the product links to, in one table (docs/rules.md#fixes). */

const LEARN = 'https://learn.microsoft.com/azure';
const RETIREMENT = `${LEARN}/api-management/breaking-changes/trusted-service-connectivity-retirement-march-2026`;

/** Pages of Microsoft Learn by subject. */
export const docs = {
  retirement: RETIREMENT,
  eliminateDependency: `${RETIREMENT}#step-2-eliminate-dependency-on-trusted-service-connectivity`,
  disableTrustedAccess: `${RETIREMENT}#step-3-disable-trusted-service-connectivity-in-api-management-gateway`,
  managedIdentity: `${LEARN}/api-management/api-management-howto-use-managed-service-identity`,
  keyVaultRequirements: `${LEARN}/api-management/api-management-howto-properties#key-vault-secrets`,
  requiredPorts: `${LEARN}/api-management/virtual-network-reference#required-ports`,
  forcedTunnelling: `${LEARN}/api-management/api-management-using-with-vnet`,
  frontDoor: `${LEARN}/api-management/front-door-api-management`,
  addresses: `${LEARN}/api-management/api-management-howto-ip-addresses`,
  customDomain: `${LEARN}/api-management/configure-custom-domain`,
  namedValues: `${LEARN}/api-management/api-management-howto-properties`,
  loggers: `${LEARN}/api-management/api-management-howto-log-event-hubs`,
  backends: `${LEARN}/api-management/backends`,
  policyIdentity: `${LEARN}/api-management/authentication-managed-identity-policy`,
  selfHostedGateway: `${LEARN}/api-management/self-hosted-gateway-overview`,
  workspaces: `${LEARN}/api-management/workspaces-overview`,
  injectV2: `${LEARN}/api-management/inject-vnet-v2`,
  integrateV2: `${LEARN}/api-management/integrate-vnet-outbound`,
  keyVaultFirewall: `${LEARN}/key-vault/general/network-security`,
  keyVaultTrustedServices: `${LEARN}/key-vault/general/overview-vnet-service-endpoints#trusted-services`,
  keyVaultRoles: `${LEARN}/key-vault/general/rbac-guide`,
  keyVaultPolicies: `${LEARN}/key-vault/general/assign-access-policy`,
  storageNetwork: `${LEARN}/storage/common/storage-network-security-limitations`,
  serviceBusNetwork: `${LEARN}/service-bus-messaging/service-bus-ip-filtering`,
  eventHubsNetwork: `${LEARN}/event-hubs/event-hubs-ip-filtering`,
  registryNetwork: `${LEARN}/container-registry/container-registry-access-selected-networks`,
  managedHsmNetwork: `${LEARN}/key-vault/managed-hsm/network-security`,
  perimeter: `${LEARN}/private-link/network-security-perimeter-transition`,
  privateEndpointDns: `${LEARN}/private-link/private-endpoint-dns`,
  advisor: `${LEARN}/advisor/advisor-overview`,
  reader: `${LEARN}/role-based-access-control/built-in-roles/general#reader`,
} as const;
