/** From a message to what is shown, without any channel. */

import type { Incoming } from '../../src/conversation/ports/channel-port.ts';
import type { Delivery } from '../../src/model/channel.ts';
import { AzureUnreachable } from '../../src/readiness/assessor.ts';
import { handClock, settle } from '../support/clock.ts';
import {
  type AssessorScript,
  assessorOf,
  conversationOf,
  rememberedLog,
  rememberedReply,
} from '../support/conversation.ts';
import { assessment, discovered, oneOfEach } from '../support/report.ts';

const delivery: Delivery = {
  activityId: 'a1',
  locale: 'en-GB',
  timeZone: 'Europe/Stockholm',
  asker: { id: '29:ann', name: 'Ann' },
  kind: 'personal',
  address: { tenantId: undefined, conversationId: 'a:one', serviceUrl: 'https://service.example/' },
};

const typed = (text: string, rest: Partial<Incoming> = {}): Incoming => ({ ...delivery, text, ...rest });

function talk(script: AssessorScript = {}) {
  const assessor = assessorOf(script);
  const clock = handClock();
  const log = rememberedLog();
  return { assessor, clock, log, reply: rememberedReply(), conversation: conversationOf(assessor, clock, log) };
}

/** What one message shows in the end, with everything that came before it. */
async function ask(text: string, script: AssessorScript = {}) {
  const { conversation, reply, assessor } = talk(script);
  await conversation.answer(typed(text), reply);
  return { last: reply.shown.at(-1), shown: reply.shown, assessor };
}

describe('a question about one instance', () => {
  it('is first answered with what is being checked, then on the same message', async () => {
    const { shown } = await ask('is apim-prod ready?');
    expect(shown.map(({ how, id, summary }) => `${how} ${id} ${summary}`)).toEqual([
      'send m1 Checking apim-prod',
      expect.stringMatching(/^update m1 apim-prod is not ready/),
    ]);
  });

  it('says "checking" before Azure is asked', async () => {
    const { conversation, reply } = talk({ instances: () => new Promise(() => {}) });
    void conversation.answer(typed('apim-prod?'), reply);
    await settle();
    expect(reply.shown.map(({ summary }) => summary)).toEqual(['Checking apim-prod']);
  });

  it('shows how far it is, then what is known first, then the answer', async () => {
    const end = Promise.withResolvers<void>();
    const first = assessment([oneOfEach], { partial: true });
    const { conversation, reply, clock } = talk({
      assess: async (_, { onProgress, onFirst }) => {
        onProgress?.({ scanned: 40, known: 220 });
        await clock.pass(1_000);
        onFirst?.(first);
        await clock.pass(1_000);
        onProgress?.({ scanned: 90, known: 220 });
        await clock.pass(1_000);
        await end.promise;
        return assessment([oneOfEach]);
      },
    });
    const answered = conversation.answer(typed('apim-prod?'), reply);
    await settle();
    expect(reply.shown).toHaveLength(4);
    expect(reply.shown[1]?.text).toContain('40 of 220');
    expect(reply.shown[2]?.summary).toContain('apim-prod');
    expect(JSON.stringify(reply.shown[3]?.card)).toContain('Scanned 90 of 220 policies');
    end.resolve();
    await answered;
    expect(reply.shown).toHaveLength(5);
    expect(reply.shown[4]?.summary).toContain('apim-prod is not ready');
  });

  it('hands the month on', async () => {
    const { assessor } = await ask('is apim-prod ready for March 2026?');
    expect(assessor.asked.map(({ month }) => month)).toEqual(['2026-03']);
  });

  it('of several of one name ends in a choice with resource groups', async () => {
    const instances = [discovered('apim-prod'), discovered('apim-prod', { resourceGroup: 'rg-two' })];
    const { last, assessor } = await ask('is apim-prod ready?', { instances });
    expect(last?.summary).toBe('2 instances are called apim-prod: which one?');
    expect(last?.text).toContain('rg-two');
    expect(assessor.asked).toEqual([]);
  });

  it('nobody has heard of ends in "did you mean"', async () => {
    const { last } = await ask('is apim-prdo ready?');
    expect(last?.summary).toBe('I can see no instance called apim-prdo');
    expect(last?.text).toContain('apim-prod');
  });

  it('with a plain word for a name is one only if there is such an instance', async () => {
    const known = await ask('contoso', { instances: [discovered('Contoso')] });
    expect(known.last?.summary).toContain('Contoso is not ready');
    const unknown = await ask('banana');
    expect(unknown.last?.summary).toBe('I did not understand that');
    expect(unknown.last?.text).toContain('is apim-prod ready');
  });

  it('for a month that is not known names the months that are', async () => {
    const { last } = await ask('is apim-prod ready for May 2031?', { assess: async () => assessment([]) });
    expect(last?.summary).toBe('I know of nothing that retires in May 2031');
    expect(last?.text).toContain('March 2026');
  });

  it('without a name means the only one there is', async () => {
    const { assessor } = await ask('are we ready for March 2026?');
    expect(assessor.asked.map(({ instance }) => instance.name)).toEqual(['apim-prod']);
  });

  it('without a name among several is about all of them', async () => {
    const { last, assessor } = await ask('are we ready?', { instances: [discovered('apim-a'), discovered('apim-b')] });
    expect(last?.summary).toBe('2 instances: 2 not ready');
    expect(assessor.asked.map(({ instance }) => instance.name)).toEqual(['apim-a', 'apim-b']);
  });
});

