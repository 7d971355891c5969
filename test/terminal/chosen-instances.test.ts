import { type Choice, chosenInstances, NoInstance } from '../../src/terminal/chosen-instances.ts';
import { UsageError } from '../../src/terminal/command.ts';
import { discovered } from '../support/report.ts';

const instances = [
  discovered('apim-dev', { resourceGroup: 'rg-dev', subscriptionName: 'Contoso Test', tags: { Environment: 'dev' } }),
  discovered('apim-prod', { tags: { environment: 'prod', owner: 'team-a' } }),
  discovered('apim-prod2', { tags: { environment: 'prod' } }),
  discovered('twin'),
  discovered('twin', { resourceGroup: 'rg-dev' }),
];
const chosen = (choice: Partial<Choice>) =>
  chosenInstances({ names: [], subscriptions: [], resourceGroups: [], tags: [], ...choice }, instances).map(
    ({ name, resourceGroup }) => `${resourceGroup}/${name}`,
  );
const env = (value?: string) => ({ key: 'environment', value });

describe('chosenInstances', () => {
  it('is everything where nothing narrows', () => {
    expect(chosen({})).toHaveLength(5);
  });

  it.each<[string, Partial<Choice>, readonly string[]]>([
    ['several names', { names: ['apim-prod2', 'APIM-DEV'] }, ['rg-dev/apim-dev', 'rg-api/apim-prod2']],
    ['a name twice', { names: ['apim-prod', 'apim-prod'] }, ['rg-api/apim-prod']],
    ['a pattern', { names: ['apim-prod*'] }, ['rg-api/apim-prod', 'rg-api/apim-prod2']],
    ['a pattern for one character', { names: ['apim-prod?'] }, ['rg-api/apim-prod2']],
    ['a pattern with a group', { names: ['rg-dev/*'] }, ['rg-dev/apim-dev', 'rg-dev/twin']],
    ['a subscription by name', { subscriptions: ['contoso test'] }, ['rg-dev/apim-dev']],
    ['groups', { resourceGroups: ['RG-DEV'] }, ['rg-dev/apim-dev', 'rg-dev/twin']],
    ['a tag', { tags: [env('prod')] }, ['rg-api/apim-prod', 'rg-api/apim-prod2']],
    ['a tag of any value', { tags: [env()] }, ['rg-dev/apim-dev', 'rg-api/apim-prod', 'rg-api/apim-prod2']],
    ['tags that must all hold', { tags: [env('prod'), { key: 'owner', value: undefined }] }, ['rg-api/apim-prod']],
    ['a name that a group makes the only one', { names: ['twin'], resourceGroups: ['rg-dev'] }, ['rg-dev/twin']],
  ])('takes %s', (_, choice, expected) => {
    expect(chosen(choice)).toEqual(expected);
  });

  it('asks back for a name that several have, with their ids', () => {
    expect(() => chosen({ names: ['twin'] })).toThrow(UsageError);
    expect(() => chosen({ names: ['twin'] })).toThrow('/resourceGroups/rg-dev/');
  });

  it.each<[string, Partial<Choice>, string]>([
    ['a name that is not there', { names: ['apim-prod', 'apim-pord'] }, 'Did you mean: apim-prod'],
    ['a pattern that fits nothing', { names: ['x*'] }, 'No instance that can be seen fits x*.'],
    ['a scope that holds nothing', { subscriptions: ['nowhere'] }, 'No instance that can be seen is in that scope.'],
  ])('finds none for %s', (_, choice, sentence) => {
    expect(() => chosen(choice)).toThrow(NoInstance);
    expect(() => chosen(choice)).toThrow(sentence);
  });

  it('reads a dot in a pattern as a dot', () => {
    expect(() => chosen({ names: ['apim.prod*'] })).toThrow(NoInstance);
  });
});
