/** How KQL compares, converts and orders values. */
import type { Comparison, KustoValue } from './plan.ts';

/** KQL's `tostring`: '' for null, JSON for lists and bags. */
export function textOf(value: KustoValue): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A date and time as one text for each instant, so that texts order as instants do; null for what is none. */
export function instantOf(text: string): KustoValue {
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

/** True for null and for the empty string, the two faces of "nothing" in KQL. */
export function isEmptyValue(value: KustoValue): boolean {
  return value === null || value === '';
}

/** Member of a bag or list; null where there is none. A negative index counts from the end. */
export function member(of: KustoValue, key: KustoValue): KustoValue {
  if (Array.isArray(of) && typeof key === 'number') return of.at(key) ?? null;
  if (of === null || typeof of !== 'object' || Array.isArray(of) || typeof key !== 'string') return null;
  return Object.hasOwn(of, key) ? ((of as Readonly<Record<string, KustoValue>>)[key] ?? null) : null;
}

/** A comparison's answer; null where KQL has no answer, which `where` takes for false. */
export function compare(operator: Comparison, left: KustoValue, right: KustoValue): boolean | null {
  switch (operator) {
    case '==':
      return equal(left, right);
    case '!=':
      return negate(equal(left, right));
    case '<':
      return ordered(left, right, (order) => order < 0);
    case '<=':
      return ordered(left, right, (order) => order <= 0);
    case '>':
      return ordered(left, right, (order) => order > 0);
    case '>=':
      return ordered(left, right, (order) => order >= 0);
    default:
      return compareText(operator, textOf(left).toLowerCase(), textOf(right).toLowerCase());
  }
}

function compareText(operator: Comparison, left: string, right: string): boolean {
  switch (operator) {
    case '=~':
      return left === right;
    case '!~':
      return left !== right;
    case 'contains':
      return left.includes(right);
    case '!contains':
      return !left.includes(right);
    case 'startswith':
      return left.startsWith(right);
    case '!startswith':
      return !left.startsWith(right);
    case 'endswith':
      return left.endsWith(right);
    case '!endswith':
      return !left.endsWith(right);
    case 'has':
      return hasTerm(left, right);
    default:
      return !hasTerm(left, right);
  }
}

/** Two nulls have no answer, a null and a value differ (Kusto documentation, "Null values"). */
function equal(left: KustoValue, right: KustoValue): boolean | null {
  if (left === null || right === null) return left === right ? null : false;
  return typeof left === typeof right && typeof left !== 'object' ? left === right : textOf(left) === textOf(right);
}

function negate(answer: boolean | null): boolean | null {
  return answer === null ? null : !answer;
}

function ordered(left: KustoValue, right: KustoValue, accept: (order: number) => boolean): boolean | null {
  return left === null || right === null ? null : accept(orderOf(left, right));
}

/** Negative, zero or positive, as numbers where both are numbers, else by code unit of their texts. */
export function orderOf(left: KustoValue, right: KustoValue): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  const [a, b] = [textOf(left), textOf(right)];
  return a < b ? -1 : a > b ? 1 : 0;
}

/** `has` finds whole terms: runs of letters and digits. */
function hasTerm(text: string, term: string): boolean {
  const isTermCharacter = (character: string | undefined) => character !== undefined && /[\p{L}\p{N}]/u.test(character);
  for (let at = text.indexOf(term); at !== -1; at = text.indexOf(term, at + 1)) {
    const startsClean = !(isTermCharacter(text[at - 1]) && isTermCharacter(term[0]));
    const endsClean = !(isTermCharacter(text[at + term.length]) && isTermCharacter(term.at(-1)));
    if (startsClean && endsClean) return true;
  }
  return false;
}
