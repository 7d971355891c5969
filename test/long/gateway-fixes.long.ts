/** A fix never harms (docs/rules.md#requirements, last paragraph), over many generated estates and every requirement at once. CI alone runs it. */
import type { ArmResource } from '../../src/model/arm.ts';
import type { Finding, Fix, Item, Report } from '../../src/model/finding.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { retirements } from '../../src/model/retirement.ts';
import { assess, type SubjectBase } from '../../src/readiness/assess.ts';
import { fixPlan } from '../../src/readiness/fix-plan.ts';
import { planOf } from '../../src/readiness/plan.ts';
import { requirements } from '../../src/retirements/requirements.ts';
import { seeded } from '../../src/tools/seeded.ts';
import { networkStatus, requiredRules } from '../support/healthy.ts';
import { api, backend, eventHubLogger, inbound, managedIdentity, policy, sendRequest } from '../support/policies.ts';
import { brokenPromises } from '../support/promises.ts';
import {
  APIM,
  apim,
  armId,
  FLAG,
  injected,
  keyVault,
  keyVaultNamedValue,
  networkSecurityGroup,
  resource,
  SUBNET,
  securityRule,
  subnet,
  TENANT,
  virtualNetwork,
} from '../support/resources.ts';
import { subjectOf } from '../support/subject.ts';
import { managedHsm, namespace, registry, ruleSet, storageAccount } from '../support/targets.ts';

const USER = '33333333-3333-4333-8333-333333333333';
const USER_ID = armId('Microsoft.ManagedIdentity/userAssignedIdentities/id-api');
const PERIMETER = armId('Microsoft.Network/networkSecurityPerimeters/nsp', 'rg-data');
const EAST = armId('Microsoft.Network/virtualNetworks/vnet-east');
const EAST_NSG = armId('Microsoft.Network/networkSecurityGroups/nsg-east');
const ROUTES = armId('Microsoft.Network/routeTables/rt-apim');

const retirement = retirements.find(({ id }) => id === 'trusted-service-connectivity');

function reportOf(resources: readonly ArmResource[], denied: readonly string[] = []): Report {
  return judgedOver(subjectOf(resources, { denied }));
}

function judgedOver(subject: SubjectBase): Report {
  if (retirement === undefined) throw new Error('the retirement is not known');
  const nothing = { policies: 0, backends: 0, loggers: 0, namedValues: 0, certificates: 0 };
  return assess(subject, requirements, retirement, () => nothing);
}

const TAGS = ['Storage', 'Sql', 'AzureKeyVault', 'AzureActiveDirectory', 'AzureMonitor', 'EventHub', 'Internet', '*'];

