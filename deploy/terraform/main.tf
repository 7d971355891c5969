# The bot in Azure Container Apps, the same as deploy/bicep. No password and no secret anywhere: one user-assigned managed
# identity is the bot, reads Azure, pulls the image and signs in to PostgreSQL.
terraform {
  required_version = ">= 1.6"
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.20"
    }
    azapi = {
      source  = "azure/azapi"
      version = "~> 2.0"
    }
    random = {
      source  = "hashicorp/random"
      version = "~> 3.6"
    }
  }
}

provider "azapi" {}

provider "azurerm" {
  subscription_id = var.subscription_id
  features {}
}

data "azurerm_client_config" "current" {}

locals {
  port     = 3978
  database = "readiness"
  reader   = jsondecode(file("${path.module}/../reader-role.json"))
  tags     = { "azd-env-name" = var.environment_name }

  with_own_rights    = var.sign_in_app_id != ""
  app_id             = local.with_own_rights ? var.sign_in_app_id : azurerm_user_assigned_identity.bot.client_id
  app_type           = local.with_own_rights ? "SingleTenant" : "UserAssignedMSI"
  sign_in_connection = "azure"
}

resource "random_string" "suffix" {
  length  = 10
  special = false
  upper   = false
}

resource "azurerm_resource_group" "bot" {
  name     = "rg-${var.environment_name}"
  location = var.location
  tags     = local.tags
}

resource "azurerm_user_assigned_identity" "bot" {
  name                = "id-${var.environment_name}"
  location            = azurerm_resource_group.bot.location
  resource_group_name = azurerm_resource_group.bot.name
  tags                = local.tags
}

# What the bot may read.
resource "azurerm_role_definition" "reader" {
  for_each    = toset(var.read_scopes)
  name        = "${local.reader.roleName} (${basename(each.value)})"
  description = local.reader.description
  scope       = each.value
  permissions {
    actions     = local.reader.actions
    not_actions = local.reader.notActions
  }
  assignable_scopes = [each.value]
}

resource "azurerm_role_assignment" "reader" {
  for_each           = azurerm_role_definition.reader
  scope              = each.value.scope
  role_definition_id = each.value.role_definition_resource_id
  principal_id       = azurerm_user_assigned_identity.bot.principal_id
  principal_type     = "ServicePrincipal"
}

# Telemetry.
resource "azurerm_log_analytics_workspace" "bot" {
  name                = "log-${var.environment_name}"
  location            = azurerm_resource_group.bot.location
  resource_group_name = azurerm_resource_group.bot.name
  sku                 = "PerGB2018"
  retention_in_days   = 30
  tags                = local.tags
}

resource "azurerm_application_insights" "bot" {
  name                          = "appi-${var.environment_name}"
  location                      = azurerm_resource_group.bot.location
  resource_group_name           = azurerm_resource_group.bot.name
  workspace_id                  = azurerm_log_analytics_workspace.bot.id
  application_type              = "web"
  local_authentication_disabled = true
  tags                          = local.tags
}

# The image.
resource "azurerm_container_registry" "bot" {
  name                = "cr${random_string.suffix.result}"
  location            = azurerm_resource_group.bot.location
  resource_group_name = azurerm_resource_group.bot.name
  sku                 = "Basic"
  admin_enabled       = false
  tags                = local.tags
}

# What the identity may do here: send telemetry without a key, and pull the image.
resource "azurerm_role_assignment" "bot" {
  for_each = {
    "Monitoring Metrics Publisher" = azurerm_application_insights.bot.id
    "AcrPull"                      = azurerm_container_registry.bot.id
  }
  scope                = each.value
  role_definition_name = each.key
  principal_id         = azurerm_user_assigned_identity.bot.principal_id
  principal_type       = "ServicePrincipal"
}

# The network and the database.
resource "azurerm_virtual_network" "bot" {
  name                = "vnet-${var.environment_name}"
  location            = azurerm_resource_group.bot.location
  resource_group_name = azurerm_resource_group.bot.name
  address_space       = ["10.20.0.0/24"]
  tags                = local.tags
}

resource "azurerm_subnet" "bot" {
  for_each = {
    apps     = { prefix = "10.20.0.0/26", service = "Microsoft.App/environments" }
    database = { prefix = "10.20.0.64/28", service = "Microsoft.DBforPostgreSQL/flexibleServers" }
  }
  name                 = each.key
  resource_group_name  = azurerm_resource_group.bot.name
  virtual_network_name = azurerm_virtual_network.bot.name
  address_prefixes     = [each.value.prefix]
  delegation {
    name = each.key
    service_delegation {
      name    = each.value.service
      actions = ["Microsoft.Network/virtualNetworks/subnets/join/action"]
    }
  }
}

