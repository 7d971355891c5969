/** The scalar functions that a simulated query may call. `and` and `or` are forms of their own. */
import type { KustoValue } from './plan.ts';
import { instantOf, isEmptyValue, textOf } from './values.ts';

/** A function of evaluated arguments. */
export type ScalarFunction = (...values: readonly KustoValue[]) => KustoValue;

/** By name, in the case in which KQL writes it. */
export const FUNCTIONS: ReadonlyMap<string, ScalarFunction> = new Map<string, ScalarFunction>([
  ['tostring', (value = null) => textOf(value)],
  ['tolower', (value = null) => textOf(value).toLowerCase()],
  ['toupper', (value = null) => textOf(value).toUpperCase()],
  ['strlen', (value = null) => textOf(value).length],
  ['strcat', (...values) => values.map(textOf).join('')],
  ['split', split],
  ['iff', choose],
  ['iif', choose],
  ['case', firstMatch],
  ['coalesce', (...values) => values.find((value) => !isEmptyValue(value)) ?? null],
  ['not', (value = null) => (value === null ? null : !value)],
  ['isempty', (value = null) => isEmptyValue(value)],
  ['isnotempty', (value = null) => !isEmptyValue(value)],
  ['isnull', (value = null) => value === null],
  ['isnotnull', (value = null) => value !== null],
  ['array_length', (value = null) => (Array.isArray(value) ? value.length : null)],
  ['bag_pack', pack],
  ['pack', pack],
  ['parse_json', parseJson],
  ['todynamic', parseJson],
  ['tobool', toBool],
  ['todatetime', (value = null) => instantOf(textOf(value))],
  ['toint', toInteger],
  ['tolong', toInteger],
]);

function choose(condition: KustoValue = null, yes: KustoValue = null, no: KustoValue = null): KustoValue {
  return condition === true ? yes : no;
}

function firstMatch(...values: readonly KustoValue[]): KustoValue {
  for (let index = 0; index + 1 < values.length; index += 2) {
    if (values[index] === true) return values[index + 1] ?? null;
  }
  return values.at(-1) ?? null;
}

function split(text: KustoValue = null, separator: KustoValue = null, index: KustoValue = null): KustoValue {
  const parts = textOf(separator) === '' ? [textOf(text)] : textOf(text).split(textOf(separator));
  return typeof index === 'number' ? parts.slice(index, index + 1) : parts;
}

function pack(...values: readonly KustoValue[]): KustoValue {
  const bag: Record<string, KustoValue> = {};
  for (let index = 0; index + 1 < values.length; index += 2)
    bag[textOf(values[index] ?? null)] = values[index + 1] ?? null;
  return bag;
}

function parseJson(value: KustoValue = null): KustoValue {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as KustoValue;
  } catch {
    return value;
  }
}

function toBool(value: KustoValue = null): KustoValue {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return value !== 0;
  const text = textOf(value).trim().toLowerCase();
  return text === 'true' || text === '1' ? true : text === 'false' || text === '0' ? false : null;
}

function toInteger(value: KustoValue = null): KustoValue {
  if (typeof value === 'boolean') return value ? 1 : 0;
  const text = textOf(value).trim();
  return /^[+-]?\d+(\.\d+)?$/.test(text) ? Math.trunc(Number(text)) : null;
}
