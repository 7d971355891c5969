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
output MicrosoftAppId string = bot.outputs.clientId