describe('what stands in the way', () => {
  it.each(['is apim-prod ready?', 'list all instances', 'are we ready?'])(
    'no instance to be seen: "%s" is answered with what is needed',
    async (text) => {
      const { last } = await ask(text, { instances: [] });
      expect(last?.summary).toBe('I can see no API Management instance');
      expect(last?.text).toContain('Reader');
    },
  );

  it('Azure that does not answer: says so, and offers to try again', async () => {
    const { last } = await ask('is apim-prod ready?', { instances: () => Promise.reject(new AzureUnreachable('x')) });
    expect(last?.summary).toBe('apim-prod: Azure did not answer');
    expect(JSON.stringify(last?.card)).toContain('"question":"is apim-prod ready?"');
  });

  it('a fault of ours: shows the id that finds it in the log, and nothing else of it', async () => {
    const { conversation, reply, log } = talk({ assess: () => Promise.reject(new Error('secret detail')) });
    await conversation.answer(typed('apim-prod?'), reply);
    expect(reply.shown.at(-1)?.text).toContain('a1');
    expect(JSON.stringify(reply.shown)).not.toContain('secret detail');
    expect(log.lines).toMatchObject([
      { level: 'error', event: 'the answer failed', fields: { activityId: 'a1', fault: 'Error: secret detail' } },
    ]);
  });

  it('an answer that is too big: the same message says it in text', async () => {
    const { conversation, reply } = talk();
    reply.fail('update', 'too-big');
    await conversation.answer(typed('apim-prod?'), reply);
    expect(reply.shown.at(-1)).toMatchObject({ how: 'update', id: 'm1' });
    expect(reply.shown.at(-1)?.card).toBeUndefined();
  });

  it('a message that cannot be updated: the answer becomes a new one', async () => {
    const { conversation, reply } = talk();
    reply.fail('update', 'unavailable');
    await conversation.answer(typed('apim-prod?'), reply);
    expect(reply.shown.at(-1)).toMatchObject({ how: 'send', id: 'm2' });
  });

  it('somebody who is gone: nothing more is sent', async () => {
    const { conversation, reply } = talk();
    reply.fail('update', 'gone');
    await conversation.answer(typed('apim-prod?'), reply);
    expect(reply.shown.map(({ how }) => how)).toEqual(['send']);
  });

  it('a first message that is not taken: the caller hears of it', async () => {
    const { conversation, reply } = talk();
    reply.fail('send', 'gone');
    await expect(conversation.answer(typed('apim-prod?'), reply)).rejects.toThrow('gone');
  });
});

describe('deliveries', () => {
  it('are answered once for each conversation and activity', async () => {
    const { conversation, reply } = talk();
    const elsewhere = { ...delivery.address, conversationId: 'a:two' };
    await conversation.answer(typed('help'), reply);
    await conversation.answer(typed('help'), reply);
    await conversation.answer(typed('help', { activityId: 'a2' }), reply);
    await conversation.answer(typed('help', { address: elsewhere }), reply);
    expect(reply.shown).toHaveLength(3);
  });

  it('without an id are all answered', async () => {
    const { conversation, reply } = talk();
    await conversation.answer(typed('help', { activityId: '' }), reply);
    await conversation.answer(typed('help', { activityId: '' }), reply);
    expect(reply.shown).toHaveLength(2);
  });
});

