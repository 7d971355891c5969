/** The decision table of docs/rules.md#gateway-dependencies, every row for every service. What is expected is written from there alone. */
import type { ArmResource } from '../../../src/model/arm.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { gatewayDependencies } from '../../../src/retirements/trusted-service-connectivity/gateway-dependencies.ts';
import { lineOf } from '../../support/judge.ts';
import { inbound, managedIdentity, policy, sendRequest } from '../../support/policies.ts';
import {
  APIM,
  apim,
  injected,
  keyVault,
  networkSecurityGroup,
  securityRule,
  subnet,
  TENANT,
  virtualNetwork,
} from '../../support/resources.ts';
import { subjectOf } from '../../support/subject.ts';
import { managedHsm, namespace, registry, ruleSet, storageAccount } from '../../support/targets.ts';

const OURS = '20.50.1.1';
const THEIRS = '198.51.100.7';
const USER = '33333333-3333-4333-8333-333333333333';
const STRANGER = '44444444-4444-4444-8444-444444444444';
/** Away from the gateway, because Storage ignores address rules in its own region. */
const AWAY = { location: 'northeurope' };

type Auth = 'system' | 'user-assigned' | 'key' | 'none' | 'unknown' | 'not-attached';
type LineOfSight = 'yes' | 'no' | 'unknown';

interface Setting {
  readonly open: boolean;
  readonly trusted: boolean;
  readonly address: string;
}

interface Service {
  readonly name: string;
  readonly host: string;
  readonly make: (setting: Setting) => readonly ArmResource[];
}

const bypass = (trusted: boolean) => (trusted ? 'AzureServices' : 'None');
const action = (open: boolean) => (open ? 'Allow' : 'Deny');
const acls = ({ open, trusted, address }: Setting): JsonObject => ({
  bypass: bypass(trusted),
  defaultAction: action(open),
  ipRules: open ? [] : [{ value: address, action: 'Allow' }],
});

function messaging(kind: 'ServiceBus' | 'EventHub', name: string): Service {
  return {
    name,
    host: `${name}.servicebus.windows.net`,
    make: ({ open, trusted, address }) => {
      const made = namespace(kind, name, 'Premium', {}, AWAY);
      return [
        made,
        ruleSet(made, {
          defaultAction: action(open),
          trustedServiceAccessEnabled: trusted,
          ipRules: open ? [] : [{ ipMask: address, action: 'Allow' }],
        }),
      ];
    },
  };
}

const SERVICES: readonly Service[] = [
  {
    name: 'stprod',
    host: 'stprod.blob.core.windows.net',
    make: (setting) => [storageAccount('stprod', acls(setting), {}, AWAY)],
  },
  {
    name: 'kv-prod',
    host: 'kv-prod.vault.azure.net',
    make: (setting) => [keyVault('kv-prod', { networkAcls: acls(setting) }, AWAY)],
  },
  {
    name: 'hsm-prod',
    host: 'hsm-prod.managedhsm.azure.net',
    make: (setting) => [managedHsm('hsm-prod', acls(setting), {}, AWAY)],
  },
  messaging('ServiceBus', 'sb-prod'),
  messaging('EventHub', 'evh-prod'),
  {
    name: 'crprod',
    host: 'crprod.azurecr.io',
    make: (setting) => {
      const { open, trusted, address } = setting;
      const networkRuleSet = { defaultAction: action(open), ipRules: open ? [] : [{ value: address }] };
      return [registry('crprod', { networkRuleBypassOptions: bypass(trusted), networkRuleSet }, 'Premium', AWAY)];
    },
  },
];

const AUTHS: Readonly<Record<Auth, string>> = {
  system: managedIdentity(),
  'user-assigned': managedIdentity(`client-id="${USER}"`),
  key: '<set-header name="Authorization"><value>SharedAccessSignature sr=x</value></set-header>',
  none: '',
  unknown:
    '<set-header name="Authorization"><value>@("Bearer " + (string)context.Variables["token"])</value></set-header>',
  'not-attached': managedIdentity(`client-id="${STRANGER}"`),
};

