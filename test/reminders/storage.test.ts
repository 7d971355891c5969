import { faultFields } from '../../src/conversation/fault-fields.ts';
import { storeOf } from '../../src/reminders/storage.ts';

describe('a storage that is not open', () => {
  it('is told in one sentence, without where that was met', () => {
    const met = () => {
      try {
        storeOf({ store: undefined });
      } catch (error) {
        return JSON.stringify(faultFields(error));
      }
      return 'nothing';
    };

    expect(met()).toBe('{"fault":"Error: The storage is not open."}');
  });
});