describe('a button', () => {
  it('asks again about the very instance, also where its name is not unique', async () => {
    const second = discovered('apim-prod', { resourceGroup: 'rg-two' });
    const { conversation, reply, assessor } = talk({ instances: [discovered('apim-prod'), second] });
    await conversation.act({ ...delivery, action: { kind: 'check', instance: second.id } }, reply);
    expect(assessor.asked.map(({ instance }) => instance.id)).toEqual([second.id]);
  });

  it('on an old card, for an instance that is gone, says so', async () => {
    const { conversation, reply } = talk();
    const gone = discovered('apim-gone').id;
    await conversation.act({ ...delivery, action: { kind: 'check', instance: gone } }, reply);
    expect(reply.shown.at(-1)?.summary).toBe('I can see no instance called apim-gone');
  });

  it('of "try again" tries the same again', async () => {
    const { conversation, reply } = talk({ instances: () => Promise.reject(new AzureUnreachable('x')) });
    const action = { kind: 'check', instance: discovered('apim-prod').id, month: '2026-03' } as const;
    await conversation.act({ ...delivery, action }, reply);
    expect(JSON.stringify(reply.shown.at(-1)?.card)).toContain(JSON.stringify(action));
  });
});

describe('a welcome', () => {
  it('is said once, with questions about instances that there are', async () => {
    const { conversation, reply } = talk();
    await conversation.welcome(delivery, reply);
    await conversation.welcome({ ...delivery, activityId: 'a2' }, reply);
    expect(reply.shown).toHaveLength(1);
    expect(reply.shown[0]?.text).toContain('is apim-prod ready for March 2026?');
  });

  it('is said although Azure does not answer', async () => {
    const { conversation, reply } = talk({ instances: () => Promise.reject(new AzureUnreachable('x')) });
    await conversation.welcome({ ...delivery, kind: 'channel' }, reply);
    expect(reply.shown[0]?.text).toContain('Mention me');
  });
});

describe('a button whose answer takes the place of its card', () => {
  const press = (activityId: string) =>
    ({ ...delivery, activityId, on: 'm1', action: { kind: 'check', instance: discovered('apim-prod').id } }) as const;

  function pressing(script: AssessorScript) {
    const parts = talk(script);
    const card = { stays: jest.fn(), below: jest.fn(async () => {}) };
    return { ...parts, card, reply: { ...parts.reply, card } };
  }

  it('leaves the card as it is until the answer is there', async () => {
    const end = Promise.withResolvers<void>();
    const { conversation, reply, card, clock } = pressing({
      assess: async () => {
        await end.promise;
        return assessment([oneOfEach]);
      },
    });
    const done = conversation.act(press('a1'), reply);
    await settle();
    expect(card.stays).not.toHaveBeenCalled();
    await clock.pass(1_500);
    await settle();
    expect(card.stays).toHaveBeenCalledTimes(1);
    expect(reply.shown).toEqual([]);
    end.resolve();
    await done;

    expect(reply.shown.map(({ summary }) => summary)).toEqual([expect.stringContaining('apim-prod is not ready')]);
  });

  it('tells below the card what went wrong, so that the old answer is not lost', async () => {
    const { conversation, reply, card } = pressing({
      instances: async () => {
        throw new AzureUnreachable('gone');
      },
    });
    await conversation.act(press('a1'), reply);

    expect(reply.shown).toEqual([]);
    expect(card.below).toHaveBeenCalledWith(expect.objectContaining({ summary: 'apim-prod: Azure did not answer' }));
  });

  it('does nothing when it is pressed again before the answer is there, and works again after it', async () => {
    const end = Promise.withResolvers<void>();
    const { conversation, reply, assessor } = pressing({
      assess: async () => {
        await end.promise;
        return assessment([oneOfEach]);
      },
    });
    const first = conversation.act(press('a1'), reply);
    await conversation.act(press('a2'), reply);
    end.resolve();
    await first;
    expect(assessor.asked).toHaveLength(1);
    await conversation.act(press('a3'), reply);

    expect(assessor.asked).toHaveLength(2);
  });
});
