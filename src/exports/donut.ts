/** How many instances have which verdict, as a ring with its legend. Nothing is told by colour alone. */

import { verdictCount, verdictSymbol } from '../../cards/wording/verdict.ts';
import type { Writer } from '../../cards/wording/writer.ts';
import { type Verdict, verdictsWorstFirst } from '../model/finding.ts';
import { numberFormat } from '../model/formats.ts';
import { say } from '../model/text.ts';
import { element, type Markup } from './element.ts';

/** With this radius the ring is 100 long, so that a percentage is a length. */
const RADIUS = 100 / (2 * Math.PI);
/** Left open between two verdicts. */
const GAP = 0.8;

/** The ring; `verdicts` is one for each instance, never empty. */
export function donut(verdicts: readonly Verdict[], writer: Writer): Markup {
  const counts = verdictsWorstFirst
    .map((verdict) => ({ verdict, number: verdicts.filter((one) => one === verdict).length }))
    .filter(({ number }) => number > 0);
  const words = counts.map(({ verdict, number }) => writer.plain(verdictCount(verdict, number)));
  const gap = counts.length === 1 ? 0 : GAP;
  const ready = verdicts.filter((one) => one === 'ready').length / verdicts.length;
  const percent = numberFormat(writer.language, { style: 'percent', maximumFractionDigits: 0 });
  let before = 0;
  const ring = counts.map(({ verdict, number }) => {
    const share = (number / verdicts.length) * 100;
    const drawn = Math.max(share - gap, 0.4);
    const arc = element('circle', {
      class: verdict,
      cx: 21,
      cy: 21,
      r: RADIUS,
      'stroke-dasharray': `${drawn.toFixed(3)} ${(100 - drawn).toFixed(3)}`,
      'stroke-dashoffset': (25 - before).toFixed(3),
    });
    before += share;
    return arc;
  });
  const label = writer.plain(say('{share} ready', { share: percent.format(ready) }));
  return element(
    'figure',
    {},
    element(
      'svg',
      { viewBox: '0 0 42 42', role: 'img', 'aria-label': [label, ...words].join(', ') },
      ring,
      element('text', { x: 21, y: 21.5, class: 'share' }, percent.format(ready)),
      element('text', { x: 21, y: 26.5, class: 'shared' }, writer.plain(say('Ready'))),
    ),
    element(
      'figcaption',
      {},
      element(
        'ul',
        {},
        counts.map(({ verdict }, index) =>
          element(
            'li',
            { class: verdict },
            element('span', { class: 'mark', 'aria-hidden': 'true' }, verdictSymbol(verdict)),
            ` ${words[index] ?? ''}`,
          ),
        ),
      ),
    ),
  );
}
