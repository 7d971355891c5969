import {
  createInstanceSearch,
  type InstanceSearch,
  type Search,
} from '../../../src/conversation/instances/instance-search.ts';
import { createKnownInstances } from '../../../src/conversation/instances/known-instances.ts';
import { render } from '../../../src/model/text.ts';
import { AzureUnreachable, type DiscoveredInstance } from '../../../src/readiness/assessor.ts';
import { handClock, settle } from '../../support/clock.ts';
import { assessorOf, rememberedLog } from '../../support/conversation.ts';
import { discovered as discoveredIn } from '../../support/report.ts';

const discovered = (name: string, rest: Partial<DiscoveredInstance> = {}) =>
  discoveredIn(name, { subscriptionName: 'Northwind', ...rest });
const SEARCHER = { locale: 'en-GB', timeZone: 'Europe/Berlin' };
const estate = [
  discovered('apim-dev', { location: 'northeurope', sku: 'Developer' }),
  discovered('apim-prod'),
  discovered('billing-apim', { resourceGroup: 'rg-billing', subscriptionName: 'Northwind Finance' }),
];

/** A search over an estate that can change, with how often it was read. */
function searchOver(instances: () => Promise<readonly DiscoveredInstance[]>) {
  const clock = handClock();
  let reads = 0;
  const assessor = assessorOf({
    instances: () => {
      reads += 1;
      return instances();
    },
  });
  const known = createKnownInstances({ assessor, clock, log: rememberedLog() });
  return { instanceSearch: createInstanceSearch({ assessor, instances: known }), clock, reads: () => reads };
}

async function found(instanceSearch: InstanceSearch, words: string, rest: Partial<Search> = {}) {
  const answer = await instanceSearch.search({ words, skip: 0, most: 25, ...rest }, SEARCHER);
  return answer.kind === 'line' ? render(answer.line) : answer.hits.map(({ name }) => name);
}

const linkTo = (name: string) => `https://portal.azure.com/#@contoso.com/resource${discovered(name).id}/overview`;

describe('a search', () => {
  it.each([
    ['', ['apim-dev', 'apim-prod', 'billing-apim']],
    ['apim', ['apim-dev', 'apim-prod', 'billing-apim']],
    ['APIM-P', ['apim-prod']],
    ['billing', ['billing-apim']],
    ['finance', ['billing-apim']],
    ['northeurope', ['apim-dev']],
    ['apim developer', ['apim-dev']],
    ['  prod  ', ['apim-prod']],
    ['apim-prdo', ['apim-prod']],
    [discovered('apim-prod').id, ['apim-prod']],
  ])('for "%s" finds %j', async (words, names) => {
    expect(await found(searchOver(async () => estate).instanceSearch, words)).toEqual(names);
  });

  it('puts names that begin with the words before others', async () => {
    const { instanceSearch } = searchOver(async () => [
      discovered('a-prod'),
      discovered('z', { resourceGroup: 'prod' }),
      discovered('prod-1'),
    ]);
    expect(await found(instanceSearch, 'prod')).toEqual(['prod-1', 'a-prod', 'z']);
  });

  it('answers page by page, and nothing after the last', async () => {
    const { instanceSearch } = searchOver(async () => estate);
    expect(await found(instanceSearch, 'apim', { skip: 1, most: 1 })).toEqual(['apim-prod']);
    expect(await found(instanceSearch, 'apim', { skip: 25 })).toEqual([]);
  });

  it.each<[string, () => Promise<readonly DiscoveredInstance[]>, string]>([
    ['nothing fits', async () => estate, 'I can see no instance that fits lunch.'],
    ['there is no instance', async () => [], 'I can see no instance: my identity needs Reader where one lives.'],
    [
      'Azure is away',
      () => Promise.reject(new AzureUnreachable('down')),
      'Azure did not answer. Search again in a moment.',
    ],
  ])('says so when %s', async (_, instances, line) => {
    expect(await found(searchOver(instances).instanceSearch, 'lunch')).toBe(line);
  });

  it('does not wait for a slow Azure, and finds at once what came in meanwhile', async () => {
    const azure = Promise.withResolvers<readonly DiscoveredInstance[]>();
    const { instanceSearch, clock, reads } = searchOver(() => azure.promise);
    const first = found(instanceSearch, 'prod');
    await clock.pass(700);
    expect(await first).toBe('I am still reading Azure. Search again in a moment.');
    azure.resolve(estate);
    await settle(5);
    expect(await found(instanceSearch, 'prod')).toEqual(['apim-prod']);
    expect(reads()).toBe(1);
  });

  it('reads once for all letters of a word, and again behind the answer when the list is a minute old', async () => {
    let instances: readonly DiscoveredInstance[] = estate.slice(0, 1);
    const { instanceSearch, clock, reads } = searchOver(async () => instances);
    for (const words of ['a', 'ap', 'api']) await found(instanceSearch, words);
    expect(reads()).toBe(1);
    instances = estate;
    await clock.pass(61_000);
    expect(await found(instanceSearch, 'apim')).toEqual(['apim-dev']);
    await settle(5);
    expect(await found(instanceSearch, 'apim')).toEqual(['apim-dev', 'apim-prod', 'billing-apim']);
    expect(reads()).toBe(2);
  });

  it('lives on what it knows while Azure is away, for an hour', async () => {
    let isAway = false;
    const { instanceSearch, clock } = searchOver(async () => {
      if (isAway) throw new AzureUnreachable('down');
      return estate;
    });
    await found(instanceSearch, 'apim');
    isAway = true;
    await clock.pass(59 * 60_000);
    expect(await found(instanceSearch, 'prod')).toEqual(['apim-prod']);
    await clock.pass(2 * 60_000);
    expect(await found(instanceSearch, 'prod')).toBe('Azure did not answer. Search again in a moment.');
  });
});

