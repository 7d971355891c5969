import { understandAll } from '../../../src/conversation/understanding/understand.ts';

const context = { today: '2026-11-28' as const, knownMonths: ['2026-03'], requirements: [], retirements: [] };
const understood = (message: string, locale = 'en') => understandAll(message, { ...context, locale }).questions;

it.each([
  ['en', 'what may this channel see?'],
  ['en', 'what may be seen here?'],
  ['de', 'was darf dieser Kanal sehen?'],
  ['fr', 'que peut voir ce canal ?'],
  ['es', '¿qué puede ver este canal?'],
  ['pt-BR', 'o que este canal pode ver?'],
  ['ja', 'このチャネルで何が見えますか'],
])('%s: %s asks what may be seen in the chat', (locale, message) => {
  expect(understood(message, locale)).toEqual([{ kind: 'visibility' }]);
});

it.each([
  ['in this channel only subscription Payments', { act: 'only', by: 'subscription', value: 'Payments' }],
  ['this channel may only see resource group rg-shop', { act: 'only', by: 'resource-group', value: 'rg-shop' }],
  ['en este canal solo suscripción Payments', { act: 'only', by: 'subscription', value: 'Payments' }],
  ['このチャネルではサブスクリプション Payments だけ', { act: 'only', by: 'subscription', value: 'Payments' }],
  ['in diesem Kanal nur Abonnement Zahlungen', { act: 'only', by: 'subscription', value: 'Zahlungen' }],
  ['this channel may also see subscription Shop', { act: 'also', by: 'subscription', value: 'Shop' }],
])('%s says what shall be, also of what cannot be seen yet', (message, { act, by, value }) => {
  expect(understood(message)).toEqual([{ kind: 'visibility', act, scope: { names: [], where: [{ by, value }] } }]);
});

it('takes a scope by its resource id', () => {
  const group = '/providers/Microsoft.Management/managementGroups/Payments';
  expect(understood(`in this channel only ${group}`)).toMatchObject([
    { kind: 'visibility', act: 'only', written: { kind: 'management-group', group: 'Payments' } },
  ]);
});

it('takes a list back', () => {
  expect(understood('everything may be seen in this channel again')).toEqual([{ kind: 'visibility', act: 'withdraw' }]);
});

it.each([
  'remind this channel about everything',
  'summary in this channel every Monday',
  'only the ones that are not ready',
])('%s is something else', (message) => {
  expect(understood(message)).not.toContainEqual(expect.objectContaining({ kind: 'visibility' }));
});
