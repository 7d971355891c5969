import type { ArmResource } from '../../../src/model/arm.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { render } from '../../../src/model/text.ts';
import { keyVaultNetworkAccess } from '../../../src/retirements/trusted-service-connectivity/key-vault-network-access.ts';
import { checkRequirement } from '../../support/check-requirement.ts';
import {
  apim,
  clientCertificate,
  firewall,
  injected,
  keyVault,
  keyVaultNamedValue,
  networkSecurityGroup,
  SUBNET,
  subnet,
  virtualNetwork,
} from '../../support/resources.ts';
import { subjectOf } from '../../support/subject.ts';
import { hostname, judged } from './shared/key-vault-support.ts';

const SUBNET_RULE = { virtualNetworkRules: [{ id: SUBNET.toLowerCase() }] };
const OURS = { ipRules: [{ value: '20.50.1.1/32' }] };
const withHostname = { hostnameConfigurations: [hostname('api.contoso.com', 'kv-prod')] };
const namedValue = keyVaultNamedValue('key', 'kv-prod');
const accept = { settings: { keyVaultTrustedAccess: 'accept' } } as const;
const shared = { sku: { name: 'BasicV2' } };
const vault = (rules: JsonObject = {}) => keyVault('kv-prod', firewall(rules));
const at = 'kv-prod westeurope';

checkRequirement(keyVaultNetworkAccess, {
  pass: [['an address rule', [apim(), vault(OURS), namedValue], ['pass kv-prod westeurope']]],
  fail: [
    ['the bypass alone', [apim(), vault(), namedValue], ['fail unsupported BYPASS_ONLY kv-prod westeurope']],
    ['nothing at all', [apim(), vault({ bypass: 'None' }), namedValue], ['fail outage NO_PATH kv-prod westeurope']],
  ],
  unknown: [
    [
      'an address rule while ours are shared',
      [apim({}, shared), vault(OURS), namedValue],
      ['unknown SHARED_EGRESS_IP kv-prod westeurope'],
    ],
  ],
  notApplicable: [['no reference', [apim()], ['not-applicable NO_KV_REFS apim-prod']]],
});

describe('the way into a vault that key-vault-network-access offers', () => {
  const inside = [
    apim(injected('External')),
    virtualNetwork([subnet({ serviceEndpoints: [] })]),
    networkSecurityGroup(),
  ];
  const kinds = (...resources: Parameters<typeof subjectOf>[0]) =>
    keyVaultNetworkAccess
      .check(subjectOf([...inside, vault(), namedValue, ...resources]))
      .flatMap((item) => item.fix?.changes?.map(({ kind }) => kind) ?? []);

  it('is by the subnet, and keeps the way into another vault, whose address rule stops to match behind the new endpoint', () => {
    expect(kinds()).toEqual(['add-network-rule', 'add-service-endpoint']);
    expect(kinds(keyVault('kv-other', firewall(OURS)), keyVaultNamedValue('other', 'kv-other'))).toEqual([
      'add-network-rule',
      'add-network-rule',
      'add-service-endpoint',
    ]);
  });
});

