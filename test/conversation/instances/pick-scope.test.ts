/** Which instances a scope means. */
import { pickScope } from '../../../src/conversation/instances/pick-scope.ts';
import type { Condition } from '../../../src/model/scope.ts';
import { discovered } from '../../support/report.ts';

const instances = [
  discovered('apim-prod', { resourceGroup: 'rg-api-prod', tags: { environment: 'production' } }),
  discovered('apim-edge', { resourceGroup: 'rg-edge', sku: 'StandardV2', location: 'swedencentral' }),
  discovered('apim-dev', {
    resourceGroup: 'rg-api-dev',
    subscriptionId: '22222222-2222-4222-8222-222222222222',
    subscriptionName: 'Contoso Development',
    sku: 'Developer',
    tags: { Environment: 'test' },
  }),
  discovered('apim-lab', {
    resourceGroup: 'production',
    subscriptionId: '22222222-2222-4222-8222-222222222222',
    subscriptionName: 'Contoso Development',
    sku: 'Developer',
  }),
];

function pick(...where: Condition[]) {
  const picked = pickScope({ names: [], where }, instances);
  return picked.kind === 'some' ? picked.instances.map(({ name }) => name) : picked.kind;
}

describe('pickScope', () => {
  it.each<[string, Condition, readonly string[] | string]>([
    ['a subscription', { by: 'subscription', value: 'contoso development' }, ['apim-dev', 'apim-lab']],
    ['a subscription by a word of its name', { by: 'subscription', value: 'dev' }, ['apim-dev', 'apim-lab']],
    ['a resource group in any case', { by: 'resource-group', value: 'RG-EDGE' }, ['apim-edge']],
    ['a region as the portal writes it', { by: 'region', value: 'Sweden Central' }, ['apim-edge']],
    ['a tier', { by: 'tier', value: 'developer' }, ['apim-dev', 'apim-lab']],
    ['a tier, not its second generation', { by: 'tier', value: 'standard' }, 'no-such-place'],
    ['a tag in any case', { by: 'tag', key: 'ENVIRONMENT', value: 'Test' }, ['apim-dev']],
    ['"in" a region', { by: 'any', value: 'sweden' }, ['apim-edge']],
    ['"in" a resource group', { by: 'any', value: 'rg-edge' }, ['apim-edge']],
    ['nothing of that name', { by: 'any', value: 'mars' }, 'no-such-place'],
    ['what may be two things', { by: 'any', value: 'production' }, 'several-places'],
  ])('finds by %s', (_, condition, expected) => {
    expect(pick(condition)).toEqual(expected);
  });

  it('takes the widest place where it holds all the others that fit', () => {
    const [first, ...rest] = instances;
    const nested = first === undefined ? [] : [first, ...rest.slice(0, 1)];
    const picked = pickScope({ names: [], where: [{ by: 'any', value: 'prod' }] }, nested);
    expect(picked).toMatchObject({
      kind: 'some',
      scope: { where: [{ by: 'subscription', value: 'Contoso Production' }] },
    });
  });

  it('wants every condition to hold', () => {
    expect(pick({ by: 'subscription', value: 'Contoso Development' }, { by: 'any', value: 'production' })).toEqual([
      'apim-lab',
    ]);
  });

  it('takes names, each once, and says which one it does not know', () => {
    const names = (...names: string[]) => pickScope({ names, where: [] }, instances);
    expect(names('apim-prod', 'APIM-PROD', 'apim-dev')).toMatchObject({
      kind: 'some',
      instances: [{ name: 'apim-prod' }, { name: 'apim-dev' }],
    });
    expect(names('apim-prod', 'apim-deb')).toMatchObject({ kind: 'unknown-instance', name: 'apim-deb' });
  });

  it.each<[string, Condition[], string[], object | undefined]>([
    ['everything', [], [], { kind: 'all' }],
    ['one instance', [], ['apim-dev'], { kind: 'instance', instanceId: expect.stringMatching(/\/apim-dev$/) }],
    [
      'a subscription',
      [{ by: 'any', value: 'development' }],
      [],
      { kind: 'subscription', name: 'Contoso Development' },
    ],
    ['a resource group', [{ by: 'any', value: 'rg-edge' }], [], { kind: 'resource-group', resourceGroup: 'rg-edge' }],
    ['a tag', [{ by: 'tag', key: 'environment', value: 'test' }], [], { kind: 'tag', value: 'test' }],
    ['a tier: reminders know none', [{ by: 'tier', value: 'developer' }], [], undefined],
    ['two instances: reminders know no such thing', [], ['apim-dev', 'apim-prod'], undefined],
  ])('says what a reminder can be about: %s', (_, where, names, reminder) => {
    const picked = pickScope({ names, where }, instances);
    const found = picked.kind === 'some' ? picked.reminder : picked.kind;
    if (reminder === undefined) expect(found).toBeUndefined();
    else expect(found).toMatchObject(reminder);
  });
});
