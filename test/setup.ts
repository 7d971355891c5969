/** Before each file of tests: the parser of Kusto, half of whose cost is its first query, is the one of all files before. */
import path from 'node:path';
import type { ParseQuery } from '../src/simulator/kusto/language.ts';

declare const loadedOnce: (file: string) => unknown;

jest.mock('../src/simulator/kusto/language.ts', () => ({
  ...jest.requireActual<object>('../src/simulator/kusto/language.ts'),
  loadLanguage: () =>
    (loadedOnce(path.resolve('test/support/parser-of-kusto.ts')) as { readonly parse: ParseQuery }).parse,
}));