resource "azurerm_private_dns_zone" "database" {
  name                = "${var.environment_name}.private.postgres.database.azure.com"
  resource_group_name = azurerm_resource_group.bot.name
  tags                = local.tags
}

resource "azurerm_private_dns_zone_virtual_network_link" "database" {
  name                  = "vnet"
  resource_group_name   = azurerm_resource_group.bot.name
  private_dns_zone_name = azurerm_private_dns_zone.database.name
  virtual_network_id    = azurerm_virtual_network.bot.id
}

resource "azurerm_postgresql_flexible_server" "bot" {
  name                          = "psql-${var.environment_name}-${random_string.suffix.result}"
  location                      = azurerm_resource_group.bot.location
  resource_group_name           = azurerm_resource_group.bot.name
  version                       = "16"
  sku_name                      = "B_Standard_B1ms"
  storage_mb                    = 32768
  auto_grow_enabled             = true
  backup_retention_days         = 14
  delegated_subnet_id           = azurerm_subnet.bot["database"].id
  private_dns_zone_id           = azurerm_private_dns_zone.database.id
  public_network_access_enabled = false
  tags                          = local.tags
  authentication {
    active_directory_auth_enabled = true
    password_auth_enabled         = false
    tenant_id                     = data.azurerm_client_config.current.tenant_id
  }
  lifecycle {
    ignore_changes = [zone]
  }
  depends_on = [azurerm_private_dns_zone_virtual_network_link.database]
}

resource "azurerm_postgresql_flexible_server_active_directory_administrator" "bot" {
  server_name         = azurerm_postgresql_flexible_server.bot.name
  resource_group_name = azurerm_resource_group.bot.name
  tenant_id           = data.azurerm_client_config.current.tenant_id
  object_id           = azurerm_user_assigned_identity.bot.principal_id
  principal_name      = azurerm_user_assigned_identity.bot.name
  principal_type      = "ServicePrincipal"
}

resource "azurerm_postgresql_flexible_server_database" "bot" {
  name      = local.database
  server_id = azurerm_postgresql_flexible_server.bot.id
  charset   = "UTF8"
  collation = "en_US.utf8"
}

# The bot.
resource "azurerm_container_app_environment" "bot" {
  name                       = "cae-${var.environment_name}"
  location                   = azurerm_resource_group.bot.location
  resource_group_name        = azurerm_resource_group.bot.name
  log_analytics_workspace_id = azurerm_log_analytics_workspace.bot.id
  infrastructure_subnet_id   = azurerm_subnet.bot["apps"].id
  tags                       = local.tags
  workload_profile {
    name                  = "Consumption"
    workload_profile_type = "Consumption"
  }
}

