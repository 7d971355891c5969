/** Whatever is affected, and whatever was seen of it, can be reached from the answer by pressing buttons alone. */
import { readConfig } from '../../src/app/config.ts';
import { assessorOverEstate } from '../../src/app/connected-assessor.ts';
import { realClock } from '../../src/app/real-clock.ts';
import { readAction } from '../../src/conversation/buttons/read-action.ts';
import type { Conversation } from '../../src/conversation/conversation.ts';
import { sampleEstate } from '../../src/demo/sample-estate/index.ts';
import { nameOf } from '../../src/model/arm.ts';
import type { Outgoing } from '../../src/model/channel.ts';
import type { Report } from '../../src/model/finding.ts';
import { retirements } from '../../src/model/retirement.ts';
import { render, say } from '../../src/model/text.ts';
import type { Assessor, DiscoveredInstance } from '../../src/readiness/assessor.ts';
import { assessFleet } from '../../src/readiness/fleet.ts';
import { requirements } from '../../src/retirements/requirements.ts';
import { nodesOf } from '../support/card-parser.ts';
import { assessorOf, conversationOf, rememberedLog, rememberedReply } from '../support/conversation.ts';
import { assessment, discovered, finding, item, planOnPaper, report } from '../support/report.ts';
import { armId } from '../support/resources.ts';

const delivery = {
  locale: 'en-GB',
  timeZone: 'UTC',
  asker: { id: '29:ann', name: 'Ann' },
  kind: 'personal',
  address: { tenantId: undefined, conversationId: 'a:one', serviceUrl: '' },
} as const;

const over = (assessor: Assessor) =>
  conversationOf(assessor, realClock('2026-11-28'), rememberedLog(), { requirements });

/** The details of an answer: what leads elsewhere (reminders, channels, other instances) is no part of it. */
const DETAILS: ReadonlySet<unknown> = new Set(['why', 'evidence', 'fix']);

/** What can be read on a card, hidden parts included, without the marks of Markdown. */
function wordsOn(message: Outgoing): string {
  return nodesOf(message.card)
    .flatMap(({ text }) => (typeof text === 'string' ? [text] : []))
    .map((text) =>
      text.replace(/\\(.)/g, '$1').replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>'),
    )
    .join('\n');
}

/** Presses every button that leads to a detail, on every card that comes of it, and returns all that could be read. */
async function walk(conversation: Conversation, instance: DiscoveredInstance): Promise<string> {
  const pressed = new Set<string>();
  const read: string[] = [];
  const waiting: unknown[] = [{ kind: 'check', instance: instance.id }];
  for (let data = waiting.shift(); data !== undefined; data = waiting.shift()) {
    const reply = rememberedReply();
    await conversation.act({ ...delivery, activityId: '', action: readAction(data) }, reply);
    const shown = reply.shown.at(-1);
    if (shown === undefined) throw new Error('A button was answered with nothing.');
    read.push(wordsOn(shown));
    for (const { type, verb, data: next } of nodesOf(shown.card)) {
      const { drawn: _, ...same } = (next ?? {}) as Record<string, unknown>;
      const key = JSON.stringify(same);
      if (type !== 'Action.Execute' || !DETAILS.has(verb) || pressed.has(key)) continue;
      pressed.add(key);
      waiting.push(next);
    }
  }
  return read.join('\n');
}

/** Turns every page of an answer, forth from the first, and returns all that could be read. */
async function pages(conversation: Conversation, text: string): Promise<string> {
  const reply = rememberedReply();
  await conversation.answer({ ...delivery, activityId: '', text }, reply);
  const read: string[] = [];
  for (let shown = reply.shown.at(-1); shown !== undefined; ) {
    read.push(wordsOn(shown));
    const next = nodesOf(shown.card).find(
      ({ type, title }) => type === 'Action.Execute' && String(title).startsWith('Next'),
    );
    if (next === undefined) break;
    const turned = rememberedReply();
    await conversation.act({ ...delivery, activityId: '', action: readAction(next.data) }, turned);
    shown = turned.shown.at(-1);
    expect(shown?.card).not.toEqual(undefined);
  }
  return read.join('\n');
}

