/** How the rules of each of the six services are shown and added by the Azure CLI. */
import { parseArmId } from '../../model/arm.ts';
import { kindOfType, type TargetKind } from '../../model/services.ts';
import type { Shell } from './shells.ts';

/** A resource as commands name it: `-g GROUP OPTION NAME --subscription ID`, the same in every shell. */
export function named({ word }: Shell, id: string, option = '-n'): string {
  const parts = parseArmId(id);
  const scope = [word(parts?.resourceGroup ?? ''), option, word(parts?.name ?? id)].join(' ');
  return `-g ${scope} --subscription ${word(parts?.subscriptionId ?? '')}`;
}

/** Which of the six services an ARM id is of. */
export function kindOf(id: string): TargetKind | undefined {
  return kindOfType(parseArmId(id)?.type);
}

interface RuleCommands {
  /** Shows the rules that are there. */
  readonly inspect: string;
  readonly address: (address: string) => string;
  /** `early`: the subnet gets its service endpoint only afterwards. */
  readonly subnet: (subnet: string, early: boolean) => string;
}

function messagingRules(shell: Shell, service: 'servicebus' | 'eventhubs', target: string): RuleCommands {
  const { word } = shell;
  const rules = `az ${service} namespace network-rule-set`;
  const namespace = named(shell, target, '--namespace-name');
  return {
    inspect: `${rules} show ${namespace}`,
    address: (address) => `${rules} ip-rule add ${namespace} --ip-rule ip-address=${word(address)} action=Allow`,
    subnet: (subnet, early) =>
      `${rules} virtual-network-rule add ${namespace} --subnet ${word(`id=${subnet}`)}${early ? ' ignore-missing-endpoint=True' : ''}`,
  };
}

function vaultRules(shell: Shell, target: string, option?: string): RuleCommands {
  const { word } = shell;
  const vault = named(shell, target, option);
  return {
    inspect: `az keyvault network-rule list ${vault}`,
    address: (address) =>
      `az keyvault network-rule add ${vault} --ip-address ${word(address.includes('/') ? address : `${address}/32`)}`,
    subnet: (subnet) => `az keyvault network-rule add ${vault} --subnet ${word(subnet)}`,
  };
}

function storageRules(shell: Shell, target: string): RuleCommands {
  const { word } = shell;
  const account = named(shell, target, '--account-name');
  return {
    inspect: `az storage account network-rule list ${account}`,
    // Storage refuses /32; a single address stands by itself.
    address: (address) =>
      `az storage account network-rule add ${account} --ip-address ${word(address.replace(/\/32$/, ''))}`,
    subnet: (subnet) => `az storage account network-rule add ${account} --subnet ${word(subnet)}`,
  };
}

function registryRules(shell: Shell, target: string): RuleCommands {
  const { word } = shell;
  const registry = named(shell, target);
  return {
    inspect: `az acr network-rule list ${registry}`,
    address: (address) => `az acr network-rule add ${registry} --ip-address ${word(address)}`,
    subnet: (subnet) => `az acr network-rule add ${registry} --subnet ${word(subnet)}`,
  };
}

/** Source of the commands: the reference of the Azure CLI, one group for each service. */
const COMMANDS: Readonly<Record<TargetKind, (shell: Shell, target: string) => RuleCommands>> = {
  'key-vault': (shell, target) => vaultRules(shell, target),
  'managed-hsm': (shell, target) => vaultRules(shell, target, '--hsm-name'),
  storage: storageRules,
  'service-bus': (shell, target) => messagingRules(shell, 'servicebus', target),
  'event-hubs': (shell, target) => messagingRules(shell, 'eventhubs', target),
  'container-registry': registryRules,
};

/** The commands of a service, by its ARM id. Throws for an id of none of the six, whose rules no fix changes. */
export function ruleCommands(shell: Shell, target: string): RuleCommands {
  const kind = kindOf(target);
  if (kind === undefined) throw new Error(`no service is known whose rules ${target} could have`);
  return COMMANDS[kind](shell, target);
}
