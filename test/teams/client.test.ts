import { fixedWidth } from '../../cards/parts/elements.ts';
import { cardFor } from '../../src/teams/client.ts';

const card = { type: 'AdaptiveCard', version: '1.5', body: [fixedWidth('az account show')] };
const from = (...entities: readonly Record<string, unknown>[]) => ({ entities: [...entities] as { type: string }[] });

describe('commands on a card', () => {
  it.each(['Web', 'Windows', 'Mac'])('can be copied with one press in Teams for %s', (platform) => {
    expect(JSON.stringify(cardFor(from({ type: 'clientInfo', platform }), card))).toContain('"CodeBlock"');
  });

  it.each([
    ['a phone', from({ type: 'clientInfo', platform: 'iOS' })],
    ['a client that does not name its platform', from({ type: 'clientInfo', locale: 'en-GB' })],
    ['a client that says nothing of itself', from()],
    ['an activity without entities', {}],
  ])('are text in fixed width for %s', (_, activity) => {
    expect(cardFor(activity, card)).toBe(card);
  });
});