/** What is not to be read anywhere. */
function missing(reports: readonly Report[], words: string): readonly string[] {
  const wanted = reports.flatMap(({ findings }) =>
    findings.flatMap(({ items }) =>
      items.flatMap(({ message, evidence, subject, fix }) => [
        nameOf(subject),
        ...(fix === undefined ? [] : [render(fix.title).slice(0, 60)]),
        // An address becomes a link of one or two words, and a long text is clipped: what stands before is compared.
        (render(message).split('https://')[0] ?? '').slice(0, 200),
        ...evidence.map(({ property, resource }) => `${property} of ${nameOf(resource)} is`),
      ]),
    ),
  );
  return [...new Set(wanted)].filter((one) => !words.includes(one.trim()));
}

describe('by buttons alone', () => {
  it('every item of every instance of the demo that is not ready is reached, with every piece of its evidence', async () => {
    const connected = await assessorOverEstate(JSON.stringify(sampleEstate('2026-11-28')), 'demo', {
      config: readConfig({}),
      today: '2026-11-28',
    });
    const instances = await connected.assessor.instances();
    const seen = await assessFleet(instances, connected.assessor).finally(() => connected.stop());
    const assess = async (instance: DiscoveredInstance) => seen[instances.indexOf(instance)] ?? assessment([]);
    const conversation = over(assessorOf({ instances, assess }));
    for (const [index, instance] of instances.entries()) {
      if (seen[index]?.reports.every(({ verdict }) => verdict === 'ready')) continue;
      const words = await walk(conversation, instance);
      const left = missing(seen[index]?.reports ?? [], words);
      expect({ name: instance.name, left }).toEqual({ name: instance.name, left: [] });
    }
  });

  it.each([
    ['list all instances', 'apim-'],
    ['which instances are not ready?', 'apim-'],
    ['which services are called?', 'kv-'],
    ['who uses kv-shared?', 'apim-'],
    ['export csv', 'apim-'],
    ['how do I fix all of them?', 'apim-'],
    ['why', 'apim-'],
    ['is everything in production ready? and which services are called?', 'apim-'],
  ])('of sixty instances "%s" leaves none out', async (text, prefix) => {
    const instances = Array.from({ length: 60 }, (_, index) =>
      discovered(`apim-${index}`, { tags: { env: 'production' } }),
    );
    const calls = (vault: string, name: string) =>
      item('fail', {
        subject: armId(`Microsoft.KeyVault/vaults/${vault}`),
        message: say('{name} calls {vault}.vault.azure.net.', { name, vault }),
      });
    const assess = async (instance: DiscoveredInstance) => {
      const own = instance.name.replace('apim-', 'kv-');
      const found = finding('gateway-dependencies', calls(own, instance.name), calls('kv-shared', instance.name));
      const judged = report([found], { instance, verdict: 'not-ready' });
      return assessment([judged], {
        plans: [{ steps: planOnPaper(judged).steps, now: 'not-ready', after: 'ready', remains: [], undecided: [] }],
      });
    };
    const words = await pages(over(assessorOf({ instances, assess })), text);
    const names = Array.from({ length: 60 }, (_, index) => `${prefix}${index}`);

    expect(names.filter((name) => !new RegExp(`${name}(?!\\d)`).test(words))).toEqual([]);
  });

  it.each([
    ['what retires next?', retirements.map(({ title }) => render(title))],
    ['which requirements are there?', requirements.map(({ id }) => id)],
  ])('"%s" leaves none out', async (text, names) => {
    const words = await pages(over(assessorOf()), text);

    expect(names.filter((name) => !words.includes(name))).toEqual([]);
  });

  it('of a hundred affected things not one is out of reach', async () => {
    const things = Array.from({ length: 50 }, (_, index) =>
      item('fail', {
        subject: armId(`Microsoft.KeyVault/vaults/kv-${index}`),
        message: say('{name} has no way in.', { name: `kv-${index}` }),
        evidence: Array.from({ length: index % 15 }, (__, fact) => ({
          resource: armId(`Microsoft.KeyVault/vaults/kv-${index}`),
          property: `properties.fact${fact}`,
          observed: 'x'.repeat(300),
        })),
      }),
    );
    const crowded = report(requirements.slice(0, 2).map(({ id }) => finding(id, ...things)));
    const instance = discovered('apim-prod');
    const conversation = over(assessorOf({ instances: [instance], assess: async () => assessment([crowded]) }));

    expect(missing([crowded], await walk(conversation, instance))).toEqual([]);
  });
});
