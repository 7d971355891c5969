// Everything of the bot that lives in one resource group.
param environmentName string
param location string
param image string
param administrators array
param signInAppId string
param allowedUsers array
param allowedTeams array
param allowedGroups array
param scopes object
param maxReplicas int
param tags object

var suffix = uniqueString(resourceGroup().id)
var port = 3978
var database = 'readiness'
var withOwnRights = signInAppId != ''
var appId = withOwnRights ? signInAppId : identity.properties.clientId
var appType = withOwnRights ? 'SingleTenant' : 'UserAssignedMSI'
var signInConnection = 'azure'
var subnets = [
  { name: 'apps', prefix: '10.20.0.0/26', service: 'Microsoft.App/environments' }
  { name: 'database', prefix: '10.20.0.64/28', service: 'Microsoft.DBforPostgreSQL/flexibleServers' }
]
// Built-in role AcrPull
var acrPull = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '7f951dda-4ed3-4680-a7ca-43fe172d538d')
// Built-in role Monitoring Metrics Publisher: telemetry without a key
var metricsPublisher = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '3913510d-42f4-4e42-8a64-420c390055eb')

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id-${environmentName}'
  location: location
  tags: tags
}

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: 'log-${environmentName}'
  location: location
  tags: tags
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: 30
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-${environmentName}'
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: logs.id
    DisableLocalAuth: true
  }
}

resource publishesMetrics 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: insights
  name: guid(insights.id, identity.id, metricsPublisher)
  properties: {
    roleDefinitionId: metricsPublisher
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: 'cr${suffix}'
  location: location
  tags: tags
  sku: {
    name: 'Basic'
  }
  properties: {
    adminUserEnabled: false
    anonymousPullEnabled: false
  }
}

resource pulls 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: registry
  name: guid(registry.id, identity.id, acrPull)
  properties: {
    roleDefinitionId: acrPull
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet-${environmentName}'
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: [
        '10.20.0.0/24'
      ]
    }
    subnets: [for subnet in subnets: {
      name: subnet.name
      properties: {
        addressPrefix: subnet.prefix
        delegations: [
          {
            name: subnet.name
            properties: {
              serviceName: subnet.service
            }
          }
        ]
      }
    }]
  }

  resource apps 'subnets' existing = {
    name: 'apps'
  }

  resource databaseSubnet 'subnets' existing = {
    name: 'database'
  }
}

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: '${environmentName}.private.postgres.database.azure.com'
  location: 'global'
  tags: tags

  resource link 'virtualNetworkLinks' = {
    name: 'vnet'
    location: 'global'
    properties: {
      registrationEnabled: false
      virtualNetwork: {
        id: network.id
      }
    }
  }
}

resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {
  name: 'psql-${environmentName}-${suffix}'
  location: location
  tags: tags
  sku: {
    name: 'Standard_B1ms'
    tier: 'Burstable'
  }
  properties: {
    version: '16'
    authConfig: {
      activeDirectoryAuth: 'Enabled'
      passwordAuth: 'Disabled'
      tenantId: tenant().tenantId
    }
    network: {
      delegatedSubnetResourceId: network::databaseSubnet.id
      privateDnsZoneArmResourceId: zone.id
    }
    storage: {
      storageSizeGB: 32
      autoGrow: 'Enabled'
    }
    backup: {
      backupRetentionDays: 14
      geoRedundantBackup: 'Disabled'
    }
    highAvailability: {
      mode: 'Disabled'
    }
  }
  dependsOn: [
    zone::link
  ]

  resource administrator 'administrators' = {
    name: identity.properties.principalId
    properties: {
      principalName: identity.name
      principalType: 'ServicePrincipal'
      tenantId: tenant().tenantId
    }
  }

  resource readiness 'databases' = {
    name: database
    properties: {
      charset: 'UTF8'
      collation: 'en_US.utf8'
    }
  }
}

resource environment 'Microsoft.App/managedEnvironments@2025-01-01' = {
  name: 'cae-${environmentName}'
  location: location
  tags: tags
  properties: {
    appLogsConfiguration: {
      destination: 'log-analytics'
      logAnalyticsConfiguration: {
        customerId: logs.properties.customerId
        sharedKey: logs.listKeys().primarySharedKey
      }
    }
    vnetConfiguration: {
      infrastructureSubnetId: network::apps.id
      internal: false
    }
    workloadProfiles: [
      {
        name: 'Consumption'
        workloadProfileType: 'Consumption'
      }
    ]
  }
}

