/** Buttons, as anybody may have sent them. */
import { isAnsweredBelow, readAction } from '../../../src/conversation/buttons/read-action.ts';
import { everything } from '../../../src/model/scope.ts';
import { nodesOf } from '../../support/card-parser.ts';
import { discovered } from '../../support/report.ts';
import { sampleCards } from '../../support/sample-cards.ts';

const instance = discovered('apim-prod').id;

describe('readAction', () => {
  it('reads every button of every card as it was drawn', () => {
    const buttons = Object.values(sampleCards)
      .flatMap(({ card }) => nodesOf(card))
      .filter(({ type }) => type === 'Action.Execute')
      .map(({ data }) => data);

    expect(buttons.length).toBeGreaterThan(200);
    for (const data of buttons) expect(readAction(data)).toEqual(data);
  });

  it.each([
    { kind: 'check', instance, month: '2026-03' },
    { kind: 'why', instance, drawn: '2026-11-22T10:03:00Z' },
    { kind: 'fix', instance, done: ['abc', '1x'] },
    { kind: 'what-if', instance, place: 'new' },
    { kind: 'ask', question: 'help' },
    { kind: 'explain', requirements: ['key-vault-identity'] },
    { kind: 'fleet', scope: { names: ['apim-prod'], where: [] }, only: 'unmet', month: '2026-03', page: 2 },
    { kind: 'fleet', scope: { names: [], where: [{ by: 'tag', key: 'environment', value: 'production' }] } },
    { kind: 'evidence', instance, cause: 'k3j2h1', page: 3 },
    { kind: 'share', instance, month: '2026-03', to: 'place-1' },
    { kind: 'export', scope: everything, format: 'csv', locale: 'de-DE' },
  ])('reads $kind as it was sent', (action) => {
    expect(readAction(action)).toEqual(action);
  });

  it('leaves out what no button of its kind carries', () => {
    expect(readAction({ kind: 'help', instance, extra: 1 })).toEqual({ kind: 'help' });
  });

  it('takes ticks from the inputs beside a button', () => {
    const data = { kind: 'fix', instance, 'done-abc': 'true', 'done-x1': 'false', 'done-<script>': 'true', other: 1 };
    expect(readAction(data)).toEqual({ kind: 'fix', instance, done: ['abc'] });
  });

  it('keeps ticks of another page, and takes back those that are ticked off no more', () => {
    const data = { kind: 'fix', instance, page: 2, done: ['abc', 'far'], 'done-abc': 'false', 'done-x1': 'true' };
    expect(readAction(data)).toEqual({ kind: 'fix', instance, page: 2, done: ['far', 'x1'] });
  });

  it('takes until when from the input of its own form, though another stands on the same card', () => {
    const beside = { 'snooze-until': '2026-12-01', 'acknowledge-until': '2026-12-09' };
    const untilOf = (act: string) => readAction({ kind: 'change-reminders', act, id: 's1', ...beside });
    expect(untilOf('snooze')).toHaveProperty('until', '2026-12-01');
    expect(untilOf('acknowledge')).toHaveProperty('until', '2026-12-09');
    expect(untilOf('stop')).not.toHaveProperty('until');
  });

  it('leaves out what was filled in wrongly, so that the answer asks for it', () => {
    const declared = { 'declare-call': 'nonsense', 'declare-until': 'tomorrow', 'declare-host': 'a.example' };
    expect(readAction({ kind: 'declare', instance, ...declared })).toEqual({
      kind: 'declare',
      instance,
      destination: 'a.example',
    });
    const form = { 'subscribe-days': 'once', 'subscribe-once': '30 February' };
    expect(readAction({ kind: 'remind', what: 'reminder', ...form })).toMatchObject({ dayMissing: true });
  });

  it.each([
    undefined,
    'check',
    {},
    { kind: 'delete' },
    { kind: 'check' },
    { kind: 'check', instance: '/subscriptions/x/resourceGroups/y/providers/Microsoft.KeyVault/vaults/z' },
    { kind: 'check', instance: `${instance}${'x'.repeat(1_000)}` },
    { kind: 'ask', question: 'x'.repeat(1_001) },
    { kind: 'explain', requirements: ['<b>'] },
    { kind: 'fleet' },
    { kind: 'fleet', scope: everything, page: -1 },
    { kind: 'fleet', scope: everything, only: 'all' },
    { kind: 'fleet', scope: { names: [1], where: [] } },
    { kind: 'fleet', scope: { names: [], where: [{ by: 'moon', value: 'x' }] } },
    { kind: 'fleet', scope: { names: [], where: [{ by: 'tag', value: 'x' }] } },
    { kind: 'fleet', scope: { names: Array.from({ length: 21 }, () => 'apim'), where: [] } },
    { kind: 'visibility', act: 'only', scope: everything },
    { kind: 'readers', target: 'a b' },
  ])('knows no button of %j', (data) => {
    expect(readAction(data)).toEqual({ kind: 'outdated' });
  });

  it.each([{ month: '2026-13' }, { month: '1926-03' }, { month: 'March' }, { drawn: 'yesterday' }, { done: ['<b>'] }])(
    'keeps of %j only which instance it was about',
    (wrong) => {
      expect(readAction({ kind: 'fix', instance, ...wrong })).toEqual({ kind: 'outdated', instance });
    },
  );
});

describe('a card of an older version, which says "verb" for the kind', () => {
  it.each([
    [
      { verb: 'check', instance, month: '2026-03' },
      { kind: 'check', instance, month: '2026-03' },
    ],
    [
      { verb: 'readers', target: 'kv-prod' },
      { kind: 'readers', target: 'kv-prod' },
    ],
    [
      { verb: 'ask', question: 'help' },
      { kind: 'ask', question: 'help' },
    ],
    [{ verb: 'reminders' }, { kind: 'reminders' }],
  ])('asks the same where the question has stayed: %j', (old, action) => {
    expect(readAction(old)).toEqual(action);
  });

  it.each([
    [{ verb: 'fleet', names: ['apim-prod'] }, { kind: 'outdated' }],
    [{ verb: 'subscription', act: 'stop', subscription: 's1' }, { kind: 'outdated' }],
    [
      { verb: 'snooze', subscription: 's1', instance, retirement: 'r' },
      { kind: 'outdated', instance },
    ],
  ])('is never taken for something else: %j', (old, action) => {
    expect(readAction(old)).toEqual(action);
  });
});

describe('isAnsweredBelow', () => {
  it('tells what is answered below the card', () => {
    expect(isAnsweredBelow(readAction({ kind: 'check', instance, place: 'new' }))).toBe(true);
    expect(isAnsweredBelow(readAction({ kind: 'check', instance }))).toBe(false);
  });
});
