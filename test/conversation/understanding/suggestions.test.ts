/** Every question that may be offered is understood, in the language in which it is offered, and as what it says. */
import { helpTopics } from '../../../cards/help-card.ts';
import { exampleQuestions } from '../../../src/conversation/understanding/example-questions.ts';
import { nearestQuestions } from '../../../src/conversation/understanding/nearest-questions.ts';
import { understandAll } from '../../../src/conversation/understanding/understand.ts';
import { wordsOf } from '../../../src/conversation/understanding/words/words.ts';
import { languages } from '../../../src/languages/language.ts';
import { type Suggestions, suggestionsIn } from '../../../src/languages/suggestions.ts';
import { retirements } from '../../../src/model/retirement.ts';
import { requirements } from '../../../src/retirements/requirements.ts';
import { demoInstances } from '../../support/demo-instances.ts';

const months: Readonly<Record<string, string>> = {
  en: 'March 2026',
  de: 'März 2026',
  fr: 'mars 2026',
  es: 'marzo de 2026',
  'pt-BR': 'março de 2026',
  ja: '2026年3月',
};

/** What each suggestion has to be understood as. */
const kinds: Readonly<Record<keyof Suggestions, string>> = {
  ready: 'check',
  readyFor: 'check',
  why: 'why',
  fix: 'fix',
  evidence: 'evidence',
  whatIf: 'what-if',
  changedOn: 'changes',
  services: 'services',
  remind: 'remind',
  unmet: 'fleet',
  list: 'list',
  breaks: 'fleet',
  retires: 'retirements',
  changed: 'changes',
  requirements: 'explain',
  called: 'services',
  reminders: 'reminders',
  stop: 'change-reminders',
  summary: 'summary',
  help: 'help',
  users: 'readers',
  exportCsv: 'export',
  regular: 'remind',
  remindAll: 'remind',
  remindTomorrow: 'remind',
  snoozeDay: 'change-reminders',
  snoozeMonday: 'change-reminders',
  snoozeWeeks: 'change-reminders',
  waive: 'waive',
  onlyHere: 'visibility',
};

/** A Sunday. */
const context = {
  today: '2026-11-22' as const,
  knownMonths: ['2026-03'],
  requirements,
  retirements,
  instances: demoInstances,
};

function kindOf(question: string, locale: string): string | undefined {
  return understandAll(question, { ...context, locale }).questions[0]?.kind;
}

describe.each(languages)('suggestions in %s', (locale) => {
  it.each(Object.entries(kinds))('%s is understood as %s', (name, kind) => {
    const template = suggestionsIn(locale)[name as keyof Suggestions];
    for (const instance of demoInstances) {
      const question = template
        .replace('{name}', name === 'users' ? 'kv-prod' : instance.name)
        .replace('{month}', months[locale] ?? '')
        .replace('{requirement}', 'key-vault-network-access')
        .replace('{day}', '2027-01-31');
      const found = kindOf(question, locale);
      // "What breaks?" in English is why, about all.
      expect([question, found]).toEqual([question, name === 'breaks' && found === 'why' ? 'why' : kind]);
    }
  });

  it('keep their day, their reason and their time', () => {
    const read = (name: keyof Suggestions) => {
      const question = suggestionsIn(locale)
        [name].replace('{name}', 'apim-prod')
        .replace('{requirement}', 'key-vault-network-access')
        .replace('{day}', '2027-01-31');
      return understandAll(question, { ...context, locale }).questions[0];
    };
    const schedule = { on: '2026-11-23', time: '09:00' };

    expect(read('remindTomorrow')).toMatchObject({ kind: 'remind', scope: { names: [], where: [] }, schedule });
    expect(read('regular')).toMatchObject({ what: 'summary', schedule: { days: expect.any(Array), time: '08:00' } });
    expect(read('changed')).toMatchObject({ kind: 'changes', since: '2026-11-16' });
    expect(read('changedOn')).toMatchObject({ scope: { names: ['apim-prod'], where: [] }, since: '2026-11-16' });
    expect(read('snoozeDay')).toMatchObject({ act: 'snooze', until: '2026-11-23' });
    expect(read('snoozeMonday')).toMatchObject({ act: 'snooze', until: '2026-11-23' });
    expect(read('snoozeWeeks')).toMatchObject({ act: 'snooze', until: '2026-12-06' });
    expect(read('waive')).toMatchObject({
      instance: 'apim-prod',
      requirements: ['key-vault-network-access'],
      until: '2027-01-31' as const,
      reason: expect.stringMatching(/vault|almacén|cofre/i),
    });
  });

  it('are what examples, help and near questions are made of', () => {
    const offered = [
      ...exampleQuestions(demoInstances, ['2026-03'], locale),
      ...exampleQuestions([], ['2026-03'], locale),
      ...helpTopics('apim-prod', locale).flatMap(({ questions }) => questions),
      ...['tell me a joke', 'apim-prod zzyzx', 'xyz'].flatMap((words) =>
        nearestQuestions(wordsOf(words), { today: '2026-11-22' as const, knownMonths: ['2026-03'], locale }),
      ),
    ];
    expect(offered.map((question) => [question, kindOf(question, locale)])).not.toContainEqual([
      expect.anything(),
      'unclear',
    ]);
  });
});