describe('key-vault-network-access', () => {
  it.each<[string, ArmResource, ArmResource, string]>([
    ['an address rule', apim(), vault(OURS), 'pass'],
    ['an address rule and no bypass', apim(), vault({ ...OURS, bypass: 'None' }), 'pass'],
    ['no firewall', apim(), keyVault(), 'pass'],
    ['default action Allow', apim(), vault({ defaultAction: 'Allow' }), 'pass'],
    ['the bypass alone', apim(), vault(), 'fail unsupported BYPASS_ONLY'],
    ['the bypass alone, by its absence', apim(), vault({ bypass: null }), 'fail unsupported BYPASS_ONLY'],
    ['nothing at all', apim(), vault({ bypass: 'None' }), 'fail outage NO_PATH'],
    [
      'public access disabled and the bypass',
      apim(),
      keyVault('kv-prod', { publicNetworkAccess: 'disabled' }),
      'fail unsupported BYPASS_ONLY',
    ],
    [
      'address rules that public access disabled makes idle',
      apim(),
      keyVault('kv-prod', { ...firewall(OURS), publicNetworkAccess: 'Disabled' }),
      'fail unsupported BYPASS_ONLY',
    ],
    ['shared addresses and no address rule', apim({}, shared), vault(), 'fail unsupported BYPASS_ONLY'],
    [
      'shared addresses, no address rule, no bypass',
      apim({}, shared),
      vault({ bypass: 'None' }),
      'fail outage NO_PATH',
    ],
    ['shared addresses and an address rule', apim({}, shared), vault(OURS), 'unknown SHARED_EGRESS_IP'],
  ])('of a vault with a named value and %s', (_, service, target, expected) => {
    expect(judged(keyVaultNetworkAccess, [service, target, namedValue])).toEqual([`${expected} ${at}`]);
  });

  it.each<[string, ArmResource, ArmResource, string]>([
    ['the bypass alone', apim(), vault(), 'pass BYPASS_ONLY'],
    ['line of sight unknown and the bypass', apim({}, shared), vault(OURS), 'pass SHARED_EGRESS_IP'],
    [
      'line of sight unknown and no bypass',
      apim({}, shared),
      vault({ ...OURS, bypass: 'None' }),
      'unknown SHARED_EGRESS_IP',
    ],
    ['nothing at all', apim(), vault({ bypass: 'None' }), 'fail outage NO_PATH'],
  ])(
    'with KEY_VAULT_TRUSTED_ACCESS=accept, or of a vault that serves hostnames only, and %s',
    (_, service, target, expected) => {
      expect(judged(keyVaultNetworkAccess, [service, target, namedValue], accept)).toEqual([`${expected} ${at}`]);
      const hostnames = { ...service, properties: { ...(service.properties as JsonObject), ...withHostname } };
      expect(judged(keyVaultNetworkAccess, [hostnames, target])).toEqual([`${expected} ${at}`]);
    },
  );

  it('gives no exception to a vault that serves a hostname and a client certificate', () => {
    expect(judged(keyVaultNetworkAccess, [apim(withHostname), vault(), clientCertificate('c', 'kv-prod')])).toEqual([
      `fail unsupported BYPASS_ONLY ${at}`,
    ]);
  });

  it('has one item for each vault and location', () => {
    const additionalLocations = [{ location: 'North Europe', publicIPAddresses: ['20.60.1.1'] }];
    const resources = [
      apim({ additionalLocations }),
      vault(OURS),
      keyVault('kv-open'),
      namedValue,
      keyVaultNamedValue('o', 'kv-open'),
    ];
    expect(judged(keyVaultNetworkAccess, resources)).toEqual([
      'pass kv-prod westeurope',
      'fail unsupported BYPASS_ONLY kv-prod northeurope',
      'pass kv-open westeurope',
      'pass kv-open northeurope',
    ]);
  });

  it('leaves out a location that is switched off, and judges from the primary when all are', () => {
    const additionalLocations = [{ location: 'North Europe', publicIPAddresses: ['20.60.1.1'], disableGateway: true }];
    const some = apim({ additionalLocations });
    const none = apim({ additionalLocations, disableGateway: true });
    expect(judged(keyVaultNetworkAccess, [some, vault(OURS), namedValue])).toEqual([`pass ${at}`]);
    expect(judged(keyVaultNetworkAccess, [none, vault(OURS), namedValue])).toEqual([`pass ${at}`]);
  });

  it('is unknown for a vault behind a perimeter that nobody shows, accepted or not', () => {
    const hidden = keyVault('kv-prod', { ...firewall(OURS), publicNetworkAccess: 'SecuredByPerimeter' });
    const expected = [`unknown PERIMETER_NOT_VISIBLE ${at}`];
    expect(judged(keyVaultNetworkAccess, [apim(), hidden, namedValue])).toEqual(expected);
    expect(judged(keyVaultNetworkAccess, [apim(), hidden, namedValue], accept)).toEqual(expected);
  });
});

describe('key-vault-network-access, from inside a virtual network', () => {
  const inside = apim(injected());
  const without = virtualNetwork([subnet({ serviceEndpoints: [{ service: 'Microsoft.Sql' }] })]);

  it.each<[string, ArmResource, ArmResource, string]>([
    ['the subnet listed, with its endpoint', virtualNetwork(), vault(SUBNET_RULE), 'pass'],
    ['the subnet listed, without an endpoint', without, vault(SUBNET_RULE), 'fail unsupported BYPASS_ONLY'],
    ['an endpoint, and the subnet not listed', virtualNetwork(), vault(), 'fail unsupported BYPASS_ONLY'],
    [
      'an endpoint that makes the address rule miss',
      virtualNetwork(),
      vault({ ...OURS, bypass: 'None' }),
      'fail outage NO_PATH',
    ],
  ])('with %s', (_, network, target, expected) => {
    expect(judged(keyVaultNetworkAccess, [inside, network, target, namedValue])).toEqual([`${expected} ${at}`]);
  });

  it('does not look at what network security groups and routes do', () => {
    const denyAll = networkSecurityGroup([
      {
        name: 'no',
        properties: {
          priority: 100,
          direction: 'Outbound',
          access: 'Deny',
          protocol: '*',
          sourceAddressPrefix: '*',
          destinationAddressPrefix: '*',
          sourcePortRange: '*',
          destinationPortRange: '*',
        },
      },
    ]);
    expect(judged(keyVaultNetworkAccess, [inside, virtualNetwork(), denyAll, vault(SUBNET_RULE), namedValue])).toEqual([
      `pass ${at}`,
    ]);
  });

  it('is unknown where the network is unread and the subnet is listed', () => {
    const resources = [inside, virtualNetwork(), vault(SUBNET_RULE), namedValue];
    const denied = [SUBNET.slice(0, SUBNET.indexOf('/subnets'))];
    expect(judged(keyVaultNetworkAccess, resources, { denied })).toEqual([`unknown FORBIDDEN ${at}`]);
  });

  it('is unknown for a location without a subnet id', () => {
    const service = apim({ virtualNetworkType: 'Internal' });
    expect(judged(keyVaultNetworkAccess, [service, vault(), namedValue])).toEqual([`unknown SUBNET_MISSING ${at}`]);
  });
});

