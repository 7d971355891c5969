/** What the tables of the audit trail do on every database. */
import type { AnswerRecord } from '../../../src/model/usage.ts';
import { auditRowOf } from '../../../src/reminders/store/audit.ts';
import type { Store } from '../../../src/reminders/store/store.ts';
import { NOW, plus } from './support.ts';

const PROD = '/subscriptions/s/resourceGroups/g/providers/Microsoft.ApiManagement/service/apim-prod';

/** An answer to Megan about apim-prod. */
export function answerOf(some: Partial<AnswerRecord> = {}): AnswerRecord {
  return {
    activityId: 'a1',
    asker: { id: '29:1', name: 'Megan', objectId: 'o1' },
    address: { tenantId: 't1', conversationId: 'a:1', serviceUrl: 'https://smba.trafficmanager.net/teams/' },
    intent: 'check',
    act: 'asked',
    about: [PROD],
    detail: undefined,
    outcome: 'answered',
    messageId: 'm1',
    milliseconds: 5,
    ...some,
  };
}

/** Describes it for the store of a test file, which is empty before each test. */
export function auditBehaviour(store: () => Store): void {
  describe('the audit trail', () => {
    it('keeps a row for each answer, and finds it by person, by what it was about, by act and by day', async () => {
      const shared = answerOf({
        act: 'shared',
        intent: 'share',
        detail: "Platform > it's",
        asker: { id: '29:2', name: undefined },
      });
      const rows = [auditRowOf(answerOf(), NOW), auditRowOf(shared, plus(60))];
      const { audit } = store();
      await audit.add(rows);
      const [first, second] = rows;
      expect(await audit.rows({ most: 9 })).toEqual([second, first]);
      expect(await audit.rows({ most: 1 })).toEqual([second]);
      expect(await audit.rows({ most: 9, person: 'megan' })).toEqual([first]);
      expect(await audit.rows({ most: 9, person: '29:2' })).toEqual([second]);
      expect(await audit.rows({ most: 9, about: 'APIM-PROD' })).toHaveLength(2);
      expect(await audit.rows({ most: 9, about: 'apim-dev' })).toEqual([]);
      expect(await audit.rows({ most: 9, act: 'shared' })).toEqual([second]);
      expect(await audit.rows({ most: 9, since: plus(30) })).toEqual([second]);
    });

    it('forgets what is older than its days, and nothing else', async () => {
      const { audit } = store();
      await audit.add([auditRowOf(answerOf({ activityId: 'old' }), plus(-60)), auditRowOf(answerOf(), NOW)]);
      const { asker, address } = answerOf();
      await audit.rate({ asker, address, messageId: 'm1', reaction: 'like', text: undefined }, plus(-60));
      expect(await audit.forget(plus(-1))).toBe(2);
      expect((await audit.rows({ most: 9 })).map(({ activityId }) => activityId)).toEqual(['a1']);
      expect(await audit.feedback()).toEqual([]);
    });

    it('counts thumbs by what was asked for, the last one of each person and answer', async () => {
      const { audit } = store();
      await audit.add([
        auditRowOf(answerOf({ intent: 'check', messageId: 'm1' }), NOW),
        auditRowOf(answerOf({ intent: 'why', messageId: 'm2' }), NOW),
      ]);
      const { asker, address } = answerOf();
      const rate = (messageId: string, reaction: 'like' | 'dislike', text?: string, id = '29:1') =>
        audit.rate({ asker: { ...asker, objectId: id }, address, messageId, reaction, text }, NOW);
      expect(await rate('m1', 'like')).toBe('check');
      expect(await rate('m1', 'dislike', 'wrong vault')).toBe('check');
      expect(await rate('m1', 'like', undefined, 'o2')).toBe('check');
      expect(await rate('m2', 'like')).toBe('why');
      expect(await rate('m9', 'dislike')).toBe('unknown');
      expect(await audit.feedback()).toEqual([
        { intent: 'check', likes: 1, dislikes: 1, texts: ['wrong vault'] },
        { intent: 'unknown', likes: 0, dislikes: 1, texts: [] },
        { intent: 'why', likes: 1, dislikes: 0, texts: [] },
      ]);
    });
  });
}
