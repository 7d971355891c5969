/** How much of a report its card shows: grown from little, so that what fits is spent where it helps most. */
import { firstThatFits, fits } from './card-size.ts';
import type { CardMessage } from './elements.ts';
import type { RowDetail } from './requirement-row.ts';

/** How the whole card is drawn. */
export interface Drawing {
  /** One for each open requirement of all reports, in the order of the card; further ones are lines of their own. */
  readonly rows: readonly RowDetail[];
  /** How requirements that are met are told: what was seen, the title alone, or only how many. */
  readonly met: 'seen' | 'title' | 'count';
  /** Characters of a line that stands alone. */
  readonly length: number;
}

/** The least that a row should say; what is left of the budget goes where it helps most. */
export const spareRow: RowDetail = { commands: false, items: 1, evidence: 0, links: true, length: 240 };

/** Rows that every drawing has room to try; a report has fewer requirements. */
const MOST_ROWS = 40;

function alike(rows: number, detail: RowDetail): Drawing {
  return { rows: Array.from({ length: rows }, () => detail), met: 'count', length: detail.length };
}

/** From the spare card to the bare answer, for reports that are too long even so. */
function shrinking(rows: number): readonly [Drawing, ...Drawing[]] {
  return [
    alike(rows, spareRow),
    alike(Math.min(rows, 8), { ...spareRow, length: 160 }),
    alike(Math.min(rows, 3), { ...spareRow, length: 120 }),
    alike(0, { ...spareRow, links: false, length: 80 }),
  ];
}

/** What to add while it fits, what helps most first; each wish is tried for all rows, then row by row from the worst. */
const wishes: readonly Partial<RowDetail>[] = [
  { commands: true },
  { length: 400 },
  { evidence: 1 },
  { items: 2 },
  { evidence: 2, items: 4 },
];

/** The richest drawing that fits, grown from one that does. */
function grown(from: Drawing, draw: (drawing: Drawing) => CardMessage): CardMessage {
  let drawing = from;
  let message = draw(from);
  const take = (wanted: Drawing): boolean => {
    const candidate = draw(wanted);
    if (!fits(candidate)) return false;
    drawing = wanted;
    message = candidate;
    return true;
  };
  const wish = (extra: Partial<RowDetail>) => {
    if (take({ ...drawing, rows: drawing.rows.map((row) => ({ ...row, ...extra })) })) return;
    for (const index of drawing.rows.keys()) {
      take({ ...drawing, rows: drawing.rows.map((row, at) => (at === index ? { ...row, ...extra } : row)) });
    }
  };
  const [first = {}, ...others] = wishes;
  wish(first);
  take({ ...drawing, met: 'title' });
  for (const extra of others) wish(extra);
  take({ ...drawing, met: 'seen' });
  return message;
}

/** Draws as much as fits for so many open requirements; the least there is where even the spare card is too large. */
export function richestThatFits(open: number, draw: (drawing: Drawing) => CardMessage): CardMessage {
  const [whole, ...smaller] = shrinking(Math.min(open, MOST_ROWS));
  return fits(draw(whole)) ? grown(whole, draw) : firstThatFits([whole, ...smaller], draw);
}
