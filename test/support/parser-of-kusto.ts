/** The parser of Kusto for all files of tests in this process; loaded by `test/setup.ts` alone. */
import { loadLanguage } from '../../src/simulator/kusto/language.ts';

export const parse = loadLanguage();
