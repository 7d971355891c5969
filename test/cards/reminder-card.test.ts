import { ACTIVITY_BUDGET, sizeOf } from '../../cards/parts/card-size.ts';
import { reminderCard } from '../../cards/reminder-card.ts';
import { say } from '../../src/model/text.ts';
import type { ReminderMessage } from '../../src/reminders/rules/reminder-message.ts';
import { activityOf, nodesOf, parserComplaints, visibleText } from '../support/card-parser.ts';
import { INSTANCE } from '../support/report.ts';
import { view } from '../support/sample-cards.ts';
import { overdue, reminder } from '../support/sample-reminder-cards.ts';

const card = (message: ReminderMessage, reply?: Parameters<typeof reminderCard>[0]['reply']) =>
  reminderCard({ message, reply, view });
const titlesOf = (message: ReturnType<typeof card>) => (message.card.actions ?? []).map(({ title }) => title ?? '');
const inputsOf = (message: ReturnType<typeof card>) =>
  nodesOf(message.card).filter(({ type }) => String(type).startsWith('Input.'));
const ann = { name: 'Ann' };

describe('a reminder', () => {
  it('says first who, what and when', () => {
    expect(card(reminder).summary).toBe(
      'apim-prod: trusted access will stop on 15 March 2026 (in 40 days), and 2 requirements are unmet.',
    );
    expect(card(overdue).summary).toContain(
      'stopped on 15 March 2026 (252 days ago), and 1 requirement is still unmet',
    );
  });

  it('says why it came and who set it up', () => {
    expect(visibleText(card(reminder))).toContain(
      'You get this because Ann Lindqvist set it up here on 3 November 2025, about every instance with the tag environment = production.',
    );
  });

  it('has one way to answer for everything that can be answered', () => {
    expect(titlesOf(card(reminder))).toEqual(['Check again', 'Snooze', 'I am on it', 'Waive', 'Stop']);
  });

  it('leads to the first step, and to the whole plan', () => {
    expect(visibleText(card(reminder))).toMatch(/\*\*Do first\*\*: \[Admit snet-apim to stinvoices\]\(https:/);
    expect(nodesOf(card(reminder).card).some(({ verb }) => verb === 'fix')).toBe(true);
  });

  it('tells what is unseen, and of what was unmet before that it was seen last so', () => {
    const lines = visibleText(card(reminder)).split('\n');

    expect(lines).toContain('So it was when it was last seen; now it could not be looked at.');
    expect(lines.filter((line) => line.startsWith('❓ **Could not see**'))).toHaveLength(1);
  });

  it('shows by whom, until when and why a requirement is waived, on the card and in plain text', () => {
    const waived = 'Waived by Ann Lindqvist until 1 April 2026: The vault moves to a private endpoint in March.';

    expect(visibleText(card(reminder))).toContain(waived);
    expect(card(reminder).text).toContain(waived);
  });

  it('offers to waive only what is unmet, with a reason that has to be given', () => {
    const inputs = new Map(inputsOf(card(reminder)).map((input) => [input.id, input]));

    expect(inputs.get('waive-requirement')?.choices).toEqual([
      expect.objectContaining({ value: 'gateway-dependencies' }),
      expect.objectContaining({ value: 'key-vault-identity' }),
    ]);
    expect(inputs.get('waive-reason')).toMatchObject({ isRequired: true, errorMessage: 'A waiver needs a reason.' });
  });

  it('proposes days that are still to come, over the end of a month', () => {
    const inputs = new Map(inputsOf(card({ ...reminder, today: '2026-01-31' })).map((input) => [input.id, input]));

    expect(inputs.get('snooze-until')).toMatchObject({ value: '2026-02-07', min: '2026-02-01' });
    expect(inputs.get('waive-until')).toMatchObject({ value: '2026-03-02', min: '2026-01-31' });
  });

  it('says before it stops what else would stop', () => {
    expect(visibleText(card(reminder))).toContain('To silence apim-prod alone, snooze it.');
    expect(visibleText(card(overdue))).not.toContain('alone');
  });

  it.each([
    [{ kind: 'snooze', by: ann, until: '2026-02-10' }, 'Snoozed by Ann: the next reminder comes on 10 February 2026'],
    [
      { kind: 'acknowledge', by: ann, until: '2026-02-10' },
      'Ann is on it: the next reminder comes on 10 February 2026',
    ],
  ] as const)('says that it rests, and can be woken: %j', (reply, line) => {
    expect(visibleText(card(reminder, reply))).toContain(line);
    expect(titlesOf(card(reminder, reply))).toEqual(['Check again', 'Remind me again', 'Waive', 'Stop']);
  });

  it('offers nothing but a new beginning once it was stopped', () => {
    const stopped = card(reminder, { kind: 'stop', by: { name: undefined } });

    expect(visibleText(stopped)).toContain('Stopped by somebody: no more reminders come of this.');
    expect(titlesOf(stopped)).toEqual(['Check again', 'Remind me again']);
  });

  it('has no form to waive where nothing is unmet any more', () => {
    expect(titlesOf(card({ ...reminder, unmet: [] }))).not.toContain('Waive');
  });

  it('fits with everything unmet, long commands and long reasons, and still names every list', () => {
    const many = Array.from({ length: 14 }, (_, index) => ({
      requirement: `requirement-${index}`,
      title: say('{title}', { title: `${index} ${'x'.repeat(300)}` }),
    }));
    const crowded = card({
      ...reminder,
      unmet: many.map((line) => ({ ...line, impact: 'outage', seen: false })),
      waived: many.map((line) => ({
        ...line,
        by: { id: '29:a', name: 'A' },
        until: '2026-12-31',
        reason: 'y'.repeat(500),
      })),
      ...(reminder.first === undefined ? {} : { first: { ...reminder.first, command: 'z'.repeat(9_000) } }),
    });

    expect(sizeOf(activityOf(crowded))).toBeLessThanOrEqual(ACTIVITY_BUDGET);
    expect(parserComplaints(crowded.card)).toEqual([]);
    expect(visibleText(crowded)).toMatch(/and \d+ more/);
    expect(visibleText(crowded)).toContain('Waived by A');
    // What has no room is a button away, and stands below.
    for (const verb of ['why', 'waivers']) {
      expect(nodesOf(crowded.card)).toContainEqual(
        expect.objectContaining({ verb, data: expect.objectContaining({ instance: INSTANCE.id, place: 'new' }) }),
      );
    }
  });

  it('leads to all changes where it has no room for them', () => {
    const changes = { fixed: Array.from({ length: 40 }, (_, index) => say('Title {index}', { index })) };
    const crowded = card({ ...reminder, changes, since: '2026-01-27T08:00:00Z' });

    expect(nodesOf(crowded.card)).toContainEqual(
      expect.objectContaining({
        verb: 'changes',
        data: { kind: 'changes', since: '2026-01-27', scope: { names: [INSTANCE.id], where: [] }, place: 'new' },
      }),
    );
  });

  it('shows what people wrote as they wrote it', () => {
    const [waived] = reminder.waived;
    const reason = '<at>everyone</at> [free](https://evil.example)';
    const hostile = card({ ...reminder, waived: waived === undefined ? [] : [{ ...waived, reason }] });

    expect(visibleText(hostile)).toContain('&lt;at&gt;everyone&lt;/at&gt; \\[free\\]\\(https:\\/\\/evil.example\\)');
  });
});
