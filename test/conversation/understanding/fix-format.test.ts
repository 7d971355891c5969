/** The language in which fixes are shown: chosen on the card or in words, and remembered for each person. */

import { readAction } from '../../../src/conversation/buttons/read-action.ts';
import type { FileOffer } from '../../../src/conversation/ports/channel-port.ts';
import type { ChatFile, Delivery } from '../../../src/model/channel.ts';
import type { FixFormat } from '../../../src/model/fix-format.ts';
import type { Preferences } from '../../../src/reminders/ports/preferences-port.ts';
import { nodesOf } from '../../support/card-parser.ts';
import { handClock } from '../../support/clock.ts';
import { assessorOf, conversationOf, rememberedLog, rememberedReply } from '../../support/conversation.ts';
import { discovered } from '../../support/report.ts';

const prod = discovered('apim-prod');

function delivery(person: string): Delivery {
  return {
    activityId: '',
    locale: 'en-GB',
    timeZone: 'UTC',
    asker: { id: `29:${person}`, name: person },
    kind: 'personal',
    address: { tenantId: undefined, conversationId: `a:${person}`, serviceUrl: '' },
  };
}

function inMemory(): Preferences {
  const chosen = new Map<string, FixFormat>();
  return {
    fixFormat: async (person) => chosen.get(person),
    chooseFixFormat: async (person, format) => void chosen.set(person, format),
  };
}

function talk(preferences: Preferences | undefined = inMemory()) {
  const log = rememberedLog();
  const conversation = conversationOf(assessorOf({ instances: [prod] }), handClock(), log, { preferences });
  return {
    log,
    async ask(person: string, text: string) {
      const reply = rememberedReply();
      await conversation.answer({ ...delivery(person), text }, reply);
      return reply.shown.at(-1)?.card;
    },
    async choose(person: string, format: string) {
      const reply = rememberedReply();
      const action = readAction({ kind: 'fix', instance: prod.id, format });
      await conversation.act({ ...delivery(person), action }, reply);
      return reply.shown.at(-1)?.card;
    },
  };
}

/** What stands in the drop-down, and what is drawn. */
function shown(card: unknown): readonly unknown[] {
  const nodes = nodesOf(card);
  const chosen = nodes.find(({ type, id }) => type === 'Input.ChoiceSet' && id === 'format')?.value;
  const words = JSON.stringify(card);
  const drawn = [
    words.includes('az keyvault update') ? 'a command' : undefined,
    words.includes('Merge into networkAcls.bypass') ? 'a template of Bicep' : undefined,
    words.includes('Merge into network_acls.bypass') ? 'a template of Terraform' : undefined,
    words.includes('Tick ') ? 'clicks' : undefined,
  ];
  return [chosen, ...drawn.filter((one) => one !== undefined)];
}

describe('the language of a fix plan', () => {
  it('is commands for bash until somebody chooses', async () => {
    expect(shown(await talk().ask('ann', 'how do I fix apim-prod?'))).toEqual(['az', 'a command']);
  });

  it.each<readonly [string, readonly string[]]>([
    ['how do I fix apim-prod in powershell?', ['powershell', 'a command']],
    ['fix plan for apim-prod as Bicep', ['bicep', 'a template of Bicep']],
    ['terraform for apim-prod', ['terraform', 'a template of Terraform']],
    ['fix plan for apim-prod in the portal', ['portal', 'clicks']],
  ])('is what the words say: %s', async (question, expected) => {
    expect(shown(await talk().ask('ann', question))).toEqual(expected);
  });

  it('is remembered for the person who chose, and for nobody else', async () => {
    const { ask, choose } = talk();
    expect(shown(await choose('ann', 'terraform'))).toEqual(['terraform', 'a template of Terraform']);

    expect(shown(await ask('ann', 'how do I fix apim-prod?'))).toEqual(['terraform', 'a template of Terraform']);
    expect(shown(await ask('bob', 'how do I fix apim-prod?'))).toEqual(['az', 'a command']);
  });

  it('is asked of what was shown last when no instance is named', async () => {
    const { ask } = talk();
    await ask('ann', 'is apim-prod ready?');

    expect(shown(await ask('ann', 'fix plan in terraform'))).toEqual(['terraform', 'a template of Terraform']);
  });

  it('is read like everything that a client sends', async () => {
    expect(JSON.stringify(await talk().choose('ann', 'cobol'))).toContain('I do not know this button any more');
  });

  it('holds for its answer alone while nothing can be kept', async () => {
    const away = async () => {
      throw new Error('the storage is away');
    };
    const { ask, choose, log } = talk({ fixFormat: away, chooseFixFormat: away });

    expect(shown(await choose('ann', 'bicep'))).toEqual(['bicep', 'a template of Bicep']);
    expect(shown(await ask('ann', 'how do I fix apim-prod?'))).toEqual(['az', 'a command']);
    expect(log.lines.map(({ event }) => event)).toContain('the language of fixes was not remembered');
  });
});

describe('the plan as a file', () => {
  const file = (data: Record<string, unknown>) => readAction({ kind: 'fix-file', instance: prod.id, ...data });

  async function offered(data: Record<string, unknown>, instances = [prod], locale = 'en-GB') {
    const offers: FileOffer[] = [];
    const reply = { ...rememberedReply(), offerFile: async (offer: FileOffer) => void offers.push(offer) };
    const conversation = conversationOf(assessorOf({ instances }), handClock(), rememberedLog());
    await conversation.act({ ...delivery('ann'), locale, action: file(data) }, reply);
    const [offer] = offers;
    const made: ChatFile[] = [];
    if (offer !== undefined) {
      const accepted = { ...delivery('ann'), action: readAction(offer.action) };
      await conversation.handOver(accepted, reply, async (one) => void made.push(one));
    }
    const [accepted] = made;
    return { offer, accepted, summary: reply.shown.at(-1)?.summary };
  }

  const textOf = (chat: ChatFile | undefined) => new TextDecoder().decode(chat?.bytes);

  it.each([
    ['az', 'apim-prod-fix-2026-11-22.sh', 'az keyvault update'],
    ['terraform', 'apim-prod-fix-2026-11-22.tf', 'Merge into network_acls.bypass'],
    ['portal', 'apim-prod-fix-2026-11-22.txt', 'Tick "Allow trusted Microsoft services'],
  ])('is offered in the language on the card, and made anew for whoever accepts it: %s', async (format, name, text) => {
    const { offer, accepted, summary } = await offered({ format });

    expect([offer?.file.name, accepted?.name]).toEqual([name, name]);
    expect(textOf(accepted)).toContain(text);
    expect(textOf(accepted)).toBe(textOf(offer?.file));
    expect(summary).toBe(`The fix plan as ${name}`);
  });

  it('speaks the language of who asked', async () => {
    const { accepted } = await offered({ format: 'az' }, [prod], 'de-DE');

    expect(textOf(accepted)).toContain('# Schritt 1: ');
  });

  it('is not offered of an instance that cannot be seen', async () => {
    expect((await offered({ format: 'az' }, [discovered('apim-dev')])).offer).toBeUndefined();
  });

  it('has a button only where files can be handed over', async () => {
    expect(JSON.stringify(await talk().ask('ann', 'how do I fix apim-prod?'))).not.toContain('fix-file');
    const reply = { ...rememberedReply(), offerFile: async () => {} };
    const conversation = conversationOf(assessorOf({ instances: [prod] }), handClock(), rememberedLog());
    await conversation.answer({ ...delivery('ann'), text: 'how do I fix apim-prod?' }, reply);

    expect(JSON.stringify(reply.shown.at(-1)?.card)).toContain('fix-file');
  });
});