const identity = {
  identity: {
    type: 'SystemAssigned, UserAssigned',
    userAssignedIdentities: { '/subscriptions/x/id-api': { clientId: USER.toUpperCase() } },
  },
};

/** A restricted target is decided by its rules; an open one can only be closed by our own side. */
function gateway(los: LineOfSight, open: boolean): readonly ArmResource[] {
  const denied = (prefix: string) => [
    apim(injected(), identity),
    virtualNetwork([subnet({ serviceEndpoints: [] })]),
    networkSecurityGroup([securityRule('Deny', { access: 'Deny', destinationAddressPrefix: prefix })]),
  ];
  if (open && los === 'no') return denied('*');
  if (open && los === 'unknown') return denied('20.0.0.0/8');
  return los === 'unknown' ? [apim({}, { ...identity, sku: { name: 'BasicV2' } })] : [apim({}, identity)];
}

function expected(service: Service, auth: Auth, los: LineOfSight, { open, trusted }: Setting): string {
  const where = `${service.name} westeurope`;
  if (auth === 'not-attached') return `unknown IDENTITY_NOT_ATTACHED ${where}`;
  if (los === 'yes') return `pass ${where}`;
  if (los === 'unknown') return `unknown ${open ? 'NSG_PARTIAL' : 'SHARED_EGRESS_IP'} ${where}`;
  if (open) return `fail outage NSG_DENY ${where}`;
  if (!trusted) return `fail outage G-NO-PATH ${where}`;
  if (auth === 'system') return `fail outage G-RELIES ${where}`;
  // Trusted access takes the system-assigned identity only: any other proof has no way.
  return auth === 'unknown' ? `unknown G-AUTH ${where}` : `fail outage G-NO-PATH ${where}`;
}

const rows = SERVICES.flatMap((service) =>
  (['yes', 'no', 'unknown'] as const).flatMap((los) =>
    [true, false].flatMap((open) => [true, false].map((trusted) => ({ service, los, open, trusted }))),
  ),
);

describe('the table of gateway-dependencies', () => {
  it.each(
    rows.map(
      (row) =>
        [`${row.service.name}, line of sight ${row.los}, open ${row.open}, trusted ${row.trusted}`, row] as const,
    ),
  )('%s', (_, { service, los, open, trusted }) => {
    const setting = { open, trusted, address: los === 'no' ? THEIRS : OURS };
    const auths = Object.keys(AUTHS) as readonly Auth[];
    const judged = auths.map((auth) => {
      const calls = policy('apis/orders', inbound(sendRequest(`https://${service.host}/x`, AUTHS[auth])));
      const items = gatewayDependencies.check(subjectOf([...gateway(los, open), ...service.make(setting), calls]));
      return [auth, ...items.map(lineOf)];
    });
    expect(judged).toEqual(auths.map((auth) => [auth, expected(service, auth, los, setting)]));
  });

  it.each([
    ['this very instance', APIM.toUpperCase(), TENANT, 'fail outage G-RELIES'],
    ['any instance', APIM.replace('rg-api', '*').replace('apim-prod', '*'), TENANT, 'fail outage G-RELIES'],
    ['another instance', APIM.replace('apim-prod', 'apim-dev'), TENANT, 'fail outage G-NO-PATH'],
    ['an instance of another tenant', APIM, '00000000-0000-4000-8000-000000000000', 'fail outage G-NO-PATH'],
    ['an instance whose name only begins alike', `${APIM}2`, TENANT, 'fail outage G-NO-PATH'],
  ])('a resource instance rule of Storage for %s', (_, resourceId, tenantId, outcome) => {
    const account = storageAccount('stprod', { resourceAccessRules: [{ resourceId, tenantId }] });
    const calls = policy('apis/orders', inbound(sendRequest('https://stprod.blob.core.windows.net/x')));
    expect(gatewayDependencies.check(subjectOf([apim(), account, calls])).map(lineOf)).toEqual([
      `${outcome} stprod westeurope`,
    ]);
  });
});
