/** Buttons, as anybody may have sent them. */
import { isAnsweredBelow, readAction } from '../../src/conversation/card-action.ts';
import { discovered } from '../support/report.ts';

const instance = discovered('apim-prod').id;

describe('readAction', () => {
  it.each([
    { verb: 'check', instance },
    { verb: 'check', instance, month: '2026-03' },
    { verb: 'why', instance, drawn: '2026-11-22T10:03:00Z' },
    { verb: 'fix', instance, done: ['abc', '1x'] },
    { verb: 'evidence', instance },
    { verb: 'what-if', instance, place: 'new' },
    { verb: 'ask', question: 'help' },
    { verb: 'explain', requirement: 'key-vault-identity' },
    { verb: 'fleet' },
    { verb: 'fleet', names: ['apim-prod'], only: 'unmet', month: '2026-03', page: 2 },
    { verb: 'fleet', where: [{ by: 'tag', value: 'production', key: 'environment' }], place: 'new' },
    { verb: 'share', instance },
    { verb: 'evidence', instance, cause: 'k3j2h1', page: 3 },
    { verb: 'share', instance, month: '2026-03', to: 'place-1' },
  ])('reads $verb as it was sent', (action) => {
    expect(readAction(action)).toEqual(action);
  });

  it('takes ticks from the inputs beside a button', () => {
    const data = { verb: 'fix', instance, 'done-abc': 'true', 'done-x1': 'false', 'done-<script>': 'true', other: 1 };
    expect(readAction(data)).toEqual({ verb: 'fix', instance, done: ['abc'] });
  });

  it('keeps ticks of another page, and takes back those that are ticked off no more', () => {
    const data = { verb: 'fix', instance, page: 2, done: ['abc', 'far'], 'done-abc': 'false', 'done-x1': 'true' };
    expect(readAction(data)).toEqual({ verb: 'fix', instance, page: 2, done: ['far', 'x1'] });
  });

  it.each([
    undefined,
    'check',
    {},
    { verb: 'delete', instance },
    { verb: 'check' },
    { verb: 'check', instance: '/subscriptions/x/resourceGroups/y/providers/Microsoft.KeyVault/vaults/z' },
    { verb: 'check', instance: `${instance}${'x'.repeat(1_000)}` },
    { verb: 'check', instance, month: '2026-13' },
    { verb: 'check', instance, month: 'March' },
    { verb: 'ask', question: 'x'.repeat(1_001) },
    { verb: 'explain', requirement: '<b>' },
    { verb: 'fleet', names: [1] },
    { verb: 'fleet', where: [{ by: 'moon', value: 'x' }] },
    { verb: 'fleet', where: [{ by: 'tag', value: 'x' }] },
    { verb: 'fleet', names: Array.from({ length: 21 }, () => 'apim') },
  ])('refuses %j', (data) => {
    expect(readAction(data)).toBeUndefined();
  });

  it('leaves out what is no page, no moment and no verdict', () => {
    expect(readAction({ verb: 'fleet', page: -1, only: 'all' })).toEqual({ verb: 'fleet' });
    expect(readAction({ verb: 'why', instance, drawn: 'yesterday' })).toEqual({ verb: 'why', instance });
  });

  it('tells what is answered below the card', () => {
    expect(isAnsweredBelow(readAction({ verb: 'check', instance, place: 'new' }))).toBe(true);
    expect(isAnsweredBelow(readAction({ verb: 'check', instance }))).toBe(false);
    expect(isAnsweredBelow(undefined)).toBe(false);
  });
});
