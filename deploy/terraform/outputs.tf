output "registry" {
  description = "Push the image here: docker build -f deploy/Dockerfile -t REGISTRY/bot:VERSION . && docker push REGISTRY/bot:VERSION"
  value       = azurerm_container_registry.bot.login_server
}

output "bot_host" {
  description = "BOT_HOST of `npm run package`."
  value       = azurerm_container_app.bot.ingress[0].fqdn
}

output "app_id" {
  description = "MicrosoftAppId of `npm run package`."
  value       = local.app_id
}

output "identity_object_id" {
  description = "The managed identity: for permissions of Microsoft Graph, and the federated credential of the app to which people sign in."
  value       = azurerm_user_assigned_identity.bot.principal_id
}
