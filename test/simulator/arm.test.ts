import { answerGet } from '../../src/simulator/arm.ts';
import { parseEstate } from '../../src/simulator/estate.ts';
import { landscape } from '../../src/simulator/landscape.ts';
import { estateOf, GROUP, NETWORK, resource, SERVICE, SUBSCRIPTION, service, VAULT, vault } from './sample.ts';

const HUB = `${SUBSCRIPTION}/resourceGroups/rg-hub`;
const POLICY = { format: 'xml', value: '<set-url>@(a &lt; b)</set-url>' };
const WORKSPACE = `${SERVICE}/workspaces/team`;
const STATUS = [{ location: 'West Europe', networkStatus: { dnsServers: [], connectivityStatus: [] } }];

const status = (code?: string) => ({
  keyVault: { secretIdentifier: 'https://kv/secrets/s', ...(code ? { lastStatus: { code } } : {}) },
});
const RESOURCES = [
  service,
  vault,
  resource(NETWORK, { subnets: [{ name: 'snet-apim', properties: { addressPrefix: '10.0.0.0/24' } }] }),
  resource(`${SERVICE}/namedValues/plain`, { displayName: 'plain', value: 'shown', secret: false }),
  resource(`${SERVICE}/namedValues/secret`, { displayName: 'secret', value: 'hidden', secret: true }),
  resource(`${SERVICE}/namedValues/good`, status('Success')),
  resource(`${SERVICE}/namedValues/bad`, status('Forbidden')),
  resource(`${SERVICE}/namedValues/never`, status()),
  resource(`${SERVICE}/certificates/bad`, status('SecretNotFound')),
  resource(`${SERVICE}/policies/policy`, POLICY),
  resource(`${SERVICE}/products/starter/policies/policy`, POLICY),
  resource(`${SERVICE}/apis/echo`, {}),
  resource(`${SERVICE}/apis/echo/policies/policy`, POLICY),
  resource(`${SERVICE}/apis/echo/operations/get/policies/policy`, POLICY),
  resource(`${SERVICE}/apis/echo/resolvers/r/policies/policy`, POLICY),
  resource(`${WORKSPACE}/apis/w/policies/policy`, POLICY),
  resource(`${SERVICE}/policyFragments/shared`, POLICY),
  { id: `${SERVICE}/networkstatus`, value: STATUS },
  resource(`${SERVICE}/providers/Microsoft.Advisor/recommendations/r1`, {}),
  resource(`${SERVICE}-2`, {}),
  resource(`${HUB}/providers/Microsoft.ApiManagement/service/apim-hub`, {}),
  resource(`${GROUP}/providers/Microsoft.ServiceBus/namespaces/sb`, {}),
  {
    ...resource(`${GROUP}/providers/Microsoft.ServiceBus/namespaces/sb/networkruleset/default`, {
      defaultAction: 'Deny',
    }),
    type: 'Microsoft.ServiceBus/Namespaces/NetworkRuleSet',
  },
  resource(`${SUBSCRIPTION}/providers/Microsoft.Authorization/roleAssignments/inherited`, { principalId: 'P1' }),
  resource(`${VAULT}/providers/Microsoft.Authorization/roleAssignments/own`, { principalId: 'p1' }),
  resource(`${VAULT}/providers/Microsoft.Authorization/roleAssignments/other`, { principalId: 'p2' }),
  {
    ...resource(`${SUBSCRIPTION}/providers/Microsoft.Network/locations/westeurope/serviceTags`),
    type: 'Microsoft.Network/serviceTags',
    values: [],
  },
];

const get = (path: string, query = '', { denied = [] as readonly string[], pageSize = 100 } = {}) => {
  const setting = { landscape: landscape(estateOf(RESOURCES, denied)), endpoint: 'https://sim', pageSize };
  const answer = answerGet(setting, path, new URLSearchParams(`api-version=2024-05-01${query}`));
  // biome-ignore lint/suspicious/noExplicitAny: each test knows the shape that it looks into
  return { status: answer.status, body: answer.body as any };
};
const names = (path: string, query = '', options = {}) =>
  (get(path, query, options).body.value as { name: string }[]).map(({ name }) => name);
