/** Before each file of tests: what is dear to load or to make, and the same for all of them, is that of all files before. */
import path from 'node:path';
import type { Certificate } from '../src/simulator/certificate.ts';
import type { ParseQuery } from '../src/simulator/kusto/language.ts';

declare const loadedOnce: (file: string) => unknown;

jest.mock('../src/simulator/kusto/language.ts', () => ({
  ...jest.requireActual<object>('../src/simulator/kusto/language.ts'),
  loadLanguage: () =>
    (loadedOnce(path.resolve('test/support/parser-of-kusto.ts')) as { readonly parse: ParseQuery }).parse,
}));

jest.mock('../src/simulator/certificate.ts', () => ({
  makeCertificate: () =>
    (loadedOnce(path.resolve('test/support/certificate.ts')) as { readonly certificate: Promise<Certificate> })
      .certificate,
}));
