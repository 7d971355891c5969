/** A conversation that closes: what was offered can be answered in words. */

import type { Delivery, Outgoing } from '../../src/model/channel.ts';
import { requirements } from '../../src/retirements/requirements.ts';
import { handClock } from '../support/clock.ts';
import { assessorOf, conversationOf, rememberedLog, rememberedReply } from '../support/conversation.ts';
import { assessment, discovered, finding, item, report } from '../support/report.ts';

const instances = [
  discovered('apim-dev', { location: 'northeurope', sku: 'Developer' }),
  discovered('apim-orders', { location: 'westeurope', sku: 'StandardV2', resourceGroup: 'rg-orders-prod' }),
  discovered('apim-orders', { location: 'northeurope', sku: 'Standard', resourceGroup: 'rg-orders-dev' }),
  discovered('apim-prod', { location: 'westeurope', sku: 'Premium' }),
];

const delivery: Delivery = {
  activityId: '',
  locale: 'en-GB',
  timeZone: 'UTC',
  asker: { id: '29:ann', name: 'Ann' },
  kind: 'personal',
  address: { tenantId: undefined, conversationId: 'a:one', serviceUrl: 'https://service.example/' },
};

/** Says one thing after the other in one conversation; the messages that stand after each. */
function talk(locale = 'en-GB') {
  const asked: string[] = [];
  const assessor = assessorOf({
    instances,
    assess: async (instance) => {
      asked.push(`${instance.resourceGroup}/${instance.name}`);
      return assessment([report([finding('met', item('pass'))], { verdict: 'ready', instance })]);
    },
  });
  const conversation = conversationOf(assessor, handClock(), rememberedLog(), { requirements });
  return {
    asked,
    async say(text: string): Promise<readonly Outgoing[]> {
      const reply = rememberedReply();
      await conversation.answer({ ...delivery, locale, text }, reply);
      return [...new Map(reply.shown.map((message) => [message.id, message])).values()];
    },
  };
}

describe('after "which one?"', () => {
  it.each([
    ['2', 'rg-orders-dev'],
    ['the second', 'rg-orders-dev'],
    ['the first', 'rg-orders-prod'],
    ['the first one please', 'rg-orders-prod'],
    ['rg-orders-dev', 'rg-orders-dev'],
    ['StandardV2', 'rg-orders-prod'],
    ['the north europe one', 'rg-orders-dev'],
    ['northeurope', 'rg-orders-dev'],
    ['last one', 'rg-orders-dev'],
  ])('"%s" is the one in %s', async (answer, group) => {
    const { say, asked } = talk();
    await say('is apim-orders ready?');
    expect(asked).toEqual([]);
    await say(answer);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toContain(group);
  });

  it.each([
    ['de', 'das zweite'],
    ['fr', 'le deuxième'],
    ['es', 'el segundo'],
    ['pt-BR', 'o segundo'],
    ['ja', '2番目'],
  ])('in %s "%s" is the second', async (locale, answer) => {
    const { say, asked } = talk(locale);
    await say('apim-orders');
    await say(answer);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toContain('rg-orders-dev');
  });

  it('a new question is a new question', async () => {
    const { say, asked } = talk();
    await say('is apim-orders ready?');
    await say('is apim-prod ready?');
    expect(asked).toEqual([expect.stringContaining('apim-prod')]);
    const [message] = await say('2');
    expect(message?.summary).toBe('I did not understand that');
  });
});

describe('after "did you mean"', () => {
  it.each(['yes', 'yes please', 'sure'])('"%s" is the one that was offered', async (answer) => {
    const { say, asked } = talk();
    await say('is apim-prood ready?');
    await say(answer);
    expect(asked).toEqual([expect.stringContaining('apim-prod')]);
  });
});

describe('several questions in one message', () => {
  it('are answered one after the other', async () => {
    const { say } = talk();
    const answers = await say('is apim-prod ready? and apim-dev? thanks!');
    expect(answers.map(({ summary }) => summary)).toEqual([
      expect.stringContaining('apim-prod is ready'),
      expect.stringContaining('apim-dev is ready'),
    ]);
  });
});

describe('the language of an answer', () => {
  it.each([
    ['en-GB', 'Ist apim-prod bereit?', 'apim-prod ist bereit'],
    ['de-DE', 'is apim-prod ready?', 'apim-prod is ready'],
    ['de-DE', 'apim-prod', 'apim-prod ist bereit'],
  ])('%s asks "%s"', async (locale, question, beginning) => {
    const { say } = talk(locale);
    expect((await say(question))[0]?.summary).toContain(beginning);
  });
});

describe('a name among words that say nothing', () => {
  it('is answered with how it was read', async () => {
    const { say } = talk();
    const [message] = await say('zzyzx apim-prod frobnicate');
    expect(message?.text).toContain('I understood only the name, and read it as: is apim-prod ready?');
  });
});
