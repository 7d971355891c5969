/** Where each Azure cloud answers, and for whom its tokens are issued. */
import type { Cloud } from '../model/requirement.ts';

/** The addresses of one cloud. */
export interface CloudAddresses {
  /** Azure Resource Manager, without a slash at the end. */
  readonly endpoint: string;
  /** The scope to ask a token for. It stays the cloud's own even where the endpoint is another. */
  readonly scope: string;
  /** The scope of a token that Azure Database for PostgreSQL takes instead of a password. */
  readonly databaseScope: string;
  /** Microsoft Entra ID. */
  readonly authorityHost: string;
  /** For whom a token is issued that proves an app to be itself ("Configure an application to trust a managed identity"). */
  readonly tokenExchangeScope: string;
  /** Microsoft Graph ("National cloud deployments"), without a slash at the end; its tokens are issued for the same address. */
  readonly graphEndpoint: string;
}

const ADDRESSES: Readonly<Record<Cloud, CloudAddresses>> = {
  public: {
    endpoint: 'https://management.azure.com',
    scope: 'https://management.azure.com/.default',
    databaseScope: 'https://ossrdbms-aad.database.windows.net/.default',
    authorityHost: 'https://login.microsoftonline.com',
    tokenExchangeScope: 'api://AzureADTokenExchange/.default',
    graphEndpoint: 'https://graph.microsoft.com',
  },
  'us-government': {
    endpoint: 'https://management.usgovcloudapi.net',
    scope: 'https://management.usgovcloudapi.net/.default',
    databaseScope: 'https://ossrdbms-aad.database.usgovcloudapi.net/.default',
    authorityHost: 'https://login.microsoftonline.us',
    tokenExchangeScope: 'api://AzureADTokenExchangeUSGov/.default',
    graphEndpoint: 'https://graph.microsoft.us',
  },
  china: {
    endpoint: 'https://management.chinacloudapi.cn',
    scope: 'https://management.chinacloudapi.cn/.default',
    databaseScope: 'https://ossrdbms-aad.database.chinacloudapi.cn/.default',
    authorityHost: 'https://login.chinacloudapi.cn',
    tokenExchangeScope: 'api://AzureADTokenExchangeChina/.default',
    graphEndpoint: 'https://microsoftgraph.chinacloudapi.cn',
  },
};

/** The addresses of a cloud. */
export function cloudAddresses(cloud: Cloud): CloudAddresses {
  return ADDRESSES[cloud];
}
