/** The parser of Kusto for all files of tests in this process, which ask it the same again and again; loaded by `test/setup.ts` alone. */
import { LRUCache } from 'lru-cache';
import { loadLanguage, type ParsedQuery } from '../../src/simulator/kusto/language.ts';

const parseAnew = loadLanguage();
const parsed = new LRUCache<string, ParsedQuery>({ max: 2_000 });

export function parse(query: string): ParsedQuery {
  const known = parsed.get(query) ?? parseAnew(query);
  parsed.set(query, known);
  return known;
}
