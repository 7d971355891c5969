import { EstateError, parseEstate } from '../../src/simulator/estate.ts';
import { estateOf, GROUP, NETWORK, resource, SERVICE, SUBSCRIPTION, service } from './sample.ts';

const refused = (content: unknown): string => {
  try {
    parseEstate(typeof content === 'string' ? content : JSON.stringify(content), 'estate.json');
  } catch (error) {
    if (error instanceof EstateError) return error.message;
    throw error;
  }
  return 'accepted';
};

describe('parseEstate', () => {
  it.each([
    ['text that is no JSON', '{ "resources": [', 'estate.json: the estate file is not valid JSON.'],
    ['a list', [], 'estate.json: the estate file must hold one JSON object.'],
    ['null', 'null', 'estate.json: the estate file must hold one JSON object.'],
    ['an object without resources', {}, 'estate.json: "resources" must be a list of Azure resources.'],
    ['resources by name', { resources: {} }, 'estate.json: "resources" must be a list of Azure resources.'],
    [
      'a tenant that is no text',
      { tenantId: 5, resources: [] },
      'estate.json: "tenantId" must be a tenant\'s GUID or domain name.',
    ],
    ['a resource that is a text', { resources: ['x'] }, 'estate.json: resource 1 is not an object.'],
    ['a resource without an id', { resources: [service, { type: 'a/b' }] }, 'estate.json: resource 2 has no id.'],
    [
      'a type that is no text',
      { resources: [{ id: SERVICE, type: 7 }] },
      `estate.json: resource 1 (${SERVICE}) has no type.`,
    ],
    [
      'an id that is a name',
      { resources: [{ id: 'apim-prod', type: 'a/b' }] },
      'estate.json: resource 1 has an id that is no ARM id: apim-prod',
    ],
    [
      'an id with an empty segment',
      { resources: [{ id: `${GROUP}//providers/a/b/c`, type: 'a/b' }] },
      `estate.json: resource 1 has an id that is no ARM id: ${GROUP}//providers/a/b/c`,
    ],
    [
      'two resources of one id in different case',
      { resources: [service, { ...service, id: SERVICE.toUpperCase() }] },
      `estate.json: the resource ${SERVICE.toUpperCase()} is listed twice.`,
    ],
    [
      'denied as a text',
      { resources: [], denied: SUBSCRIPTION },
      'estate.json: "denied" must be a list of ARM id prefixes.',
    ],
    [
      'groups as a list',
      { resources: [], groups: [] },
      'estate.json: "groups" must give for each group\'s object id the list of its members.',
    ],
    [
      'a group without a list',
      { resources: [], groups: { g: 'p' } },
      'estate.json: "groups" must give for each group\'s object id the list of its members.',
    ],
    ['a denied number', { resources: [], denied: [7] }, 'estate.json: the denied entry 7 is no ARM id prefix.'],
    ['a denied root', { resources: [], denied: ['/'] }, 'estate.json: the denied entry "/" is no ARM id prefix.'],
    [
      'a denied name',
      { resources: [], denied: ['rg-app'] },
      'estate.json: the denied entry "rg-app" is no ARM id prefix.',
    ],
  ])('refuses %s in one sentence', (_, content, message) => {
    expect(refused(content)).toBe(message);
  });

  it('keeps unknown keys of the file and of a resource', () => {
    const text = JSON.stringify({ note: 'mine', resources: [{ ...service, futureKey: { a: [1] } }] });

    const estate = parseEstate(text, 'estate.json');

    expect(estate.file.note).toBe('mine');
    expect(estate.resources.get(SERVICE.toLowerCase())).toMatchObject({ id: SERVICE, futureKey: { a: [1] } });
  });

  it('reads a file that begins with a byte order mark', () => {
    expect(parseEstate('\uFEFF{"resources":[]}', 'estate.json').resources.size).toBe(0);
  });

  it.each([
    ['a subscription', SUBSCRIPTION, 'Microsoft.Resources/subscriptions'],
    ['network status', `${SERVICE}/networkstatus`, 'Microsoft.ApiManagement/service/networkStatus'],
    ['a subnet', `${NETWORK}/subnets/snet-apim`, 'Microsoft.Network/virtualNetworks/subnets'],
    ['a service', SERVICE, 'Microsoft.ApiManagement/service'],
    ['a policy', `${SERVICE}/apis/a/policies/policy`, 'Microsoft.ApiManagement/service/apis/policies'],
    [
      'an extension resource',
      `${SERVICE}/providers/Microsoft.Advisor/recommendations/r1`,
      'Microsoft.Advisor/recommendations',
    ],
  ])('knows the type of %s where the file gives none', (_, id, type) => {
    expect(estateOf([{ id }]).resources.get(id.toLowerCase())?.type).toBe(type);
  });

  it('names a resource by its id where the file gives no name', () => {
    const { name: _, ...nameless } = resource(`${SERVICE}/backends/orders`);

    expect(estateOf([nameless]).resources.get(`${SERVICE}/backends/orders`.toLowerCase())?.name).toBe('orders');
  });
});