const code = (path: string, query = '', options = {}) => {
  const { status, body } = get(path, query, options);
  return [status, body.error?.code];
};

describe('a GET of one resource', () => {
  it('answers it as the estate has it, whatever the case of the id', () => {
    expect(get(SERVICE.toUpperCase()).body).toEqual(service);
  });

  it.each([
    ['a resource', `${GROUP}/providers/Microsoft.KeyVault/vaults/none`, 'ResourceNotFound'],
    ['a child', `${SERVICE}/apis/none`, 'ResourceNotFound'],
    ['a policy', `${SERVICE}/products/none/policies/policy`, 'ResourceNotFound'],
    ['a rule set', `${GROUP}/providers/Microsoft.EventHub/namespaces/eh/networkRuleSets/default`, 'ResourceNotFound'],
    ['network status', `${SERVICE}-2/networkstatus`, 'ResourceNotFound'],
    [
      'the tags of a location',
      `${SUBSCRIPTION}/providers/Microsoft.Network/locations/eastus/serviceTags`,
      'ResourceNotFound',
    ],
    ['a subscription', '/subscriptions/none', 'SubscriptionNotFound'],
    ['a group', `${SUBSCRIPTION}/resourceGroups/none`, 'ResourceGroupNotFound'],
    ['another page', '/nothing', 'ResourceNotFound'],
  ])('is 404 for %s that is not there', (_, path, expected) => {
    expect(code(path)).toEqual([404, expected]);
  });

  it.each([
    ['xml', '', POLICY],
    ['xml', '&format=xml', POLICY],
    ['rawxml', '&format=rawxml', { format: 'rawxml', value: '<set-url>@(a < b)</set-url>' }],
  ])('shows a policy or fragment as %s for "%s"', (_, query, properties) => {
    expect(get(`${SERVICE}/policies/policy`, query).body.properties).toEqual(properties);
    expect(get(`${SERVICE}/policyFragments/shared`, query).body.properties).toEqual(properties);
  });

  it('answers network status bare, in either spelling', () => {
    expect(get(`${SERVICE}/networkstatus`).body).toEqual(STATUS);
    expect(get(`${SERVICE}/networkStatus`).body).toEqual(STATUS);
  });

  it('withholds the value of a secret named value only', () => {
    expect(get(`${SERVICE}/namedValues/secret`).body.properties).toEqual({ displayName: 'secret', secret: true });
    expect(get(`${SERVICE}/namedValues/plain`).body.properties.value).toBe('shown');
  });

  it('finds a rule set whose id spells its type as Azure does', () => {
    const path = `${GROUP}/providers/Microsoft.ServiceBus/namespaces/sb/networkRuleSets/default`;

    expect(get(path).body.properties).toEqual({ defaultAction: 'Deny' });
  });

  it('answers what is nested in a parent, and what is listed as an odd address', () => {
    expect(get(`${NETWORK}/subnets/snet-apim`).body.properties).toEqual({ addressPrefix: '10.0.0.0/24' });
    expect(get(`${SUBSCRIPTION}/providers/Microsoft.Network/locations/westeurope/serviceTags`).body.values).toEqual([]);
  });

  it.each([
    ['', 'MissingApiVersionParameter'],
    ['api-version=latest', 'InvalidApiVersionParameter'],
  ])('is 400 with the query "%s"', (query, expected) => {
    const setting = { landscape: landscape(estateOf(RESOURCES)), endpoint: 'https://sim', pageSize: 100 };

    expect(answerGet(setting, SERVICE, new URLSearchParams(query))).toMatchObject({
      status: 400,
      body: { error: { code: expected } },
    });
  });
});

