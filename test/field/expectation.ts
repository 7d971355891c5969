/** What a case of the field expects of a report, and how a report is held against it. */

/** A value, or a list of those allowed. */
type OneOf<T> = T | readonly T[];

interface ExpectedItem {
  /** The end of the item's subject, in any case. */
  readonly subjectEndsWith?: string;
  readonly location?: string;
  readonly status?: OneOf<string>;
  readonly impact?: OneOf<string>;
  readonly reason?: OneOf<string>;
}

interface ExpectedFinding {
  readonly status?: OneOf<string>;
  readonly impact?: OneOf<string>;
  /** How many items the finding has. */
  readonly count?: OneOf<number>;
  /** Items that must be there; others may be. */
  readonly items?: readonly ExpectedItem[];
}

/** What is left out is open. */
export interface Expectation {
  readonly verdict?: OneOf<string>;
  readonly exit?: OneOf<number>;
  readonly findings?: Readonly<Record<string, ExpectedFinding>>;
  /** Values by their path in the document, where `report` is this instance's: `report.notes.length`. */
  readonly json?: Readonly<Record<string, OneOf<unknown>>>;
}

interface SeenItem {
  readonly subject: string;
  readonly location?: string;
  readonly status: string;
  readonly impact?: string;
  readonly reason?: string;
}

/** A report in the JSON of `check --json`. */
export interface SeenReport {
  readonly instance: { readonly name: string };
  readonly retirement: string;
  readonly verdict: string;
  readonly findings: readonly {
    readonly requirement: string;
    readonly status: string;
    readonly impact?: string;
    readonly items: readonly SeenItem[];
  }[];
}

function allows(expected: unknown, seen: unknown): boolean {
  return Array.isArray(expected) ? expected.includes(seen) : expected === seen;
}

function fits(expected: ExpectedItem, seen: SeenItem): boolean {
  const { subjectEndsWith, ...values } = expected;
  const ends = subjectEndsWith === undefined || seen.subject.toLowerCase().endsWith(subjectEndsWith.toLowerCase());
  return ends && Object.entries(values).every(([key, value]) => allows(value, seen[key as keyof SeenItem]));
}

function valueAt(report: SeenReport, path: string): unknown {
  let here: unknown = { report };
  for (const key of path.split('.')) here = Object(here)[key];
  return here;
}

/** Everything in which a report differs from what is expected, one sentence each; empty when nothing does. */
export function differences(expected: Expectation, report: SeenReport, exit: number): readonly string[] {
  const found: string[] = [];
  const compare = (what: string, wish: unknown, seen: unknown) => {
    if (wish !== undefined && !allows(wish, seen)) {
      found.push(`${what}: ${JSON.stringify(seen)} instead of ${JSON.stringify(wish)}`);
    }
  };
  compare('exit', expected.exit, exit);
  compare('verdict', expected.verdict, report.verdict);
  for (const [path, wish] of Object.entries(expected.json ?? {})) compare(path, wish, valueAt(report, path));
  for (const [id, wish] of Object.entries(expected.findings ?? {})) {
    const seen = report.findings.find(({ requirement }) => requirement === id);
    compare(`${id} status`, wish.status, seen?.status);
    compare(`${id} impact`, wish.impact, seen?.impact);
    compare(`${id} count`, wish.count, seen?.items.length);
    for (const item of wish.items ?? []) {
      if (seen?.items.some((one) => fits(item, one))) continue;
      const items = (seen?.items ?? []).map(({ subject, location, status, impact, reason }) => [
        subject.split('/').slice(-2).join('/'),
        location,
        status,
        impact,
        reason,
      ]);
      found.push(`${id}: no item ${JSON.stringify(item)} in ${JSON.stringify(items)}`);
    }
  }
  return found;
}
