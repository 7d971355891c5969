import { checkedLines, scannedPieces } from '../../../cards/wording/answer.ts';
import { writerFor } from '../../../cards/wording/writer.ts';
import { render } from '../../../src/model/text.ts';
import { report } from '../../support/report.ts';

describe('scannedPieces', () => {
  it('says of each list how much was read, and which was not', () => {
    const judged = report([], {
      scanned: { policies: 12, backends: 0, loggers: 1, namedValues: null, certificates: 2 },
    });

    expect(scannedPieces(judged).map((piece) => render(piece))).toEqual([
      '12 policies',
      '0 backends',
      '1 logger',
      'named values not read',
      '2 certificates',
    ]);
  });
});

describe('checkedLines', () => {
  const writer = writerFor({ locale: 'en-GB', timeZone: 'UTC' });
  const checked = { checkedAt: '2026-11-22T10:03:00Z', checkedAs: 'apim-readiness' } as const;

  it('says when Azure was read, and in whose name', () => {
    expect(checkedLines({ ...checked, today: '2026-11-22' }, writer).map((line) => writer.plain(line))).toEqual([
      'Checked 22 November 2026 at 10:03 UTC as apim-readiness',
    ]);
  });

  it('says by which day it was judged where that is another', () => {
    expect(checkedLines({ ...checked, today: '2026-03-14' }, writer).map((line) => writer.plain(line))).toEqual([
      'Checked 22 November 2026 at 10:03 UTC as apim-readiness',
      'Judged as if today were 14 March 2026 (UTC)',
    ]);
  });
});
