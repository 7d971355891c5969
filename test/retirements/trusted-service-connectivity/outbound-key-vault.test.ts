import { render } from '../../../src/model/text.ts';
import { outboundKeyVault } from '../../../src/retirements/trusted-service-connectivity/outbound-key-vault.ts';
import { checkRequirement } from '../../support/check-requirement.ts';
import { apim, NSG, resource, securityRule, subnet, VNET } from '../../support/resources.ts';
import { denyTo, itemsOf, judged, type Network, network, northEurope, SUBNET_NORTH } from './shared/network-support.ts';

checkRequirement(outboundKeyVault, {
  pass: [['the default rules', network(), ['pass snet-apim westeurope']]],
  fail: [['everything denied', network({ rules: [denyTo('*')] }), ['fail outage NSG_DENY snet-apim westeurope']]],
  unknown: [
    ['a security group that may not be read', network(), ['unknown FORBIDDEN snet-apim westeurope'], { denied: [NSG] }],
  ],
  notApplicable: [['no network', [apim()], ['not-applicable NO_VNET apim-prod']]],
});

describe('outbound-key-vault', () => {
  it.each<readonly [string, string, Network]>([
    ['the default rules allow it', 'pass', {}],
    ['there is no security group', 'pass', { subnet: { networkSecurityGroup: null } }],
    [
      'a deny of AzureCloud goes first',
      'fail outage NSG_DENY',
      {
        rules: [
          denyTo('AzureCloud', { priority: 200 }),
          securityRule('Allow', { priority: 300, destinationAddressPrefix: 'AzureKeyVault' }),
        ],
      },
    ],
    ['everything is denied', 'fail outage NSG_DENY', { rules: [denyTo('*')] }],
    ['only a part may be denied', 'unknown NSG_PARTIAL', { rules: [denyTo('20.0.0.0/8')] }],
    [
      'a regional tag alone allows it',
      'warn REGIONAL_TAG',
      {
        rules: [securityRule('Allow', { destinationAddressPrefix: 'AzureKeyVault.WestEurope' }), denyTo('*')],
      },
    ],
    [
      'a regional tag stands beside the whole one',
      'pass',
      {
        rules: [
          securityRule('Allow', {
            destinationAddressPrefix: null,
            destinationAddressPrefixes: ['AzureKeyVault.WestEurope', 'AzureKeyVault'],
          }),
          denyTo('*'),
        ],
      },
    ],
    [
      'a regional tag stands beside what holds the whole one',
      'pass',
      {
        rules: [
          securityRule('Allow', {
            destinationAddressPrefix: null,
            destinationAddressPrefixes: ['AzureKeyVault.WestEurope', 'AzureCloud'],
          }),
          denyTo('*'),
        ],
      },
    ],
    [
      'a regional tag stands beside another service',
      'warn REGIONAL_TAG',
      {
        rules: [
          securityRule('Allow', {
            destinationAddressPrefix: null,
            destinationAddressPrefixes: ['AzureKeyVault.WestEurope', 'Storage'],
          }),
          denyTo('*'),
        ],
      },
    ],
    [
      'a default route leads nowhere, which is for forced-tunnelling to say',
      'pass',
      { subnet: { routeTable: { id: 'gone' } } },
    ],
  ])('when %s: %s', (_, expected, parts) => {
    expect(judged(outboundKeyVault, network(parts))).toEqual([`${expected} snet-apim westeurope`]);
  });

  it.each<readonly [string, Network, string | undefined, boolean]>([
    ['a rule of the group denies', { rules: [denyTo('*')] }, NSG, true],
    [
      'a regional tag alone allows',
      { rules: [securityRule('Allow', { destinationAddressPrefix: 'AzureKeyVault.WestEurope' }), denyTo('*')] },
      undefined,
      true,
    ],
    ['nothing denies', {}, undefined, false],
    ['only a part may be denied', { rules: [denyTo('20.0.0.0/8')] }, undefined, false],
  ])('is about what denies, and offers a way where one is needed: %s', (_, parts, about, offers) => {
    const [item] = itemsOf(outboundKeyVault, network(parts));

    expect([item?.about, item?.fix !== undefined]).toEqual([about, offers]);
    expect(item?.evidence[0]?.expected).toBe('TCP 443 to AzureKeyVault allowed');
  });

  it('is unknown while the security group may not be read', () => {
    expect(judged(outboundKeyVault, network(), { denied: [NSG] })).toEqual(['unknown FORBIDDEN snet-apim westeurope']);
  });

  it('fails by a security admin rule, which only its owner can change', () => {
    const rule = resource(`${VNET}/providers/Microsoft.Network/effectiveSecurityAdminRules/r`, {
      properties: {
        displayName: 'No vaults',
        access: 'Deny',
        priority: 5,
        direction: 'Outbound',
        protocol: 'Any',
        sources: [{ addressPrefix: '*', addressPrefixType: 'IPPrefix' }],
        destinations: [{ addressPrefix: 'AzureKeyVault', addressPrefixType: 'ServiceTag' }],
        sourcePortRanges: ['0-65535'],
        destinationPortRanges: ['0-65535'],
      },
    });
    const [item] = itemsOf(outboundKeyVault, [...network(), rule]);

    expect(item).toMatchObject({ status: 'fail', impact: 'outage', reason: 'ADMIN_RULE_DENY' });
    expect(item?.fix?.command).toBeUndefined();
    expect(render(item?.fix?.title ?? { template: '', values: {} })).toContain('No vaults');
  });

  it('judges a second location by its own subnet and group', () => {
    const other = `${NSG}-north`;
    const resources = [
      ...network({
        service: northEurope(),
        otherSubnets: [subnet({ networkSecurityGroup: { id: other } }, SUBNET_NORTH)],
      }),
      resource(other, { properties: { securityRules: [denyTo('*')] } }),
    ];

    expect(judged(outboundKeyVault, resources)).toEqual([
      'pass snet-apim westeurope',
      'fail outage NSG_DENY snet-north northeurope',
    ]);
  });

  it('offers a rule with a free priority and a free name, in front of the deny', () => {
    const rules = [
      denyTo('*', { priority: 300 }),
      securityRule('apim-out-AzureKeyVault-443', { priority: 295, destinationAddressPrefix: '10.0.0.0/8' }),
    ];
    const [item] = itemsOf(outboundKeyVault, network({ rules }));
    const command = item?.fix?.command ?? '';

    expect(command).toContain('az network nsg rule list -g rg-api --nsg-name nsg-apim');
    expect(command).toContain('-n apim-out-AzureKeyVault-443-2 --priority 299 --direction Outbound --access Allow');
    expect(command).toContain('--destination-address-prefixes AzureKeyVault --destination-port-ranges 443');
    expect(item?.fix?.portal).toMatch(/nsg-apim\/outboundSecurityRules$/);
  });

  it('moves the deny back where no priority is free in front of it', () => {
    const [item] = itemsOf(outboundKeyVault, network({ rules: [denyTo('*', { priority: 100 })] }));

    expect(item?.fix?.changes?.map(({ kind }) => kind)).toEqual(['move-security-rule', 'add-security-rule']);
    expect(item?.fix?.portal).toContain(NSG);
  });
});
