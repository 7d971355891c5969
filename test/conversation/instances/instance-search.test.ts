import { createFinder, type Finder, type Search } from '../../../src/conversation/instances/instance-search.ts';
import { render } from '../../../src/model/text.ts';
import { AzureUnreachable, type DiscoveredInstance } from '../../../src/readiness/assessor.ts';
import { handClock, settle } from '../../support/clock.ts';
import { assessorOf, rememberedLog } from '../../support/conversation.ts';
import { discovered as discoveredIn } from '../../support/report.ts';

const discovered = (name: string, rest: Partial<DiscoveredInstance> = {}) =>
  discoveredIn(name, { subscriptionName: 'Northwind', ...rest });
const SEEKER = { locale: 'en-GB', timeZone: 'Europe/Berlin' };
const estate = [
  discovered('apim-dev', { location: 'northeurope', sku: 'Developer' }),
  discovered('apim-prod'),
  discovered('billing-apim', { resourceGroup: 'rg-billing', subscriptionName: 'Northwind Finance' }),
];

/** A finder over an estate that can change, with how often it was read. */
function finderOver(instances: () => Promise<readonly DiscoveredInstance[]>) {
  const clock = handClock();
  let reads = 0;
  const assessor = assessorOf({
    instances: () => {
      reads += 1;
      return instances();
    },
  });
  return { finder: createFinder({ assessor, clock, log: rememberedLog() }), clock, reads: () => reads };
}

async function found(finder: Finder, words: string, rest: Partial<Search> = {}) {
  const answer = await finder.search({ words, skip: 0, most: 25, ...rest }, SEEKER);
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
    expect(await found(finderOver(async () => estate).finder, words)).toEqual(names);
  });

  it('puts names that begin with the words before others', async () => {
    const { finder } = finderOver(async () => [
      discovered('a-prod'),
      discovered('z', { resourceGroup: 'prod' }),
      discovered('prod-1'),
    ]);
    expect(await found(finder, 'prod')).toEqual(['prod-1', 'a-prod', 'z']);
  });

  it('answers page by page, and nothing after the last', async () => {
    const { finder } = finderOver(async () => estate);
    expect(await found(finder, 'apim', { skip: 1, most: 1 })).toEqual(['apim-prod']);
    expect(await found(finder, 'apim', { skip: 25 })).toEqual([]);
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
    expect(await found(finderOver(instances).finder, 'lunch')).toBe(line);
  });

  it('does not wait for a slow Azure, and finds at once what came in meanwhile', async () => {
    const azure = Promise.withResolvers<readonly DiscoveredInstance[]>();
    const { finder, clock, reads } = finderOver(() => azure.promise);
    const first = found(finder, 'prod');
    await clock.pass(700);
    expect(await first).toBe('I am still reading Azure. Search again in a moment.');
    azure.resolve(estate);
    await settle(5);
    expect(await found(finder, 'prod')).toEqual(['apim-prod']);
    expect(reads()).toBe(1);
  });

  it('reads once for all letters of a word, and again behind the answer when the list is a minute old', async () => {
    let instances: readonly DiscoveredInstance[] = estate.slice(0, 1);
    const { finder, clock, reads } = finderOver(async () => instances);
    for (const words of ['a', 'ap', 'api']) await found(finder, words);
    expect(reads()).toBe(1);
    instances = estate;
    await clock.pass(61_000);
    expect(await found(finder, 'apim')).toEqual(['apim-dev']);
    await settle(5);
    expect(await found(finder, 'apim')).toEqual(['apim-dev', 'apim-prod', 'billing-apim']);
    expect(reads()).toBe(2);
  });

  it('lives on what it knows while Azure is away, for an hour', async () => {
    let isAway = false;
    const { finder, clock } = finderOver(async () => {
      if (isAway) throw new AzureUnreachable('down');
      return estate;
    });
    await found(finder, 'apim');
    isAway = true;
    await clock.pass(59 * 60_000);
    expect(await found(finder, 'prod')).toEqual(['apim-prod']);
    await clock.pass(2 * 60_000);
    expect(await found(finder, 'prod')).toBe('Azure did not answer. Search again in a moment.');
  });
});

describe('a link', () => {
  it('to an instance that can be seen becomes its card', async () => {
    const hit = await finderOver(async () => estate).finder.unfurl(linkTo('apim-prod').replace('rg-', 'RG-'), SEEKER);
    expect(hit?.message.summary).toBe('API Management instance apim-prod');
    expect(JSON.stringify(hit?.message.card)).toContain(`"instance":"${discovered('apim-prod').id}"`);
  });

  it.each([
    ['an instance that cannot be seen', linkTo('apim-other')],
    ['another page', 'https://portal.azure.com/#home'],
    ['another site', 'https://example.com/'],
  ])('to %s becomes nothing', async (_, link) => {
    expect(await finderOver(async () => estate).finder.unfurl(link, SEEKER)).toBeUndefined();
  });

  it('to another page does not even read Azure', async () => {
    const { finder, reads } = finderOver(async () => estate);
    await finder.unfurl('https://portal.azure.com/#home', SEEKER);
    expect(reads()).toBe(0);
  });

  it('to an instance that was created since the list was read becomes its card', async () => {
    let instances = estate.slice(0, 1);
    const { finder, clock } = finderOver(async () => instances);
    await found(finder, '');
    instances = estate;
    await clock.pass(61_000);
    expect((await finder.unfurl(linkTo('apim-prod'), SEEKER))?.name).toBe('apim-prod');
  });

  it('stays a link while Azure is away or slow', async () => {
    const away = finderOver(() => Promise.reject(new AzureUnreachable('down')));
    expect(await away.finder.unfurl(linkTo('apim-prod'), SEEKER)).toBeUndefined();
    const slow = finderOver(() => new Promise(() => {}));
    const hit = slow.finder.unfurl(linkTo('apim-prod'), SEEKER);
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
    const hit = await finderOver(async () => estate).finder.unfurl(page(type, name), SEEKER);
    expect(hit?.message.summary).toBe(`${name}, ${kind}`);
    expect(JSON.stringify(hit?.message.card)).toContain(`"kind":"readers","target":"${name}"`);
  });

  it('of another type stays a link', async () => {
    const link = page('Microsoft.Web/sites', 'shop');
    expect(await finderOver(async () => estate).finder.unfurl(link, SEEKER)).toBeUndefined();
  });
});
