/** What the bot answers about the demo's estate, in one language: by question, and the cards behind its buttons. */
import type { CardMessage } from '../../cards/parts/elements.ts';
import { readConfig } from '../../src/app/config.ts';
import { assessorOverEstate } from '../../src/app/connected-assessor.ts';
import { realClock } from '../../src/app/real-clock.ts';
import { readAction } from '../../src/conversation/buttons/read-action.ts';
import { sampleEstate } from '../../src/demo/sample-estate/index.ts';
import type { Language } from '../../src/languages/language.ts';
import { suggestionsIn } from '../../src/languages/suggestions.ts';
import { requirements } from '../../src/retirements/requirements.ts';
import { conversationOf, rememberedLog, rememberedReply } from './conversation.ts';

const TODAY = '2026-11-28';

/** Pictures of questions that every language can ask, by the name of their suggestion. */
const ASKED = {
  why: 'apim-claims',
  fix: 'apim-prod',
  evidence: 'apim-prod',
  whatIf: 'apim-prod',
  services: 'apim-prod',
  unmet: '',
  list: '',
  retires: '',
  requirements: '',
  called: '',
  users: 'kv-api-prod',
  exportCsv: '',
  summary: '',
  help: '',
  remind: 'apim-prod',
} as const;

/** What only has English words here; in other languages it is answered in the reader's. */
const TYPED: Readonly<Record<string, string>> = {
  hello: 'hi',
  compare: 'compare apim-prod and apim-dev',
  glossary: 'what does undecided mean',
  requirement: 'explain key-vault-identity',
  picker: 'is apim-orders ready?',
  typo: 'is apim-pord ready?',
  nonsense: 'sing me a song',
  access: 'what permissions do you need',
  days: 'how many days left',
  all: 'are all instances ready?',
  changes: 'what changed since Monday?',
  'month-unknown': 'is apim-prod ready for May 2031?',
};

/** Every card by the name of its picture. */
export async function demoCards(language: Language): Promise<Readonly<Record<string, CardMessage>>> {
  const connected = await assessorOverEstate(JSON.stringify(sampleEstate(TODAY)), 'demo', {
    config: readConfig({}),
    today: TODAY,
  });
  const conversation = conversationOf(connected.assessor, realClock(TODAY), rememberedLog(), { requirements });
  const delivery = {
    activityId: '',
    locale: language,
    timeZone: 'Europe/Berlin',
    asker: { id: '29:ann', name: 'Ann' },
    kind: 'personal',
    address: { tenantId: undefined, conversationId: 'a:one', serviceUrl: '' },
  } as const;
  const last = (reply: ReturnType<typeof rememberedReply>): CardMessage => {
    const shown = reply.shown.at(-1);
    if (shown?.card === undefined) throw new Error('There was no card.');
    return shown as unknown as CardMessage;
  };
  const ask = async (text: string) => {
    const reply = rememberedReply();
    await conversation.answer({ ...delivery, text }, reply);
    return last(reply);
  };
  const press = async (data: unknown) => {
    const reply = rememberedReply();
    await conversation.act({ ...delivery, action: readAction(data) }, reply);
    return last(reply);
  };
  try {
    const cards: Record<string, CardMessage> = {};
    const instances = await connected.assessor.instances();
    for (const { id, name } of instances) cards[`check-${name}`] ??= await press({ kind: 'check', instance: id });
    for (const [name, about] of Object.entries(ASKED)) {
      cards[name] = await ask(suggestionsIn(language)[name as keyof typeof ASKED].replace('{name}', about));
    }
    for (const [name, text] of Object.entries(TYPED)) {
      // A button asks in words of its card's language and is answered in the reader's.
      cards[name] = await press({ kind: 'ask', question: text });
    }
    return cards;
  } finally {
    await connected.stop();
  }
}
