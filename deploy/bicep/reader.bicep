// Lets the bot read one subscription: a custom role with exactly what is judged, and its assignment.
targetScope = 'subscription'

@description('Object id of the managed identity of the bot.')
param principalId string

var reader = loadJsonContent('../reader-role.json')

resource role 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(subscription().id, reader.roleName)
  properties: {
    roleName: '${reader.roleName} (${subscription().subscriptionId})'
    description: reader.description
    type: 'CustomRole'
    permissions: [
      {
        actions: reader.actions
        notActions: reader.notActions
      }
    ]
    assignableScopes: [
      subscription().id
    ]
  }
}

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(subscription().id, principalId, role.id)
  properties: {
    roleDefinitionId: role.id
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}
