import { inputNames } from '../../cards/parts/input-names.ts';
import { remindFormCard } from '../../cards/remind-form-card.ts';
import { remindersListCard } from '../../cards/reminders-list-card.ts';
import type { AzureScope } from '../../src/model/azure-scope.ts';
import { scopeCode } from '../../src/model/scope-code.ts';
import { scopeChoices } from '../../src/reminders/rules/scope-choices.ts';
import { nodesOf, visibleText } from '../support/card-parser.ts';
import { discovered } from '../support/report.ts';
import { view } from '../support/sample-cards.ts';
import { scopes, subscriptions } from '../support/sample-reminder-cards.ts';

interface Choices {
  readonly value?: string;
  readonly choices: readonly { readonly title: string; readonly value: string }[];
}

function input(options: Partial<Parameters<typeof remindFormCard>[0]>, name: string): Choices {
  const { card } = remindFormCard({ kind: 'reminder', scopes, today: '2026-02-12', view, ...options });
  return nodesOf(card).find(({ id }) => id === name) as unknown as Choices;
}

const instance = (id: string): AzureScope => ({ kind: 'instance', instanceId: id });

describe('the form of a reminder', () => {
  it('offers everything first, then what is narrower', () => {
    expect(input({}, inputNames.scope).choices.map(({ title }) => title)).toEqual([
      'every instance',
      'every instance in the subscription Contoso Production',
      'every instance in the resource group rg-api',
      'every instance in the resource group rg-test',
      'every instance with the tag environment = production',
      'apim-prod',
      'apim-shared in rg-api',
      'apim-dev',
      'apim-shared in rg-test',
    ]);
  });

  it('has chosen what was asked for, in whatever case Azure spells it', () => {
    const [prod] = scopes.filter((scope) => scope.kind === 'instance');
    if (prod?.kind !== 'instance') throw new Error('There is an instance.');
    const chosen = { scope: instance(prod.instanceId.toUpperCase()) };

    expect(input({ chosen }, inputNames.scope).value).toBe(`instance:${prod.instanceId}`);
  });

  it('keeps a choice that the estate no longer has', () => {
    const gone = instance(discovered('apim-gone').id);
    const { choices, value } = input({ chosen: { scope: gone } }, inputNames.scope);

    expect(choices[0]).toEqual({ title: 'apim-gone', value });
  });

  it('keeps a choice that is cut off the list, and says that the list is cut', () => {
    const many = scopeChoices(Array.from({ length: 500 }, (_, index) => discovered(`apim-${1000 + index}`)));
    const last = many.at(-1);
    const { choices, value } = input({ scopes: many, chosen: { scope: last } }, inputNames.scope);

    expect(choices.length).toBeLessThan(120);
    expect(value).toBe(last === undefined ? undefined : scopeCode(last));
    expect(choices.map((choice) => choice.value)).toContain(value);
    expect(visibleText(remindFormCard({ kind: 'reminder', scopes: many, today: '2026-02-12', view }))).toContain(
      'Not all instances fit',
    );
  });

  it('proposes a week once the day lies behind, and says so', () => {
    const days = input({ isPast: true }, inputNames.days);
    expect(days.value).toBe('1');
    expect(days.choices[0]?.title).toBe('Weekly at first, then monthly');
  });

  it.each([
    [{ on: '2026-03-01' as const, time: '10:00' }, 'once'],
    [{ days: [5], time: '09:00', weeks: 2 as const }, '5/2'],
    [{ days: [2, 3], time: '09:00', weeks: 2 as const }, '2,3/2'],
  ])('keeps what was chosen: %j', (schedule, value) => {
    const days = input({ chosen: { schedule } }, inputNames.days);
    expect(days.value).toBe(value);
    expect(days.choices.map((choice) => choice.value)).toContain(value);
  });

  it('follows the retirement unless days are chosen; a summary always has days', () => {
    expect(input({}, inputNames.days).value).toBe('as-the-day-comes');
    expect(input({ kind: 'summary' }, inputNames.days).value).toBe('1');
    expect(input({ kind: 'summary' }, inputNames.days).choices.map(({ value }) => value)).not.toContain(
      'as-the-day-comes',
    );
  });

  it('offers days of its own again', () => {
    const chosen = { schedule: { days: [1, 4], time: '08:00' } };

    expect(input({ chosen }, inputNames.days)).toMatchObject({
      value: '1,4',
      choices: expect.arrayContaining([{ title: 'every Monday and Thursday', value: '1,4' }]),
    });
  });
});

describe('the list of what is set up', () => {
  const list = remindersListCard({ subscriptions, view });

  it('says what, when and who', () => {
    expect(visibleText(list)).toContain('Summary of every instance, every Monday at 09:00 \\(Europe/Stockholm\\)');
    expect(visibleText(list)).toContain('Set up by Ann Lindqvist on 2 March 2026; paused until 6 December 2026');
    expect(visibleText(list)).toContain('Reminder about apim-prod, on weekdays at 08:00 \\(America/New\\_York\\)');
  });

  it('resumes what is paused, and pauses what is not', () => {
    const acts = nodesOf(list.card)
      .filter(({ type, verb }) => type === 'Action.Execute' && verb === 'change-reminders')
      .map(({ data }) => data);

    expect(acts).toEqual([
      { kind: 'change-reminders', act: 'pause', id: 's1' },
      { kind: 'change-reminders', act: 'stop', id: 's1' },
      { kind: 'change-reminders', act: 'resume', id: 's2' },
      { kind: 'change-reminders', act: 'stop', id: 's2' },
      { kind: 'change-reminders', act: 'pause', id: 's3' },
      { kind: 'change-reminders', act: 'stop', id: 's3' },
    ]);
  });

  it.each([
    ['blocked', 'The bot is blocked there.'],
    ['gone', 'Teams does not know this conversation any more.'],
    ['uninstalled', 'The bot was uninstalled there.'],
    ['deleted', 'The channel was deleted.'],
    [undefined, 'The last message was refused.'],
  ] as const)('says why nothing arrives: %s', (why, words) => {
    const unreachable = [
      { kind: 'personal', teamName: undefined, channelName: undefined, why, since: '2026-11-20T10:00:00Z' } as const,
    ];
    const shown = remindersListCard({ subscriptions, unreachable, view });

    expect(visibleText(shown)).toContain(`Since 20 November 2026. ${words}`);
    expect(shown.text).toContain('A personal chat');
  });

  it('leads to what does not fit, page by page', () => {
    const [one] = subscriptions;
    if (one === undefined) throw new Error('There is one.');
    const many = Array.from({ length: 40 }, (_, index) => ({ ...one, id: `s${index}` }));

    expect(visibleText(remindersListCard({ subscriptions: many, page: 2, view }))).toMatch(/Next \(\d+ more\)/);
  });
});
