/** Every button of a card about reminders is an action that the bot reads, with what its inputs propose. */
import { readAction } from '../../src/conversation/card-action.ts';
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
    const { verb } = data as { verb: string };

    expect(readAction(sent)).toMatchObject(data as object);
    if (verb === 'waive') {
      const anything = expect.stringMatching(/.+/);
      expect(readAction(sent)).toMatchObject({ requirement: anything, until: anything, reason: 'because' });
    }
    if (verb === 'snooze' || verb === 'acknowledge') expect(readAction(sent)).toHaveProperty('until');
    if (verb === 'subscribe')
      expect(readAction(sent)).toMatchObject({ scope: expect.anything(), timeZone: expect.any(String) });
  });
});
