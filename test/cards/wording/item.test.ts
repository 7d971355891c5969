import { causeOf } from '../../../cards/wording/item.ts';
import { writerFor } from '../../../cards/wording/writer.ts';
import { reasonSentence } from '../../../src/model/reasons.ts';
import { render, say } from '../../../src/model/text.ts';
import { item } from '../../support/report.ts';

const writer = writerFor({ locale: 'en', timeZone: 'UTC' });
const told = (one: ReturnType<typeof item>) => causeOf(one, writer).map((text) => render(text));

describe('the cause of an unknown item', () => {
  it('is told when the message does not say it', () => {
    expect(told(item('unknown', { reason: 'FORBIDDEN', message: say('The subnet could not be read.') }))).toEqual([
      reasonSentence('FORBIDDEN'),
    ]);
  });

  it('is not told twice', () => {
    const message = say('The subnet could not be read. {cause}', { cause: say(reasonSentence('FORBIDDEN')) });

    expect(told(item('unknown', { reason: 'FORBIDDEN', message }))).toEqual([]);
  });

  it('is none of an item that was decided', () => {
    expect(told(item('fail', { reason: 'NO_PATH' }))).toEqual([]);
  });
});
