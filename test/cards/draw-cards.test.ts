import { drawCards } from '../../cards/draw-cards.ts';
import { retirements } from '../../src/model/retirement.ts';
import { snapshotOf } from '../../src/readiness/history.ts';
import type { Message } from '../../src/reminders/ports/drawing-port.ts';
import type { Milestone } from '../../src/reminders/rules/milestones.ts';
import { nextProvenState } from '../../src/reminders/rules/proven-state.ts';
import { reminderMessage } from '../../src/reminders/rules/reminder-message.ts';
import { subscription } from '../reminders/rules/support.ts';
import { discovered, oneOfEach, titles } from '../support/report.ts';

const draw = drawCards({ cloud: 'public', tenantId: undefined });
const view = { locale: 'en', timeZone: 'UTC' };

function reminder(milestone: Milestone = { kind: 'before', days: 14 }): Message {
  const checkedAt = '2026-03-01T09:00:00.000Z';
  const provenState = nextProvenState(undefined, snapshotOf(oneOfEach, checkedAt));
  const [retirement] = retirements;
  if (retirement === undefined) throw new Error('There is no retirement.');
  return reminderMessage({
    due: {
      subscription: subscription(),
      instance: discovered('apim-prod'),
      provenState: provenState,
      others: [],
      milestone,
      today: '2026-03-01',
    },
    report: oneOfEach,
    before: undefined,
    waivers: [],
    pause: undefined,
    requirements: titles,
    retirement,
    retirements,
  });
}

it('draws a reminder as a card, and in words where a card is too big', () => {
  const { full, short, root } = draw(reminder(), view);
  expect(full.card).toMatchObject({ type: 'AdaptiveCard' });
  expect(root).toEqual(full);
  expect(short.card).toBeUndefined();
  expect(short.text).toContain('apim-prod');
  expect(short.summary).toBe(full.summary);
});

it('closes a thread with its first card, too', () => {
  const { full, root } = draw(reminder({ kind: 'all-met', episode: 1 }), view);
  expect(full.summary).toContain('all is met now');
  expect(root).toEqual(full);
});

it('draws from what comes back from the database', () => {
  const message = reminder();
  expect(draw(JSON.parse(JSON.stringify(message)), view)).toEqual(draw(message, view));
});