resource app 'Microsoft.App/containerApps@2025-01-01' = {
  name: 'ca-${environmentName}'
  location: location
  tags: union(tags, { 'azd-service-name': 'bot' })
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identity.id}': {}
    }
  }
  properties: {
    managedEnvironmentId: environment.id
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      ingress: {
        external: true
        targetPort: port
        transport: 'http'
        allowInsecure: false
      }
      registries: [
        {
          server: registry.properties.loginServer
          identity: identity.id
        }
      ]
      secrets: [
        {
          name: 'scopes'
          value: string(scopes)
        }
      ]
    }
    template: {
      terminationGracePeriodSeconds: 60
      containers: [
        {
          name: 'bot'
          image: image
          resources: {
            cpu: json('0.5')
            memory: '1Gi'
          }
          env: [
            { name: 'PORT', value: string(port) }
            { name: 'AZURE_SIGN_IN', value: 'default' }
            { name: 'AZURE_TENANT_ID', value: tenant().tenantId }
            { name: 'AZURE_CLIENT_ID', value: identity.properties.clientId }
            { name: 'MicrosoftAppType', value: appType }
            { name: 'MicrosoftAppId', value: appId }
            { name: 'MicrosoftAppTenantId', value: tenant().tenantId }
            { name: 'MicrosoftAppFederatedClientId', value: withOwnRights ? identity.properties.clientId : '' }
            { name: 'ACCESS', value: withOwnRights ? 'user' : 'bot' }
            { name: 'OAUTH_CONNECTION', value: withOwnRights ? signInConnection : '' }
            { name: 'ALLOWED_USERS', value: join(allowedUsers, ',') }
            { name: 'ALLOWED_TEAMS', value: join(allowedTeams, ',') }
            { name: 'ALLOWED_GROUPS', value: join(allowedGroups, ',') }
            { name: 'SCOPES_FILE', value: '/run/config/scopes' }
            { name: 'DATABASE_AUTH', value: 'entra' }
            { name: 'DATABASE_URL', value: 'postgres://${identity.name}@${server.properties.fullyQualifiedDomainName}/${database}?sslmode=verify-full' }
            { name: 'ADMINISTRATORS', value: join(administrators, ',') }
            { name: 'APPLICATIONINSIGHTS_CONNECTION_STRING', value: insights.properties.ConnectionString }
          ]
          volumeMounts: [
            {
              volumeName: 'config'
              mountPath: '/run/config'
            }
          ]
          probes: [
            {
              type: 'Liveness'
              httpGet: {
                path: '/healthz'
                port: port
              }
              periodSeconds: 30
            }
            {
              type: 'Readiness'
              httpGet: {
                path: '/readyz'
                port: port
              }
              periodSeconds: 10
            }
          ]
        }
      ]
      volumes: [
        {
          name: 'config'
          // Each secret of the app is a file of its name.
          storageType: 'Secret'
        }
      ]
      scale: {
        minReplicas: 1
        maxReplicas: maxReplicas
      }
    }
  }
  dependsOn: [
    pulls
    publishesMetrics
    server::administrator
    server::readiness
  ]
}

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  // The app of an Azure Bot never changes, so another app is another bot.
  name: 'bot-${environmentName}-${withOwnRights ? uniqueString(resourceGroup().id, signInAppId) : suffix}'
  location: 'global'
  tags: tags
  kind: 'azurebot'
  sku: {
    name: 'F0'
  }
  properties: {
    displayName: 'APIM Readiness'
    endpoint: 'https://${app.properties.configuration.ingress.fqdn}/api/messages'
    msaAppType: appType
    msaAppId: appId
    msaAppTenantId: tenant().tenantId
    msaAppMSIResourceId: withOwnRights ? '' : identity.id
    disableLocalAuth: true
  }

  resource teams 'channels' = {
    name: 'MsTeamsChannel'
    location: 'global'
    properties: {
      channelName: 'MsTeamsChannel'
      properties: {
        isEnabled: true
      }
    }
  }
}

// Single sign-on without a secret: the token store of Azure Bot proves itself to the app by a federated credential.
resource signIn 'Microsoft.BotService/botServices/connections@2022-09-15' = if (withOwnRights) {
  parent: bot
  name: signInConnection
  location: 'global'
  properties: {
    serviceProviderId: 'c00b44ab-5e16-c44c-af26-2fd5bc55eb18'
    serviceProviderDisplayName: 'AAD v2 with Federated Credentials'
    clientId: signInAppId
    scopes: 'api://botid-${signInAppId}/access_as_user'
    parameters: [
      { key: 'ClientId', value: signInAppId }
      { key: 'UniqueIdentifier', value: 'apim-readiness' }
      { key: 'TokenExchangeUrl', value: 'api://botid-${signInAppId}' }
      { key: 'TenantId', value: tenant().tenantId }
    ]
  }
}

output principalId string = identity.properties.principalId
output appId string = appId
output registry string = registry.properties.loginServer
output host string = app.properties.configuration.ingress.fqdn
