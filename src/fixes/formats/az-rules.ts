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

/** Source of the commands: the reference of the Azure CLI, one group for each service. */
export function ruleCommands(shell: Shell, target: string): RuleCommands {
  const { word } = shell;
  switch (kindOf(target)) {
    case 'storage': {
      const account = named(shell, target, '--account-name');
      return {
        inspect: `az storage account network-rule list ${account}`,
        // Storage refuses /32; a single address stands by itself.
        address: (address) =>
          `az storage account network-rule add ${account} --ip-address ${word(address.replace(/\/32$/, ''))}`,
        subnet: (subnet) => `az storage account network-rule add ${account} --subnet ${word(subnet)}`,
      };
    }
    case 'service-bus':
      return messagingRules(shell, 'servicebus', target);
    case 'event-hubs':
      return messagingRules(shell, 'eventhubs', target);
    case 'container-registry':
      return {
        inspect: `az acr network-rule list ${named(shell, target)}`,
        address: (address) => `az acr network-rule add ${named(shell, target)} --ip-address ${word(address)}`,
        subnet: (subnet) => `az acr network-rule add ${named(shell, target)} --subnet ${word(subnet)}`,
      };
    default: {
      const where = named(shell, target, kindOf(target) === 'managed-hsm' ? '--hsm-name' : '-n');
      const add = `az keyvault network-rule add ${where}`;
      return {
        inspect: `az keyvault network-rule list ${where}`,
        address: (address) => `${add} --ip-address ${word(address.includes('/') ? address : `${address}/32`)}`,
        subnet: (subnet) => `${add} --subnet ${word(subnet)}`,
      };
    }
  }
}
