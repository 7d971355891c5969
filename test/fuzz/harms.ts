/** Changes that break an instance that was ready, each where it applies. */
import type { ArmResource } from '../../src/model/arm.ts';
import { isObject, type JsonObject } from '../../src/model/json.ts';
import { APIM, networkSecurityGroup, resource, SUBNET, securityRule, VNET } from '../support/resources.ts';
import type { Called, Plan } from './generate.ts';

/** An estate, and what of it may not be read. */
export interface Harmed {
  readonly resources: readonly ArmResource[];
  readonly denied?: readonly string[];
}

type Harm = (resources: readonly ArmResource[], plan: Plan) => Harmed | undefined;

const properties = (one: ArmResource): JsonObject => (isObject(one.properties) ? one.properties : {});

function change(resources: readonly ArmResource[], type: RegExp, rest: (one: ArmResource) => JsonObject): Harmed {
  return {
    resources: resources.map((one) =>
      type.test(one.type) ? ({ ...one, ...rest(one), id: one.id } as ArmResource) : one,
    ),
  };
}

function without(resources: readonly ArmResource[], type: RegExp): Harmed {
  return { resources: resources.filter((one) => !type.test(one.type)) };
}

const uses = (plan: Plan, way: Called['way']) => plan.namedValue === way || plan.called.some((one) => one.way === way);
const inNetwork = (plan: Plan) => plan.network !== 'None';
const SERVICE = /^Microsoft\.ApiManagement\/service$/;

/** Every harm by its name. */
export const harms: Readonly<Record<string, Harm>> = {
  'a policy calls a host that is computed, with the managed identity': (all) => ({
    resources: [
      ...all,
      resource(`${APIM}/apis/computed/policies/policy`, {
        properties: {
          format: 'xml',
          value:
            '<policies><inbound><send-request mode="new" response-variable-name="r"><set-url>@(context.Request.Headers.GetValueOrDefault("Target", "x"))</set-url><authentication-managed-identity resource="https://storage.azure.com/" /></send-request></inbound></policies>',
        },
      }),
      resource(`${APIM}/apis/computed`, { properties: { isCurrent: true } }),
    ],
  }),
  'the identity is switched off': (all) => change(all, SERVICE, () => ({ identity: null })),
  'the policy may not be read': (all) => ({ resources: all, denied: [`${APIM}/policies`] }),
  'the list of backends may not be read': (all) => ({ resources: all, denied: [`${APIM}/backends`] }),
  'the address rules name somebody else': (all, plan) =>
    uses(plan, 'address')
      ? {
          resources: JSON.parse(
            JSON.stringify(all)
              .replaceAll('"value":"20.50.1.1"', '"value":"198.51.100.9"')
              .replaceAll('"ipMask":"20.50.1.1"', '"ipMask":"198.51.100.9"'),
          ),
        }
      : undefined,
  'the rules name another subnet': (all, plan) =>
    uses(plan, 'subnet-rule')
      ? change(all, /vaults$|storageAccounts$|networkRuleSets$/, (one) => ({
          properties: JSON.parse(JSON.stringify(properties(one)).replaceAll(SUBNET, `${VNET}/subnets/snet-other`)),
        }))
      : undefined,
  'the private endpoints wait for approval': (all, plan) =>
    uses(plan, 'private-endpoint')
      ? { resources: JSON.parse(JSON.stringify(all).replaceAll('"status":"Approved"', '"status":"Pending"')) }
      : undefined,
  'the records of the private zones are gone': (all, plan) =>
    uses(plan, 'private-endpoint') ? without(all, /privateDnsZones\/A$/) : undefined,
  // The gateway reports them too: what it reports decides, and other servers in the network are only not applied yet.
  'the gateway resolves by DNS servers of its own': (all, plan) => {
    if (!uses(plan, 'private-endpoint')) return undefined;
    const { resources } = change(all, /virtualNetworks$/, (one) => ({
      properties: { ...properties(one), dhcpOptions: { dnsServers: ['10.0.9.9'] } },
    }));
    return { resources: JSON.parse(JSON.stringify(resources).replaceAll('168.63.129.16', '10.0.9.9')) };
  },
  'the network may not be read': (all, plan) => (inNetwork(plan) ? { resources: all, denied: [VNET] } : undefined),
  'a security rule denies everything outbound': (all, plan) =>
    inNetwork(plan)
      ? {
          resources: all.map((one) =>
            /networkSecurityGroups$/.test(one.type)
              ? networkSecurityGroup([
                  securityRule('Deny', {
                    priority: 90,
                    access: 'Deny',
                    protocol: '*',
                    sourceAddressPrefix: '*',
                    destinationPortRange: '*',
                  }),
                ])
              : one,
          ),
        }
      : undefined,
  'everything is routed nowhere': (all, plan) => {
    if (!inNetwork(plan)) return undefined;
    const id = `${VNET.replace('virtualNetworks/vnet-api', 'routeTables/rt')}`;
    const routes = [{ name: 'all', properties: { addressPrefix: '0.0.0.0/0', nextHopType: 'None' } }];
    const text = JSON.stringify(all).replace(
      '"networkSecurityGroup":{',
      `"routeTable":{"id":"${id}"},"networkSecurityGroup":{`,
    );
    return { resources: [...JSON.parse(text), resource(id, { properties: { routes } })] };
  },
  'the network status reports a failure': (all, plan) =>
    inNetwork(plan)
      ? { resources: JSON.parse(JSON.stringify(all).replaceAll('"status":"success"', '"status":"failure"')) }
      : undefined,
  'the last read of the secret failed': (all, plan) =>
    plan.namedValue === undefined
      ? undefined
      : { resources: JSON.parse(JSON.stringify(all).replaceAll('"code":"Success"', '"code":"ForbiddenByFirewall"')) },
  'the identity may not read the secrets': (all, plan) =>
    plan.namedValue === undefined
      ? undefined
      : change(all, /vaults$/, (one) => ({ properties: { ...properties(one), accessPolicies: [] } })),
  'a second region is there, and its network may not be read': (all) =>
    change(all, SERVICE, (one) => ({
      sku: { name: 'Premium' },
      properties: {
        ...properties(one),
        virtualNetworkType: 'External',
        virtualNetworkConfiguration: { subnetResourceId: SUBNET },
        additionalLocations: [
          { location: 'East US', virtualNetworkConfiguration: { subnetResourceId: `${VNET}-east/subnets/a` } },
        ],
      },
    })),
  'every target closes': (all, plan) =>
    plan.called.some(({ way }) => way !== 'private-endpoint')
      ? change(all, /vaults$|managedHSMs$|storageAccounts$|registries$|networkRuleSets$/, (one) => {
          const own = properties(one);
          const none = { defaultAction: 'Deny', bypass: 'AzureServices', ipRules: [], virtualNetworkRules: [] };
          if (/registries$/.test(one.type))
            return { properties: { ...own, networkRuleSet: { defaultAction: 'Deny', ipRules: [] } } };
          if (/networkRuleSets$/.test(one.type)) {
            return {
              properties: {
                ...own,
                defaultAction: 'Deny',
                ipRules: [{ ipMask: '198.51.100.7' }],
                virtualNetworkRules: [],
              },
            };
          }
          return { properties: { ...own, networkAcls: none } };
        })
      : undefined,
};