/** An estate in which anything may be wrong. */
function estate(seed: number): readonly ArmResource[] {
  const random = seeded(seed);
  const pick = <T>(...from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const maybe = <T>(value: T): readonly T[] => (random() < 0.5 ? [value] : []);
  const rarely = <T>(value: T): readonly T[] => (random() < 0.2 ? [value] : []);
  const addresses = () => pick<readonly string[]>([], ['20.50.1.1'], ['198.51.100.7'], ['20.50.1.1/32', '203.0.113.9']);
  const subnets = () => pick<readonly string[]>([], [SUBNET], [`${SUBNET}-other`]);
  const acls = (): JsonObject => ({
    bypass: pick('AzureServices', 'None'),
    defaultAction: pick('Deny', 'Deny', 'Allow'),
    ipRules: addresses().map((value) => ({ value })),
    virtualNetworkRules: subnets().map((id) => ({ id })),
  });
  const access = () => ({ publicNetworkAccess: pick('Enabled', 'Enabled', 'Disabled', 'SecuredByPerimeter') });
  const region = () => ({ location: pick('westeurope', 'northeurope') });
  const auth = () => pick(managedIdentity(), managedIdentity(`client-id="${USER}"`), '', undefined);
  const bus = namespace('ServiceBus', 'sb-prod', pick('Premium', 'Standard'));
  const hub = namespace('EventHub', 'evh-prod', pick('Standard', 'Basic'));
  const rules = (of: ArmResource) =>
    ruleSet(of, {
      ...access(),
      defaultAction: pick('Deny', 'Allow'),
      trustedServiceAccessEnabled: pick(true, false),
      ipRules: addresses().map((ipMask) => ({ ipMask, action: 'Allow' })),
      virtualNetworkRules: subnets().map((id) => ({ subnet: { id } })),
    });
  const type = pick<'None' | 'Internal' | 'External'>('None', 'Internal', 'Internal', 'External');
  const userAssigned = {
    type: pick('UserAssigned', 'SystemAssigned, UserAssigned'),
    userAssignedIdentities: { [USER_ID]: { clientId: USER } },
  };
  const denies = Array.from({ length: Math.floor(random() * 4) }, (_, index) =>
    securityRule(`Deny-${index}`, {
      access: 'Deny',
      direction: pick('Outbound', 'Outbound', 'Inbound'),
      protocol: pick('*', 'Tcp'),
      priority: 150 + index * 5 + Math.floor(random() * 5),
      sourceAddressPrefix: '*',
      destinationAddressPrefix: pick(...TAGS),
      destinationPortRange: pick('*', '443', '1433'),
    }),
  );
  return [
    apim(
      {
        ...(type === 'None' ? {} : injected(type)),
        additionalLocations: rarely({
          location: 'East US',
          publicIPAddresses: ['20.70.1.1'],
          ...(type === 'None'
            ? {}
            : { virtualNetworkConfiguration: { subnetResourceId: `${EAST}/subnets/snet-apim` } }),
        }),
        customProperties: pick<JsonObject>(
          {},
          { 'Microsoft.WindowsAzure.ApiManagement.Gateway.Protocols.Server.Http2': 'True' },
          { [FLAG]: 'False' },
        ),
        hostnameConfigurations: maybe({
          type: 'Proxy',
          hostName: 'api.example.com',
          keyVaultId: 'https://kv-a.vault.azure.net/secrets/api',
        }),
      },
      {
        identity: pick<JsonObject>({ type: 'SystemAssigned' }, userAssigned, { type: 'None' }),
        sku: { name: pick('Premium', 'Premium', 'Developer', 'StandardV2', 'Basic'), capacity: 1 },
      },
    ),
    virtualNetwork([
      subnet({
        networkSecurityGroup: pick<JsonObject | null>(
          { id: armId('Microsoft.Network/networkSecurityGroups/nsg-apim') },
          null,
        ),
        serviceEndpoints: ['Microsoft.KeyVault', 'Microsoft.Storage', 'Microsoft.Sql', 'Microsoft.ServiceBus'].flatMap(
          (service) => maybe({ service, provisioningState: 'Succeeded' }),
        ),
        ...pick<JsonObject>({}, { routeTable: { id: ROUTES } }),
      }),
    ]),
    networkSecurityGroup([...pick<readonly JsonObject[]>(requiredRules, []), ...denies]),
    resource(ROUTES, {
      location: 'westeurope',
      properties: {
        disableBgpRoutePropagation: pick(true, false),
        routes: maybe({
          id: `${ROUTES}/routes/apim-control-plane`,
          name: 'apim-control-plane',
          properties: {
            addressPrefix: '0.0.0.0/0',
            nextHopType: pick('VirtualAppliance', 'None'),
            nextHopIpAddress: '10.9.0.4',
          },
        }),
      },
    }),
    virtualNetwork([subnet({ networkSecurityGroup: { id: EAST_NSG } }, `${EAST}/subnets/snet-apim`)], {}, EAST),
    networkSecurityGroup(requiredRules, EAST_NSG),
    ...pick<readonly ArmResource[]>(
      [networkStatus()],
      [],
      [
        networkStatus('West Europe', [
          { name: 'x', status: pick('failure', 'initializing'), isOptional: pick(true, false) },
        ]),
      ],
    ),
    ...maybe(
      keyVaultNamedValue('a', 'kv-a', {
        identityClientId: pick(null, USER),
        lastStatus: pick<JsonObject>({ code: 'Success' }, { code: 'Forbidden' }),
      }),
    ),
    ...maybe(
      keyVaultNamedValue('b', 'kv-b', {
        secretIdentifier: 'https://kv-b.vault.azure.net/secrets/b/0123456789abcdef0123456789abcdef',
      }),
    ),
    keyVault('kv-a', { ...access(), networkAcls: acls() }, region()),
    keyVault('kv-b', { ...access(), networkAcls: acls() }),
    keyVault('kv-c', { ...access(), networkAcls: acls() }),
    managedHsm('hsm-prod', acls(), access()),
    storageAccount('stprod', acls(), access(), region()),
    registry('crprod', {
      ...access(),
      networkRuleBypassOptions: pick('AzureServices', 'None'),
      networkRuleSet: { defaultAction: 'Deny', ipRules: addresses().map((value) => ({ value })) },
    }),
    bus,
    rules(bus),
    hub,
    rules(hub),
    ...maybe(
      eventHubLogger('audit', {
        credentials: { endpointAddress: 'evh-prod.servicebus.windows.net', identityClientId: 'SystemAssigned' },
      }),
    ),
    ...[
      'kv-b.vault.azure.net',
      'kv-c.vault.azure.net',
      'hsm-prod.managedhsm.azure.net',
      'stprod.blob.core.windows.net',
      'crprod.azurecr.io',
      'sb-prod.servicebus.windows.net',
    ]
      .flatMap((host) => maybe(host))
      .map((host, index) => policy(`apis/api-${index}`, inbound(sendRequest(`https://${host}/x`, auth())))),
    ...rarely(
      resource(`${PERIMETER}/resourceAssociations/a`, {
        properties: {
          privateLinkResource: { id: armId('Microsoft.KeyVault/vaults/kv-a', 'rg-secrets') },
          profile: { id: `${PERIMETER}/profiles/p` },
          accessMode: pick('Enforced', 'Learning', 'Audit'),
        },
      }),
    ),
    resource(`${PERIMETER}/profiles/p`, { properties: {} }),
    resource(`${PERIMETER}/profiles/p/accessRules/in`, {
      properties: { direction: 'Inbound', addressPrefixes: [...addresses()] },
    }),
    ...rarely(backend('unused', 'https://kv-c.vault.azure.net')),
    ...rarely(policy('workspaces/team/apis/x', inbound(sendRequest('https://stprod.blob.core.windows.net/x', auth())))),
    resource(`${APIM}/workspaces/team`, { properties: {} }),
    api('old;rev=1', undefined, { isCurrent: false }),
    ...rarely(policy('apis/old;rev=1', inbound(sendRequest('https://kv-b.vault.azure.net/x')))),
    ...rarely(
      resource(`${APIM}/providers/Microsoft.Advisor/recommendations/r`, {
        properties: {
          category: 'OperationalExcellence',
          impactedField: 'Microsoft.ApiManagement/service',
          shortDescription: { problem: 'Disable trusted service connectivity in API Management' },
          resourceMetadata: { resourceId: APIM },
        },
      }),
    ),
    ...maybe(policy('', inbound(sendRequest(pick('@(Find())', 'https://unseen.vault.azure.net'))))).slice(
      0,
      random() < 0.3 ? 1 : 0,
    ),
  ];
}

const seeds = Array.from({ length: 400 }, (_, index) => index + 1);
const judged = seeds.map((seed) => {
  const resources = estate(seed);
  return { seed, resources, report: reportOf(resources) };
});

interface Shown {
  readonly seed: number;
  readonly requirement: string;
  readonly item: Item;
  readonly fix: Fix;
}

const shown: readonly Shown[] = judged.flatMap(({ seed, report }) =>
  report.findings.flatMap(({ requirement, items }) =>
    items.flatMap((item) => (item.fix === undefined ? [] : [{ seed, requirement, item, fix: item.fix }])),
  ),
);
const commands = shown.flatMap(({ seed, requirement, fix }) =>
  fix.command === undefined ? [] : [{ seed, requirement, command: fix.command, order: fix.order }],
);
const offences = (wrong: (one: (typeof commands)[number]) => boolean) =>
  commands.filter(wrong).map(({ seed, requirement, command }) => `${seed} ${requirement}: ${command}`);
const findingIn = (report: Report, id: string): Finding | undefined =>
  report.findings.find(({ requirement }) => requirement === id);

describe('fixes over many estates', () => {
  it('are of every kind', () => {
    const all = commands.map(({ command }) => command).join('\n');
    for (const kind of [
      '--service-endpoints',
      'nsg rule create',
      'route-table route create',
      '--bypass AzureServices',
      FLAG,
      'storage account network-rule add',
      'virtual-network-rule add',
      'ip-rule add',
      'acr network-rule add',
      '"identity"',
      '--hsm-name',
    ]) {
      expect(all).toContain(kind);
    }
    expect(commands.length).toBeGreaterThan(1000);
  });

  it('stand at every fail and every warning, with a page of the portal and one of the documentation', () => {
    const bad = judged.flatMap(({ seed, report }) =>
      report.findings.flatMap(({ requirement, items }) =>
        items
          .filter(({ status }) => status === 'fail' || status === 'warn')
          .filter(
            ({ fix }) =>
              !/^https:\/\/portal\.azure\.com\/#/.test(fix?.portal ?? '') ||
              !/^https:\/\/learn\.microsoft\.com\//.test(fix?.docs ?? ''),
          )
          .map(({ reason, fix }) => `${seed} ${requirement} ${reason} ${fix?.portal} ${fix?.docs}`),
      ),
    );
    expect(bad).toEqual([]);
  });

  it('say first what they touch, and look before they change', () => {
    expect(
      offences(({ command }) => {
        const [comment = '', ...rest] = command.split('\n');
        const [first = ''] = rest.filter((line) => !line.startsWith('#'));
        return !comment.startsWith('# ') || !/\b(list|show)\b|-m get/.test(first);
      }),
    ).toEqual([]);
  });

  it('close nothing, delete nothing and switch no bypass off', () => {
    expect(
      offences(({ command }) => {
        const removes = / (delete|remove|clear) /.test(command);
        return (
          removes ||
          /--bypass\s+None|--default-action|--set |publicNetworkAccess|--trusted|-m delete/i.test(command) ||
          // Azure has no patch for a policy and a certificate: each is put as it was read, but for the one thing.
          /-m put (?!-u '[^']*\/(?:policies|certificates)\/[^/']+')/.test(command)
        );
      }),
    ).toEqual([]);
  });

  it('keep the service endpoints, rules, properties and identities that are there', () => {
    expect(
      offences(({ seed, command }) => {
        const endpoints =
          command.includes('--service-endpoints') &&
          !/KEEP=\$\(.*\) &&\n[^\n]*--service-endpoints \$KEEP /.test(command);
        const rules =
          command.includes('networkAcls') &&
          command.includes('-m patch') &&
          !/\(\. \+ \{virtualNetworkRules:\(\[\(\.virtualNetworkRules \/\/ \[\]\)\[\] \|/.test(command);
        const properties = command.includes('customProperties:') && !command.includes('((. // {}) + {');
        const service = judged[seed - 1]?.resources[0];
        const attached = JSON.stringify(service?.identity ?? {}).includes(USER_ID);
        const identities = command.includes('"identity"') && attached && !command.includes(USER_ID);
        return endpoints || rules || properties || identities;
      }),
    ).toEqual([]);
  });

  it('never set the flag while a dependency fails or is unknown, and set it last', () => {
    for (const { report, seed } of judged) {
      const dependencies = findingIn(report, 'gateway-dependencies');
      const steps = fixPlan([report]);
      const at = steps.findIndex(({ command }) => command?.includes(FLAG) === true);
      if (dependencies?.status === 'fail' || dependencies?.status === 'unknown') expect([seed, at]).toEqual([seed, -1]);
      else if (at >= 0) expect([seed, at]).toEqual([seed, steps.length - 1]);
    }
  });

  it('keep their promise when they are tried: the item improves, and nothing else gets worse', () => {
    // A third of the estates: every change is judged anew, and the rest is for `npm run fuzz`.
    const broken = judged
      .filter(({ seed }) => seed % 3 === 0)
      .flatMap(({ seed, resources }) => {
        const subject = subjectOf(resources, {});
        return brokenPromises(subject.estate, (estate) => judgedOver({ ...subject, estate }), subject.today).map(
          (line) => `${seed} ${line}`,
        );
      });
    expect(broken).toEqual([]);
  });

  it('create rules and routes under names and places that are free, each its own', () => {
    for (const { seed, resources } of judged.filter(({ seed }) => seed % 10 === 0)) {
      const subject = subjectOf(resources, {});
      const plan = planOf(subject.estate, (estate) => judgedOver({ ...subject, estate }), subject.today, subject);
      const created = plan.steps
        .flatMap(({ changes }) => changes)
        .flatMap((change) => (change.kind === 'add-security-rule' ? [change] : []));
      const written = resources.flatMap(({ id, properties }) => {
        const { securityRules = [] } = (properties ?? {}) as {
          securityRules?: readonly { name: string; properties: { priority: number; direction: string } }[];
        };
        return securityRules.map((rule) => ({ group: id, name: rule.name, ...rule.properties }));
      });
      const rules = [...written, ...created];
      const places = rules.map(({ group, direction, priority }) => `${group} ${direction} ${priority}`);
      const names = rules.map(({ group, name }) => `${group} ${name}`);
      expect([seed, places]).toEqual([seed, [...new Set(places)]]);
      expect([seed, names]).toEqual([seed, [...new Set(names)]]);
    }
  });

  it('remove no address from which the gateway sends', () => {
    expect(offences(({ command }) => / network-rule remove .*--ip-address 20\.50\.1\.1/.test(command))).toEqual([]);
  });

  it('open nothing to everybody', () => {
    expect(offences(({ command }) => /0\.0\.0\.0\/0|--ip-address \*|defaultAction/.test(command))).toEqual([]);
  });

  it('offer no address rule where Storage ignores it', () => {
    const bad = shown.filter(
      ({ item, fix, seed }) =>
        /storageAccounts/.test(item.subject) &&
        item.location === 'westeurope' &&
        fix.command?.includes('--ip-address') === true &&
        judged[seed - 1]?.resources.some(({ id, location }) => id === item.subject && location === 'westeurope') ===
          true,
    );
    expect(bad.map(({ seed }) => seed)).toEqual([]);
  });

  it('give a rule for subnets of a namespace as the command line takes it: id=…', () => {
    expect(offences(({ command }) => /virtual-network-rule add .*--subnet (?!id=)/.test(command))).toEqual([]);
  });
});

it('names the tenant in every link, so that the portal opens the right directory', () => {
  const pages = shown.map(({ fix }) => fix.portal).filter((page) => page.includes(APIM));
  expect(pages.filter((page) => !page.includes(TENANT))).toEqual([]);
});
