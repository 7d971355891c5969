/** Which branches of `choose` something stands in. Branches of one `choose` never run in one call. */

/** One branch of one `choose`. */
export interface Branch {
  /** Tells the `choose` from every other in the same run. */
  readonly choose: string;
  readonly branch: number;
}

/** Branches, outermost first; none for what always runs. */
export type Branches = readonly Branch[];

/** What always runs. */
export const ALWAYS: Branches = [];

/** Whether two things may happen in one call. */
export function compatible(one: Branches, other: Branches): boolean {
  return one.every((a) => other.every((b) => a.choose !== b.choose || a.branch === b.branch));
}

/** Whether everything that runs in `branches` also runs what stands in `part`. */
export function covers(branches: Branches, part: Branches): boolean {
  return part.every((a) => branches.some((b) => a.choose === b.choose && a.branch === b.branch));
}

/** The branches of two compatible things together. */
export function together(one: Branches, other: Branches): Branches {
  return [...one, ...other.filter((b) => !one.some((a) => a.choose === b.choose))];
}
