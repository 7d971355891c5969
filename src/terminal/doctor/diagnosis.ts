/** What the doctor says about one thing that the bot rests on. */

/** What was looked at, and what was seen: all well, or a fault with what puts it right. */
export type Diagnosis =
  | { readonly of: string; readonly ok: true; readonly seen: string }
  | { readonly of: string; readonly ok: false; readonly seen: string; readonly fix: string };

/** All is well, or nothing is expected of it. */
export function well(of: string, seen: string): Diagnosis {
  return { of, ok: true, seen };
}

/** One fault and its fix: sentences, and a command on lines of its own. */
export function fault(of: string, seen: string, fix: string): Diagnosis {
  return { of, ok: false, seen, fix };
}

/** The diagnoses as lines for a terminal. */
export function diagnosesText(diagnoses: readonly Diagnosis[]): string {
  return diagnoses
    .map((one) => {
      const line = `${one.ok ? '✓' : '✗'} ${one.of}: ${one.seen}`;
      return one.ok ? `${line}\n` : `${line}\n${one.fix.replace(/^/gm, '    ')}\n`;
    })
    .join('');
}
