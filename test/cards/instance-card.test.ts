import { instanceCard, lateCard } from '../../cards/instance-card.ts';
import { ACTIVITY_BUDGET, sizeOf } from '../../cards/parts/card-size.ts';
import { activityOf, nodesOf, parserComplaints, visibleText } from '../support/card-parser.ts';
import { discovered } from '../support/report.ts';

const view = { locale: 'en-GB', timeZone: 'Europe/Berlin' };
const check = { kind: 'check', instance: discovered('apim-prod').id } as const;

describe.each([
  ['instance', instanceCard({ instance: discovered('apim-prod'), view })],
  ['late', lateCard({ action: check, view })],
])('the card %s', (_, message) => {
  it('passes the parser, has words to speak, and is small', () => {
    expect(parserComplaints(message.card)).toEqual([]);
    expect(message.card).toMatchObject({ version: '1.5', speak: message.summary });
    expect(sizeOf(activityOf(message))).toBeLessThanOrEqual(ACTIVITY_BUDGET);
    expect(message.text.split('\n')[0]).toBe(message.summary);
  });

  it('has one button, which checks the instance by its id alone', () => {
    const buttons = nodesOf(message.card).filter(({ type }) => type === 'Action.Execute');
    expect(buttons).toMatchObject([{ verb: 'check', data: check, fallback: { type: 'Action.Submit', data: check } }]);
  });
});

describe('the card of an instance', () => {
  it('says where it lives, and that nobody has looked yet', () => {
    const words = visibleText(instanceCard({ instance: discovered('apim-prod'), view }));
    expect(words).toContain('westeurope');
    expect(words).toContain('Not checked yet');
    expect(words).not.toMatch(/ready/i);
  });

  it('says the last verdict with the instant at which it was so', () => {
    const known = { verdict: 'not-ready', effective: '2026-03-15', checkedAt: '2026-11-22T10:03:00Z' } as const;
    expect(visibleText(instanceCard({ instance: discovered('apim-prod'), known, view }))).toContain(
      '❌ is not ready, checked 22 November 2026 at 11:03 CET',
    );
  });

  it('keeps a foreign name from being read as Markdown', () => {
    const { card } = instanceCard({ instance: discovered('a*[x](https://evil.example)<at>all</at>'), view });
    const texts = nodesOf(card)
      .map(({ text }) => text)
      .join('\n');
    expect(texts).toContain('evil.example');
    expect(texts).not.toMatch(/\[x\]\(https|<at>/);
  });
});
