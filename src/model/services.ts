/** The six Azure services whose trusted access is retired: everything that differs between them and is no rule, one row each. */
import { parseArmId } from './arm.ts';
import type { Cloud } from './requirement.ts';

/** One rule, as Azure takes it. */
type AdmittingRule = Readonly<Record<string, string | boolean | Readonly<Record<string, string>>>>;

/** How a service writes whom it admits. */
export interface RuleForm {
  /** The child resource that holds the rules, below the service; absent where the service holds them itself. */
  readonly child?: string;
  /** The property that holds both lists, below `properties`; in a child resource they stand there directly. */
  readonly property?: string;
  address(value: string): AdmittingRule;
  subnet(id: string): AdmittingRule;
}

/** Rules as Key Vault and Managed HSM write them. */
const vaultRules: RuleForm = {
  property: 'networkAcls',
  address: (value) => ({ value }),
  subnet: (id) => ({ id, ignoreMissingVnetServiceEndpoint: true }),
};

/** Rules as Service Bus and Event Hubs write them. */
const namespaceRules: RuleForm = {
  child: 'networkRuleSets/default',
  address: (ipMask) => ({ ipMask, action: 'Allow' }),
  subnet: (id) => ({ subnet: { id }, ignoreMissingVnetServiceEndpoint: true }),
};

const MESSAGING_HOSTS = {
  public: 'servicebus.windows.net',
  'us-government': 'servicebus.usgovcloudapi.net',
  china: 'servicebus.chinacloudapi.cn',
};

/** One kind of service. */
interface ServiceRow {
  /** ARM type, lower case. */
  readonly type: string;
  /** The api-versions that it and its children are read with, best first; the next is tried where Azure does not know one. */
  readonly apiVersions: readonly [string, ...string[]];
  /**
   * What follows the name in the host, for each cloud. Where a service has several groups, the group stands between the
   * name and this. The Government and China names of all but Key Vault were seen in no document.
   */
  readonly domain: Readonly<Record<Cloud, string>>;
  /** What follows `privatelink.` in its private DNS zone, where that is not the domain. */
  readonly zone?: Readonly<Record<Cloud, string>>;
  /** Hosts `NAME.REGION.data.DOMAIN` beside its own, which private DNS needs too. */
  readonly dataHosts?: true;
  /** Private link sub-resources; the first is meant where no host tells it. */
  readonly groups: readonly [string, ...string[]];
  /** The property below `properties` that holds the resource's own address; absent where the name and the domain make it. */
  readonly address?: readonly string[];
  /** Its tag in security rules and routes. Managed HSM has none that is documented, so it is a part of the Internet. */
  readonly tag: string;
  /**
   * The service endpoint of a subnet; absent where there is none, so that a rule for a subnet lets nobody in. The one of Container
   * Registry is a preview. Managed HSM refuses such rules ("Add-AzKeyVaultManagedHsmNetworkRule", read on 29 November 2026).
   */
  readonly endpoint?: string;
  /** The service endpoint for every region; a subnet has this or the regional one, never both. */
  readonly crossRegionEndpoint?: string;
  /** Hosts of its general audiences, which a managed identity asks a token for; the host of one resource is an audience too. */
  readonly audiences: readonly string[];
  /** Its application in Microsoft Entra ID, which is an audience as well. */
  readonly applicationId: string;
  readonly rules: RuleForm;
  /** Whether a network security perimeter can hold it. Source: "What is a network security perimeter?". */
  readonly inPerimeters: boolean;
  /** Tiers that can have firewall rules; absent where all can. Source: "Network security for Azure Service Bus", "… Event Hubs", "Container registry SKUs". */
  readonly ruleTiers?: readonly string[];
  /** Tiers that can have private endpoints; absent where all can. Source: "Private Link availability". */
  readonly privateLinkTiers?: readonly string[];
  /** The narrowest built-in role that may change its rules. Source: "Azure built-in roles". */
  readonly role: string;
  /** Its place among the priorities of added security rules, behind the rows of required ports; each has its own. */
  readonly place: number;
}

