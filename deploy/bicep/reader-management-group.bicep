// Lets the bot read everything below a management group, instead of subscription by subscription:
// `az deployment mg create --management-group-id ID --location LOCATION --template-file reader-management-group.bicep --parameters principalId=...`
targetScope = 'managementGroup'

@description('Object id of the managed identity of the bot.')
param principalId string

var reader = loadJsonContent('../reader-role.json')

resource role 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(managementGroup().id, reader.roleName)
  properties: {
    roleName: '${reader.roleName} (${managementGroup().name})'
    description: reader.description
    type: 'CustomRole'
    permissions: [
      {
        actions: reader.actions
        notActions: reader.notActions
      }
    ]
    assignableScopes: [
      managementGroup().id
    ]
  }
}

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(managementGroup().id, principalId, role.id)
  properties: {
    roleDefinitionId: role.id
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}