describe('key-vault-network-access, what it says and offers', () => {
  const first = (...resources: readonly ArmResource[]) => keyVaultNetworkAccess.check(subjectOf(resources))[0];

  it('says of the bypass alone which page supports such reads and which does not, and links both', () => {
    const item = first(apim(), vault(), namedValue);
    const message = item === undefined ? '' : render(item.message);
    expect(message).toContain(
      'for custom-domain certificates only (https://learn.microsoft.com/azure/key-vault/general/overview-vnet-service-endpoints#trusted-services)',
    );
    expect(message).toContain(
      'through the bypass (https://learn.microsoft.com/azure/api-management/api-management-howto-properties#key-vault-secrets)',
    );
    expect(item?.evidence).toContainEqual(
      expect.objectContaining({ property: 'properties.networkAcls.bypass', observed: 'AzureServices' }),
    );
  });

  it('admits the addresses that are missing, and only these', () => {
    const service = apim({ publicIPAddresses: ['20.50.1.1', '20.50.1.2'] });
    const commands = first(service, vault(OURS), namedValue)
      ?.fix?.command?.split('\n')
      .filter((line) => line.includes(' add '));
    expect(commands).toEqual([
      'az keyvault network-rule add -g rg-secrets -n kv-prod --subscription 11111111-1111-4111-8111-111111111111 --ip-address 20.50.1.2/32',
    ]);
  });

  it('admits a subnet that has the endpoint by one rule', () => {
    const command = first(apim(injected()), virtualNetwork(), vault(), namedValue)?.fix?.command;
    expect(command?.split('\n').at(-1)).toBe(
      `az keyvault network-rule add -g rg-secrets -n kv-prod --subscription 11111111-1111-4111-8111-111111111111 --subnet ${SUBNET}`,
    );
  });

  it('adds the rule before the endpoint, and keeps the rules and endpoints that are there', () => {
    const network = virtualNetwork([subnet({ serviceEndpoints: [{ service: 'Microsoft.Sql' }] })]);
    const command = first(apim(injected()), network, vault(), namedValue)?.fix?.command ?? '';
    expect(command.indexOf('-m patch')).toBeGreaterThan(0);
    expect(command.indexOf('-m patch')).toBeLessThan(command.indexOf('subnet update'));
    expect(command).toContain('(.virtualNetworkRules // [])[]');
    expect(command).toContain('--service-endpoints $KEEP Microsoft.KeyVault');
  });

  it('adds only the endpoint where the vault lists the subnet already', () => {
    const network = virtualNetwork([subnet({ serviceEndpoints: [{ service: 'Microsoft.Sql' }] })]);
    const fix = first(apim(injected()), network, vault(SUBNET_RULE), namedValue)?.fix;
    expect(fix?.changes?.map(({ kind }) => kind)).toEqual(['add-service-endpoint']);
    expect(fix?.command).toContain('--service-endpoints $KEEP Microsoft.KeyVault');
    expect(fix?.command).not.toContain('patch');
  });

  it('offers the bypass where nothing but hostname certificates needs the vault', () => {
    const fix = first(apim(withHostname), vault({ bypass: 'None' }))?.fix;
    expect(fix?.command).toContain('--bypass AzureServices');
  });

  it('never opens the vault and never switches its bypass off', () => {
    const targets = [
      vault(),
      vault({ bypass: 'None' }),
      vault(OURS),
      keyVault('kv-prod', { publicNetworkAccess: 'Disabled' }),
    ];
    const services = [apim(), apim({}, shared), apim(injected()), apim({ publicIPAddresses: ['20.50.9.9'] })];
    const fixes = targets.flatMap((target) =>
      services.flatMap((service) => first(service, virtualNetwork(), target, namedValue)?.fix ?? []),
    );
    expect(fixes.length).toBeGreaterThan(8);
    for (const fix of fixes) expect(fix.command ?? '').not.toMatch(/--bypass|--default-action|--public-network-access/);
  });
});
