/** Reading columns of a row. A column of another type than expected is a mistake of ours, so it throws. */

import { type Day, type Instant, instantAt, isDay } from '../../model/days.ts';
import type { Person } from '../rules/place.ts';
import type { DatabaseRow } from './database.ts';

/** A text column that is never null. */
export function textOf(row: DatabaseRow, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw new TypeError(`The column ${column} holds no text.`);
  return value;
}

/** A column that holds a day. */
export function dayOf(row: DatabaseRow, column: string): Day {
  const value = textOf(row, column);
  if (!isDay(value)) throw new TypeError(`The column ${column} holds no day.`);
  return value;
}

/** A text column; null becomes undefined. */
export function maybeText(row: DatabaseRow, column: string): string | undefined {
  return row[column] === null || row[column] === undefined ? undefined : textOf(row, column);
}

/** A column that holds a day; null becomes undefined. */
export function maybeDay(row: DatabaseRow, column: string): Day | undefined {
  return row[column] === null || row[column] === undefined ? undefined : dayOf(row, column);
}

/** An integer column; bigints arrive as text. */
export function numberOf(row: DatabaseRow, column: string): number {
  const value = Number(row[column]);
  if (!Number.isFinite(value)) throw new TypeError(`The column ${column} holds no number.`);
  return value;
}

/** A timestamp as ISO instant in UTC. */
export function instantOf(row: DatabaseRow, column: string): Instant {
  const value = row[column];
  return instantAt(value instanceof Date ? value : textOf(row, column));
}

/** A timestamp; null becomes undefined. */
export function maybeInstant(row: DatabaseRow, column: string): Instant | undefined {
  return row[column] === null || row[column] === undefined ? undefined : instantOf(row, column);
}

/** A JSON column, as the type that was written into it. */
export function jsonOf<T>(row: DatabaseRow, column: string): T {
  return row[column] as T;
}

/** A JSON column that holds a person. */
export function personIn(row: DatabaseRow, column: string): Person {
  const { id, name } = jsonOf<{ readonly id: string; readonly name?: string }>(row, column);
  return { id, name };
}
