/** Every button of a card about reminders is an action that the bot reads, with what its inputs propose. */
import { readAction } from '../../src/conversation/buttons/read-action.ts';
import { nodesOf } from '../support/card-parser.ts';
import { view } from '../support/sample-cards.ts';
import { sampleReminderCards, sampleSummary } from '../support/sample-reminder-cards.ts';

const cards = { ...sampleReminderCards(view), 'summary-drawn': sampleSummary('drawn', view) };

describe.each(Object.entries(cards))('the card %s', (_, { card }) => {
  const nodes = nodesOf(card);
  const inputs = nodes.filter(({ type }) => String(type).startsWith('Input.'));
  const filled = Object.fromEntries(inputs.map(({ id, value }) => [String(id), value ?? 'because']));
  const buttons = nodes.filter(({ type }) => type === 'Action.Execute');

  it('has a label above every input, and words for every input that must be filled in', () => {
    expect(inputs.filter(({ label }) => typeof label !== 'string' || label === '')).toEqual([]);
    expect(inputs.filter(({ isRequired, errorMessage }) => isRequired === true && errorMessage === undefined)).toEqual(
      [],
    );
  });

  it('has buttons', () => {
    expect(buttons.length).toBeGreaterThan(0);
  });

  it.each(buttons.map(({ title, data }) => [title, data] as const))('is understood when %s is pressed', (_, data) => {
    const sent = { ...filled, ...(data as object) };
    const { kind, act } = data as { kind: string; act?: string };

    const { requirements: filledIn, ...rest } = data as Record<string, unknown>;
    expect(readAction(sent)).toMatchObject(rest);
    expect(filledIn ?? []).toEqual([]);
    if (kind === 'waive') {
      const anything = expect.stringMatching(/.+/);
      expect(readAction(sent)).toMatchObject({ requirements: [anything], until: anything, reason: 'because' });
    }
    if (act === 'snooze' || act === 'acknowledge') expect(readAction(sent)).toHaveProperty('until');
    if (kind === 'remind')
      expect(readAction(sent)).toMatchObject({ chosen: expect.anything(), timeZone: expect.any(String) });
  });
});
