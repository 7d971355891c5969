/** The aggregate functions of `summarize`. Nulls count only in `count()`. */
import type { KustoValue } from './plan.ts';
import { orderOf, textOf } from './values.ts';

/** A function of one value for each row of a group; `count()` gets a null for each row. */
export type AggregateFunction = (values: readonly KustoValue[]) => KustoValue;

/** By name, in the case in which KQL writes it. */
export const AGGREGATES: ReadonlyMap<string, AggregateFunction> = new Map<string, AggregateFunction>([
  ['count', (values) => values.length],
  ['countif', (values) => values.filter((value) => value === true).length],
  ['dcount', (values) => distinct(values).length],
  ['sum', (values) => values.reduce<number>((total, value) => total + (typeof value === 'number' ? value : 0), 0)],
  ['min', (values) => present(values).toSorted(orderOf)[0] ?? null],
  ['max', (values) => present(values).toSorted(orderOf).at(-1) ?? null],
  ['make_list', (values) => present(values)],
  ['make_set', distinct],
  ['take_any', (values) => present(values)[0] ?? null],
  ['any', (values) => present(values)[0] ?? null],
]);

function present(values: readonly KustoValue[]): KustoValue[] {
  return values.filter((value) => value !== null);
}

function distinct(values: readonly KustoValue[]): KustoValue[] {
  return [...new Map(present(values).map((value) => [textOf(value), value])).values()];
}