describe('a link', () => {
  it('to an instance that can be seen becomes its card', async () => {
    const hit = await searchOver(async () => estate).instanceSearch.unfurl(
      linkTo('apim-prod').replace('rg-', 'RG-'),
      SEARCHER,
    );
    expect(hit?.message.summary).toBe('API Management instance apim-prod');
    expect(JSON.stringify(hit?.message.card)).toContain(`"instance":"${discovered('apim-prod').id}"`);
  });

  it.each([
    ['an instance that cannot be seen', linkTo('apim-other')],
    ['another page', 'https://portal.azure.com/#home'],
    ['another site', 'https://example.com/'],
  ])('to %s becomes nothing', async (_, link) => {
    expect(await searchOver(async () => estate).instanceSearch.unfurl(link, SEARCHER)).toBeUndefined();
  });

  it('to another page does not even read Azure', async () => {
    const { instanceSearch, reads } = searchOver(async () => estate);
    await instanceSearch.unfurl('https://portal.azure.com/#home', SEARCHER);
    expect(reads()).toBe(0);
  });

  it('to an instance that was created since the list was read becomes its card', async () => {
    let instances = estate.slice(0, 1);
    const { instanceSearch, clock } = searchOver(async () => instances);
    await found(instanceSearch, '');
    instances = estate;
    await clock.pass(61_000);
    expect((await instanceSearch.unfurl(linkTo('apim-prod'), SEARCHER))?.name).toBe('apim-prod');
  });

  it('stays a link while Azure is away or slow', async () => {
    const away = searchOver(() => Promise.reject(new AzureUnreachable('down')));
    expect(await away.instanceSearch.unfurl(linkTo('apim-prod'), SEARCHER)).toBeUndefined();
    const slow = searchOver(() => new Promise(() => {}));
    const hit = slow.instanceSearch.unfurl(linkTo('apim-prod'), SEARCHER);
    await slow.clock.pass(3_000);
    expect(await hit).toBeUndefined();
  });
});

describe('a link to something that instances call', () => {
  const page = (type: string, name: string) =>
    `https://portal.azure.com/#@contoso.com/resource/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg/providers/${type}/${name}/networking`;

  it.each([
    ['Microsoft.KeyVault/vaults', 'kv-prod', 'key vault'],
    ['Microsoft.Storage/storageAccounts', 'stprod', 'storage account'],
    ['Microsoft.EventHub/namespaces', 'evh-prod', 'Event Hubs namespace'],
  ])('of type %s asks who uses it', async (type, name, kind) => {
    const hit = await searchOver(async () => estate).instanceSearch.unfurl(page(type, name), SEARCHER);
    expect(hit?.message.summary).toBe(`${name}, ${kind}`);
    expect(JSON.stringify(hit?.message.card)).toContain(`"kind":"readers","target":"${name}"`);
  });

  it('of another type stays a link', async () => {
    const link = page('Microsoft.Web/sites', 'shop');
    expect(await searchOver(async () => estate).instanceSearch.unfurl(link, SEARCHER)).toBeUndefined();
  });
});