resource "azurerm_container_app" "bot" {
  name                         = "ca-${var.environment_name}"
  container_app_environment_id = azurerm_container_app_environment.bot.id
  resource_group_name          = azurerm_resource_group.bot.name
  revision_mode                = "Single"
  workload_profile_name        = "Consumption"
  tags                         = local.tags

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.bot.id]
  }

  registry {
    server   = azurerm_container_registry.bot.login_server
    identity = azurerm_user_assigned_identity.bot.id
  }

  secret {
    name  = "scopes"
    value = jsonencode(var.scopes)
  }

  ingress {
    external_enabled           = true
    allow_insecure_connections = false
    target_port                = local.port
    transport                  = "http"
    traffic_weight {
      latest_revision = true
      percentage      = 100
    }
  }

  template {
    min_replicas                     = 1
    max_replicas                     = var.max_replicas
    termination_grace_period_seconds = 60

    # Each secret of the app is a file of its name.
    volume {
      name         = "config"
      storage_type = "Secret"
    }

    container {
      name   = "bot"
      image  = var.image
      cpu    = 0.5
      memory = "1Gi"

      dynamic "env" {
        for_each = {
          PORT                                  = tostring(local.port)
          AZURE_SIGN_IN                         = "default"
          AZURE_TENANT_ID                       = data.azurerm_client_config.current.tenant_id
          AZURE_CLIENT_ID                       = azurerm_user_assigned_identity.bot.client_id
          MicrosoftAppType                      = local.app_type
          MicrosoftAppId                        = local.app_id
          MicrosoftAppTenantId                  = data.azurerm_client_config.current.tenant_id
          MicrosoftAppFederatedClientId         = local.with_own_rights ? azurerm_user_assigned_identity.bot.client_id : ""
          ACCESS                                = local.with_own_rights ? "user" : "bot"
          OAUTH_CONNECTION                      = local.with_own_rights ? local.sign_in_connection : ""
          ALLOWED_USERS                         = join(",", var.allowed_users)
          ALLOWED_TEAMS                         = join(",", var.allowed_teams)
          ALLOWED_GROUPS                        = join(",", var.allowed_groups)
          SCOPES_FILE                           = "/run/config/scopes"
          DATABASE_AUTH                         = "entra"
          DATABASE_URL                          = "postgres://${azurerm_user_assigned_identity.bot.name}@${azurerm_postgresql_flexible_server.bot.fqdn}/${local.database}?sslmode=verify-full"
          ADMINISTRATORS                        = join(",", var.administrators)
          APPLICATIONINSIGHTS_CONNECTION_STRING = azurerm_application_insights.bot.connection_string
        }
        content {
          name  = env.key
          value = env.value
        }
      }

      volume_mounts {
        name = "config"
        path = "/run/config"
      }

      liveness_probe {
        transport        = "HTTP"
        path             = "/healthz"
        port             = local.port
        interval_seconds = 30
      }

      readiness_probe {
        transport        = "HTTP"
        path             = "/readyz"
        port             = local.port
        interval_seconds = 10
      }
    }
  }

  depends_on = [
    azurerm_role_assignment.bot,
    azurerm_postgresql_flexible_server_active_directory_administrator.bot,
    azurerm_postgresql_flexible_server_database.bot,
  ]
}

resource "azurerm_bot_service_azure_bot" "bot" {
  name                         = "bot-${var.environment_name}-${random_string.suffix.result}"
  location                     = "global"
  resource_group_name          = azurerm_resource_group.bot.name
  sku                          = "F0"
  display_name                 = "APIM Readiness"
  endpoint                     = "https://${azurerm_container_app.bot.ingress[0].fqdn}/api/messages"
  microsoft_app_id             = local.app_id
  microsoft_app_type           = local.app_type
  microsoft_app_tenant_id      = data.azurerm_client_config.current.tenant_id
  microsoft_app_msi_id         = local.with_own_rights ? null : azurerm_user_assigned_identity.bot.id
  local_authentication_enabled = false
  tags                         = local.tags
}

resource "azurerm_bot_channel_ms_teams" "bot" {
  bot_name            = azurerm_bot_service_azure_bot.bot.name
  location            = azurerm_bot_service_azure_bot.bot.location
  resource_group_name = azurerm_resource_group.bot.name
}

# Single sign-on without a secret: the token store of Azure Bot proves itself to the app by a federated credential.
# azurerm_bot_connection insists on a secret, so this is the resource itself.
resource "azapi_resource" "sign_in" {
  count     = local.with_own_rights ? 1 : 0
  type      = "Microsoft.BotService/botServices/connections@2022-09-15"
  parent_id = azurerm_bot_service_azure_bot.bot.id
  name      = local.sign_in_connection
  location  = "global"
  body = {
    properties = {
      serviceProviderId          = "c00b44ab-5e16-c44c-af26-2fd5bc55eb18"
      serviceProviderDisplayName = "AAD v2 with Federated Credentials"
      clientId                   = var.sign_in_app_id
      scopes                     = "api://botid-${var.sign_in_app_id}/access_as_user"
      parameters = [
        { key = "ClientId", value = var.sign_in_app_id },
        { key = "UniqueIdentifier", value = "apim-readiness" },
        { key = "TokenExchangeUrl", value = "api://botid-${var.sign_in_app_id}" },
        { key = "TenantId", value = data.azurerm_client_config.current.tenant_id },
      ]
    }
  }
}

# Two subnets and two role assignments had addresses of their own before: what was applied then is kept.
moved {
  from = azurerm_subnet.apps
  to   = azurerm_subnet.bot["apps"]
}

moved {
  from = azurerm_subnet.database
  to   = azurerm_subnet.bot["database"]
}

moved {
  from = azurerm_role_assignment.telemetry
  to   = azurerm_role_assignment.bot["Monitoring Metrics Publisher"]
}

moved {
  from = azurerm_role_assignment.pull
  to   = azurerm_role_assignment.bot["AcrPull"]
}
