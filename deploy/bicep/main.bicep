// The bot in Azure Container Apps, whole: `az deployment sub create --location LOCATION --template-file main.bicep`, or `azd up`.
// No password and no secret anywhere: one user-assigned managed identity is the bot, reads Azure, pulls the image and signs in to PostgreSQL.
targetScope = 'subscription'

@description('Short name of this installation; every resource is named after it.')
@minLength(3)
@maxLength(16)
param environmentName string

@description('Where everything is created.')
param location string = deployment().location

@description('The image to run. The default shows a page of its own until the first `azd deploy` or push.')
param image string = 'mcr.microsoft.com/k8se/quickstart:latest'

@description('Subscriptions whose API Management instances are judged, and those of the hub networks and private DNS zones. This one always is.')
param readSubscriptions array = []

@description('Object ids of people who may waive requirements and declare calls, besides those who set up reminders.')
param administrators array = []

@description('App registration to which people sign in (docs/install.md#with-peoples-own-rights): answers in their own chat are then made with their own rights in Azure (ACCESS=user). Without it the managed identity is the bot (ACCESS=bot).')
param signInAppId string = ''

@description('Whom the bot answers (ALLOWED_USERS, ALLOWED_TEAMS, ALLOWED_GROUPS): object ids of people, of the groups of teams, and of groups. Without any, everybody of the tenant. Groups need docs/install.md#groups.')
param allowedUsers array = []
param allowedTeams array = []
param allowedGroups array = []

@description('What may be seen in which channel (SCOPES_FILE, docs/security.md#whose-eyes), for example { default: [], chats: { \'19:...@thread.tacv2\': [ \'/subscriptions/...\' ] } }.')
param scopes object = {}

@description('Replicas at the most. One is enough for thousands of questions a day.')
@minValue(1)
@maxValue(10)
param maxReplicas int = 2

var tags = { 'azd-env-name': environmentName }

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module bot 'bot.bicep' = {
  name: 'bot'
  scope: group
  params: {
    environmentName: environmentName
    location: location
    image: image
    administrators: administrators
    signInAppId: signInAppId
    allowedUsers: allowedUsers
    allowedTeams: allowedTeams
    allowedGroups: allowedGroups
    scopes: scopes
    maxReplicas: maxReplicas
    tags: tags
  }
}

module reader 'reader.bicep' = [for id in union([subscription().subscriptionId], readSubscriptions): {
  name: 'reader-${uniqueString(id, environmentName)}'
  scope: subscription(id)
  params: {
    principalId: bot.outputs.principalId
  }
}]

output AZURE_CONTAINER_REGISTRY_ENDPOINT string = bot.outputs.registry
output BOT_HOST string = bot.outputs.host
output MicrosoftAppId string = bot.outputs.appId
output identityObjectId string = bot.outputs.principalId
