/** Who waits for a read: what is more urgent goes first where Azure's limits make somebody wait. */

/** Most urgent first: a person who asked about one instance, a person who asked about many, nobody yet. */
const IN_ORDER = ['question', 'fleet', 'background'] as const;

/** Who waits. */
export type Priority = (typeof IN_ORDER)[number];

/** The most urgent of some priorities; `background` of none. */
export function mostUrgent(priorities: Iterable<Priority>): Priority {
  const all = new Set(priorities);
  return IN_ORDER.find((priority) => all.has(priority)) ?? 'background';
}

/** Whether `a` goes before `b`. */
export function goesBefore(a: Priority, b: Priority): boolean {
  return IN_ORDER.indexOf(a) < IN_ORDER.indexOf(b);
}
