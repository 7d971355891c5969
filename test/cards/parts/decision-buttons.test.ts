import { decisionButtons } from '../../../cards/parts/decision-buttons.ts';
import { writerFor } from '../../../cards/wording/writer.ts';
import { finding, item, report } from '../../support/report.ts';
import { view } from '../../support/sample-cards.ts';

const source = { policy: '/p', hash: `sha256:${'0'.repeat(64)}` };
const titles = (given: Parameters<typeof decisionButtons>[0], waivers: readonly unknown[] = []) =>
  decisionButtons(given, waivers, writerFor(view)).map(({ title }) => title);

describe('the ways to waivers and declarations', () => {
  it.each([
    ['nothing is open or decided', report([finding('a', item('pass'))]), [], []],
    ['a call is not known', report([finding('a', item('unknown', { source }))]), [], ['I know what it calls']],
    [
      'a call without an identity is not known',
      report([finding('a', item('warn', { source }))]),
      [],
      ['I know what it calls'],
    ],
    [
      'a call was declared',
      report([finding('a', item('pass', { source, reason: 'DECLARED' }))]),
      [],
      ['Waivers and declarations'],
    ],
    ['something is waived', report([finding('a', item('fail'))]), [{}], ['Waivers and declarations']],
    ['something could not be read', report([finding('a', item('unknown'))]), [], []],
  ] as const)('where %s', (_, given, waivers, expected) => {
    expect(titles(given, waivers)).toEqual(expected);
  });
});
