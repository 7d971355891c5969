/** What words mean, as data: a file for each language that people are answered in. */
import type { Language } from '../language.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { ja } from './ja.ts';
import { ptBr } from './pt-br.ts';
import type { Vocabulary } from './sign.ts';

/** The words of every language. */
export const vocabularies: Readonly<Record<Language, Vocabulary>> = { en, de, fr, es, 'pt-BR': ptBr, ja };