describe('a list', () => {
  it.each([
    ['the children of a resource', `${SERVICE}/apis`, ['echo']],
    ['an empty collection', `${SERVICE}/backends`, []],
    ['children of a parent that only its children show', `${WORKSPACE}/apis/w/policies`, ['policy']],
    ['subnets', `${NETWORK}/subnets`, ['snet-apim']],
    ['a type in a group', `${GROUP}/providers/Microsoft.ApiManagement/service`, ['apim-prod', 'apim-prod-2']],
    [
      'a type in a subscription',
      `${SUBSCRIPTION}/providers/Microsoft.ApiManagement/service`,
      ['apim-prod', 'apim-prod-2', 'apim-hub'],
    ],
    ['extension resources of one resource', `${SERVICE}/providers/Microsoft.Advisor/recommendations`, ['r1']],
    ['extension resources of a subscription', `${SUBSCRIPTION}/providers/Microsoft.Advisor/recommendations`, ['r1']],
    ['no extension resources', `${VAULT}/providers/Microsoft.Advisor/recommendations`, []],
    [
      'role assignments, inherited ones too',
      `${VAULT}/providers/Microsoft.Authorization/roleAssignments`,
      ['inherited', 'own', 'other'],
    ],
    ['groups', `${SUBSCRIPTION}/resourceGroups`, ['rg-app', 'rg-hub']],
  ])('answers %s', (_, path, expected) => {
    expect(names(path)).toEqual(expected);
  });

  it('answers the subscriptions', () => {
    expect(get('/subscriptions').body.value).toMatchObject([{ id: SUBSCRIPTION, state: 'Enabled' }]);
  });

  it.each([
    [
      'below a parent that is not there',
      `${GROUP}/providers/Microsoft.ApiManagement/service/none/apis`,
      'ResourceNotFound',
    ],
    [
      'in a group that is not there',
      `${SUBSCRIPTION}/resourceGroups/none/providers/Microsoft.KeyVault/vaults`,
      'ResourceGroupNotFound',
    ],
    ['of a misspelt collection', `${SERVICE}/namedValue`, 'InvalidResourceType'],
  ])('is 404 %s', (_, path, expected) => {
    expect(code(path)).toEqual([404, expected]);
  });

  it.each([
    ['namedValues', ['bad']],
    ['certificates', ['bad']],
  ])('of %s shows those whose refresh failed', (collection, expected) => {
    expect(names(`${SERVICE}/${collection}`, '&isKeyVaultRefreshFailed=true')).toEqual(expected);
  });

  it('withholds secrets as well', () => {
    expect(JSON.stringify(get(`${SERVICE}/namedValues`).body)).not.toContain('hidden');
  });

  it('filters role assignments by principal, and refuses any other filter', () => {
    const path = `${VAULT}/providers/Microsoft.Authorization/roleAssignments`;

    expect(names(path, "&$filter=principalId eq 'p1'")).toEqual(['inherited', 'own']);
    expect(code(path, '&$filter=atScope()')).toEqual([400, 'InvalidFilter']);
  });

  it('lists what is assigned to a principal and to its groups, groups in groups too, from management groups down', () => {
    const role = (scope: string, name: string, principalId: string) => ({
      id: `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`,
      type: 'Microsoft.Authorization/roleAssignments',
      properties: { principalId, scope },
    });
    const estate = {
      resources: [
        { id: VAULT, type: 'Microsoft.KeyVault/vaults' },
        role(VAULT, 'own', 'P1'),
        role(VAULT, 'group', 'g1'),
        role(`${VAULT}/secrets/one`, 'outer-group', 'g2'),
        role('/providers/Microsoft.Management/managementGroups/root', 'root', 'p1'),
        role(VAULT, 'somebody-else', 'p2'),
      ],
      groups: { G1: ['p1'], g2: ['G1'], g3: ['p2'] },
    };
    const setting = {
      landscape: landscape(parseEstate(JSON.stringify(estate), 'estate.json')),
      endpoint: 'https://sim',
    };
    const query = new URLSearchParams(`api-version=2022-04-01&$filter=assignedTo('p1')`);
    const path = `${VAULT}/providers/Microsoft.Authorization/roleAssignments`;
    const { body } = answerGet({ ...setting, pageSize: 100 }, path, query) as { body: { value: { name: string }[] } };
    expect(body.value.map(({ name }) => name).toSorted()).toEqual(['group', 'outer-group', 'own', 'root']);
  });

  it('comes in pages with a link to the next one on the same host', () => {
    const seen: string[] = [];
    let link: string | undefined = `https://sim${SERVICE}/namedValues?api-version=2024-05-01&x=%20y`;
    while (link) {
      const url: URL = new URL(link);
      expect(url.host).toBe('sim');
      expect(url.searchParams.get('x')).toBe(' y');
      const { body } = get(decodeURIComponent(url.pathname), url.search.replace('?', '&'), { pageSize: 2 });
      expect(body.count).toBe(5);
      seen.push(...body.value.map(({ name }: { name: string }) => name));
      link = body.nextLink;
    }

    expect(seen).toEqual(['plain', 'secret', 'good', 'bad', 'never']);
    expect(link).toBe('');
  });

  it('has no link at all on the last page outside of API Management', () => {
    expect(get(`${NETWORK}/subnets`).body).not.toHaveProperty('nextLink');
  });
});

