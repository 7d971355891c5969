variable "environment_name" {
  description = "Short name of this installation; every resource is named after it."
  type        = string
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,15}$", var.environment_name))
    error_message = "Use 3 to 16 lower case letters, digits and hyphens, beginning with a letter."
  }
}

variable "location" {
  description = "Where everything is created."
  type        = string
}

variable "subscription_id" {
  description = "The subscription in which the bot lives."
  type        = string
}

variable "image" {
  description = "The image to run, in the registry that this creates (output registry). The default shows a page of its own."
  type        = string
  default     = "mcr.microsoft.com/k8se/quickstart:latest"
}

variable "read_scopes" {
  description = "Ids of the management groups or subscriptions (/providers/Microsoft.Management/managementGroups/NAME or /subscriptions/ID) whose instances, hub networks and private DNS zones are read."
  type        = list(string)
}

variable "administrators" {
  description = "Object ids of people who may waive requirements and declare calls, besides those who set up reminders."
  type        = list(string)
  default     = []
}

variable "sign_in_app_id" {
  description = "App registration to which people sign in (docs/install.md#with-peoples-own-rights): ACCESS=user. Without it the managed identity is the bot (ACCESS=bot)."
  type        = string
  default     = ""
}

variable "allowed_users" {
  description = "Object ids of people whom the bot answers. With no allowed_... at all, everybody of the tenant."
  type        = list(string)
  default     = []
}

variable "allowed_teams" {
  description = "Object ids of the groups of teams in whose channels the bot answers everybody of the tenant."
  type        = list(string)
  default     = []
}

variable "allowed_groups" {
  description = "Object ids of groups whose members the bot answers (docs/install.md#groups)."
  type        = list(string)
  default     = []
}

variable "scopes" {
  description = "What may be seen in which channel (SCOPES_FILE, docs/security.md#whose-eyes): { default = [...], chats = { ID = [...] } }."
  type        = any
  default     = {}
}

variable "max_replicas" {
  description = "Replicas at the most."
  type        = number
  default     = 2
}