const rows = {
  'key-vault': {
    type: 'microsoft.keyvault/vaults',
    apiVersions: ['2023-07-01'],
    domain: { public: 'vault.azure.net', 'us-government': 'vault.usgovcloudapi.net', china: 'vault.azure.cn' },
    zone: {
      public: 'vaultcore.azure.net',
      'us-government': 'vaultcore.usgovcloudapi.net',
      china: 'vaultcore.azure.cn',
    },
    groups: ['vault'],
    address: ['vaultUri'],
    tag: 'AzureKeyVault',
    endpoint: 'Microsoft.KeyVault',
    audiences: ['vault.azure.net', 'vault.usgovcloudapi.net', 'vault.azure.cn'],
    applicationId: 'cfa8b339-82a2-471a-a3c9-0fc0be7a4093',
    rules: vaultRules,
    inPerimeters: true,
    role: 'Key Vault Contributor',
    place: 17,
  },
  'managed-hsm': {
    type: 'microsoft.keyvault/managedhsms',
    apiVersions: ['2023-07-01'],
    domain: {
      public: 'managedhsm.azure.net',
      'us-government': 'managedhsm.usgovcloudapi.net',
      china: 'managedhsm.azure.cn',
    },
    groups: ['managedhsm'],
    address: ['hsmUri'],
    tag: 'Internet',
    audiences: ['managedhsm.azure.net', 'managedhsm.usgovcloudapi.net', 'managedhsm.azure.cn'],
    applicationId: '589d5083-6f11-4d30-a62a-a4b316a14abf',
    rules: vaultRules,
    inPerimeters: false,
    role: 'Managed HSM contributor',
    place: 18,
  },
  storage: {
    type: 'microsoft.storage/storageaccounts',
    apiVersions: ['2023-05-01'],
    domain: { public: 'core.windows.net', 'us-government': 'core.usgovcloudapi.net', china: 'core.chinacloudapi.cn' },
    groups: ['blob', 'queue', 'table', 'file', 'dfs', 'web'],
    address: ['primaryEndpoints', 'blob'],
    tag: 'Storage',
    endpoint: 'Microsoft.Storage',
    crossRegionEndpoint: 'Microsoft.Storage.Global',
    audiences: ['storage.azure.com'],
    applicationId: 'e406a681-f3d4-42a8-90b6-c2b029497af1',
    rules: {
      property: 'networkAcls',
      address: (value) => ({ value, action: 'Allow' }),
      subnet: (id) => ({ id, action: 'Allow' }),
    },
    inPerimeters: true,
    role: 'Storage Account Contributor',
    place: 19,
  },
  'service-bus': {
    type: 'microsoft.servicebus/namespaces',
    apiVersions: ['2024-01-01', '2021-11-01'],
    domain: MESSAGING_HOSTS,
    groups: ['namespace'],
    tag: 'ServiceBus',
    endpoint: 'Microsoft.ServiceBus',
    audiences: ['servicebus.azure.net'],
    applicationId: '80a10ef9-8168-493d-abf9-3297c4ef6e3c',
    rules: namespaceRules,
    inPerimeters: true,
    ruleTiers: ['premium'],
    privateLinkTiers: ['premium'],
    role: 'Contributor',
    place: 20,
  },
  'event-hubs': {
    type: 'microsoft.eventhub/namespaces',
    apiVersions: ['2024-01-01', '2021-11-01'],
    domain: MESSAGING_HOSTS,
    groups: ['namespace'],
    tag: 'EventHub',
    endpoint: 'Microsoft.EventHub',
    audiences: ['eventhubs.azure.net'],
    applicationId: '80369ed6-5f11-4dd9-bef3-692475845e77',
    rules: namespaceRules,
    inPerimeters: true,
    ruleTiers: ['standard', 'premium'],
    privateLinkTiers: ['standard', 'premium'],
    role: 'Contributor',
    place: 21,
  },
  'container-registry': {
    type: 'microsoft.containerregistry/registries',
    apiVersions: ['2023-07-01'],
    domain: { public: 'azurecr.io', 'us-government': 'azurecr.us', china: 'azurecr.cn' },
    dataHosts: true,
    groups: ['registry'],
    address: ['loginServer'],
    tag: 'AzureContainerRegistry',
    endpoint: 'Microsoft.ContainerRegistry',
    audiences: ['containerregistry.azure.net'],
    applicationId: '6a0ec4d3-30cb-4a83-91c0-ae56bc0e3d26',
    rules: {
      property: 'networkRuleSet',
      address: (value) => ({ value, action: 'Allow' }),
      subnet: (id) => ({ id }),
    },
    inPerimeters: false,
    ruleTiers: ['premium'],
    privateLinkTiers: ['premium'],
    role: 'Contributor',
    place: 22,
  },
} as const satisfies Readonly<Record<string, ServiceRow>>;

/** Key Vault, Managed HSM, Storage, Service Bus, Event Hubs, Container Registry. */
export type TargetKind = keyof typeof rows;

/** The table, by kind. */
export const services: Readonly<Record<TargetKind, ServiceRow>> = rows;

/** The service endpoint that virtual network rules of key vaults ask for. */
export const KEY_VAULT_ENDPOINT = rows['key-vault'].endpoint;

/** Every kind, in the table's order. */
export const kinds = Object.keys(rows) as readonly TargetKind[];

/** The kind of an ARM type in any case; undefined for a type that is none of them. */
export function kindOfType(type: string | undefined): TargetKind | undefined {
  return kinds.find((kind) => services[kind].type === type?.toLowerCase());
}

/** The service endpoints that carry a subnet's traffic to a kind: none, the regional one, and that for every region. */
export function serviceEndpointsOf(kind: TargetKind): readonly string[] {
  const { endpoint, crossRegionEndpoint } = services[kind];
  return [endpoint, crossRegionEndpoint].filter((name) => name !== undefined);
}

/** Where the rules of a kind stand, as evidence names it: `properties.networkAcls.ipRules`. */
export function rulesProperty(kind: TargetKind, entries: 'ipRules' | 'virtualNetworkRules'): string {
  const { property } = services[kind].rules;
  return ['properties', ...(property === undefined ? [] : [property]), entries].join('.');
}

/** How the service of an ARM id writes its rules. Throws for an id of none of them, to which no change adds a rule. */
export function ruleFormOf(id: string): RuleForm {
  const kind = kindOfType(parseArmId(id)?.type);
  if (kind === undefined) throw new Error(`none of the six services: ${id}`);
  return services[kind].rules;
}
