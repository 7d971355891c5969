/** The audit trail and feedback, on the embedded database; test/postgres has the same on a server. */
import type { AnswerRecord } from '../../../src/model/usage.ts';
import { createStoredAuditTrail } from '../../../src/reminders/adapters/stored-audit-trail.ts';
import type { Store } from '../../../src/reminders/store/store.ts';
import { auditArguments, auditCommand } from '../../../src/terminal/audit-command.ts';
import { UsageError } from '../../../src/terminal/command.ts';
import { answerOf, auditBehaviour } from './audit-behaviour.ts';
import { empty, emptyStore, NOW, plus } from './support.ts';

let store: Store;
beforeAll(async () => {
  store = await emptyStore();
});
beforeEach(() => empty(store));
afterAll(() => store.database.close());

auditBehaviour(() => store);

describe('the audit trail', () => {
  const events: string[] = [];
  const log = {
    info: (event: string) => void events.push(event),
    warn: (event: string) => void events.push(event),
    error: (event: string) => void events.push(event),
  };
  const clock = { instant: () => NOW };
  const settings = { auditDays: 90, feedbackText: false };

  it('writes what happened while storage was away as soon as it is there', async () => {
    const handle: { store: Store | undefined } = { store: undefined };
    const trail = createStoredAuditTrail({ handle, settings, clock, log });
    trail.answered(answerOf({ activityId: 'early' }));
    await trail.flush();
    handle.store = store;
    trail.answered(answerOf({ activityId: 'late' }));
    await trail.flush();
    expect((await store.audit.rows({ most: 9 })).map(({ activityId }) => activityId)).toEqual(['late', 'early']);
  });

  it('keeps rows that the database did not take, and says so', async () => {
    const refusing = { ...store, audit: { ...store.audit, add: () => Promise.reject(new Error('away')) } };
    const handle: { store: Store | undefined } = { store: refusing };
    const trail = createStoredAuditTrail({ handle, settings, clock, log });
    trail.answered(answerOf({ activityId: 'kept' }));
    await trail.flush();
    expect(events).toContain('the audit trail waits for the database');
    handle.store = store;
    await trail.flush();
    expect((await store.audit.rows({ most: 9 })).map(({ activityId }) => activityId)).toEqual(['kept']);
  });

  it('keeps nothing where AUDIT_DAYS is 0', async () => {
    const trail = createStoredAuditTrail({ handle: { store }, settings: { ...settings, auditDays: 0 }, clock, log });
    trail.answered(answerOf());
    await trail.flush();
    expect(await store.audit.rows({ most: 9 })).toEqual([]);
  });

  it.each([
    [false, []],
    [true, ['too long']],
  ])('keeps the words of feedback only where FEEDBACK_TEXT=keep: %s', async (feedbackText, texts) => {
    const trail = createStoredAuditTrail({ handle: { store }, settings: { ...settings, feedbackText }, clock, log });
    trail.answered(answerOf({ intent: 'why', messageId: 'm1' }));
    const { asker, address } = answerOf();
    expect(await trail.rated({ asker, address, messageId: 'm1', reaction: 'dislike', text: 'too long' })).toBe('why');
    expect(await store.audit.feedback()).toEqual([{ intent: 'why', likes: 0, dislikes: 1, texts }]);
  });
});

describe('npm run audit', () => {
  const printed = async (...words: string[]) => {
    const out: string[] = [];
    const output = { out: (text: string) => void out.push(text), err: () => {}, width: 100, color: false };
    expect(await auditCommand(auditArguments(words), store.audit, output)).toBe(0);
    return out.join('');
  };

  it('prints a line for each answer, the latest first', async () => {
    const waived: Partial<AnswerRecord> = { act: 'waived', intent: 'waive', detail: 'key-vault-network-access' };
    await store.audit.add([
      { ...rowAt(0), ...answerRow({}) },
      { ...rowAt(1), ...answerRow(waived) },
    ]);
    expect(await printed()).toBe(
      '2026-02-13T10:00:01.000Z  Megan (o1)  waived  apim-prod, key-vault-network-access\n' +
        '2026-02-13T10:00:00.000Z  Megan (o1)  asked: check  apim-prod\n',
    );
    expect(JSON.parse(await printed('--act', 'waived', '--json'))).toHaveLength(1);
    expect(await printed('--person', 'nobody')).toBe('Nothing of the kind is kept.\n');
  });

  it('prints thumbs by intent', async () => {
    expect(await printed('--feedback')).toBe('Nobody has rated an answer.\n');
  });

  it.each([[['--act', 'danced']], [['--since', 'yesterday']], [['--last', '0']]])('refuses %j', (words) => {
    expect(() => auditArguments(words)).toThrow(UsageError);
  });

  const rowAt = (seconds: number) => ({ at: plus(seconds), person: 'o1', name: 'Megan', tenantId: 't1' });
  const answerRow = (some: Partial<AnswerRecord>) => {
    const { activityId, address, act, intent, about, detail, outcome, messageId } = answerOf(some);
    return { activityId, conversationId: address.conversationId, act, intent, about, detail, outcome, messageId };
  };
});
