/** Who waits for a read: what is more urgent goes first where Azure's limits make somebody wait. */

/** A person who asked about one instance, a person who asked about many, or nobody yet. */
export type Priority = 'question' | 'fleet' | 'background';

const ORDER: Readonly<Record<Priority, number>> = { question: 0, fleet: 1, background: 2 };

/** The most urgent of some priorities; `background` of none. */
export function mostUrgent(priorities: Iterable<Priority>): Priority {
  let most: Priority = 'background';
  for (const priority of priorities) if (ORDER[priority] < ORDER[most]) most = priority;
  return most;
}

/** Whether `a` goes before `b`. */
export function goesBefore(a: Priority, b: Priority): boolean {
  return ORDER[a] < ORDER[b];
}