describe('allPolicies', () => {
  const EXPECTED = [
    `${SERVICE}/policies/policy`,
    `${SERVICE}/products/starter/policies/policy`,
    `${SERVICE}/apis/echo/policies/policy`,
    `${SERVICE}/apis/echo/operations/get/policies/policy`,
    `${SERVICE}/apis/echo/resolvers/r/policies/policy`,
    `${WORKSPACE}/apis/w/policies/policy`,
  ];
  const references = (options = {}) =>
    get(`${SERVICE}/allPolicies`, '', options).body.value.map(
      (item: { properties: { referencePolicyId: string } }) => item.properties.referencePolicyId,
    );

  it('refers to the policies of every scope, without their content', () => {
    expect(references()).toEqual(EXPECTED);
    expect(get(`${SERVICE}/allPolicies`).body.value[0].properties).toEqual({
      referencePolicyId: EXPECTED[0],
      complianceState: 'Compliant',
    });
  });

  it('still refers to a policy that may not be read', () => {
    const options = { denied: [`${SERVICE}/policies/policy`] };

    expect(references(options)).toEqual(EXPECTED);
    expect(code(`${SERVICE}/policies/policy`, '', options)).toEqual([403, 'AuthorizationFailed']);
  });

  it('is 404 for a service that is not there', () => {
    expect(code(`${GROUP}/providers/Microsoft.ApiManagement/service/none/allPolicies`)).toEqual([
      404,
      'ResourceNotFound',
    ]);
  });
});

describe('a denied prefix', () => {
  const options = { denied: [SERVICE.toUpperCase()] };

  it.each([
    ['the resource', SERVICE],
    ['its children', `${SERVICE}/apis/echo`],
    ['its collections', `${SERVICE}/apis`],
    ['its extension resources', `${SERVICE}/providers/Microsoft.Advisor/recommendations/r1`],
    ['children that are not there', `${SERVICE}/apis/none`],
  ])('covers %s', (_, path) => {
    expect(code(path, '', options)).toEqual([403, 'AuthorizationFailed']);
  });

  it('does not cover a name that only begins alike', () => {
    expect(get(`${SERVICE}-2`, '', options).status).toBe(200);
  });

  it('trims the lists of a subscription and of a group', () => {
    expect(names(`${SUBSCRIPTION}/providers/Microsoft.ApiManagement/service`, '', options)).toEqual([
      'apim-prod-2',
      'apim-hub',
    ]);
    expect(names(`${SUBSCRIPTION}/resourceGroups`, '', { denied: [HUB] })).toEqual(['rg-app']);
  });
});
