/**
 * `npm run -s texts`: every template that people may read, one a line. With `--check` it compares the catalogues of the
 * complete languages (or of those named behind it) with them; `--missing LANGUAGE` prints what is left to translate, and
 * `--tidy` sorts every catalogue and takes out what no sentence asks for any more.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { argv, stderr, stdout } from 'node:process';
import { fileURLToPath } from 'node:url';
import { type CallExpression, type Expression, parseSync } from '@swc/core';
import { catalogueFault, tidied } from '../languages/catalogue-faults.ts';
import { languages, type TranslatedLanguage } from '../languages/language.ts';
import { catalogues, completeLanguages } from '../languages/languages.ts';
import { reasons } from '../model/reasons.ts';
import type { CountedForms } from '../model/text.ts';

const ROOT = new URL('../../', import.meta.url);
const CATALOGUES = new URL('src/languages/catalogues/', ROOT);

/** What was found in the sources. */
export interface Texts {
  /** Every template that is translated, by the key of its translation; the value has its forms where it counts. */
  readonly templates: ReadonlyMap<string, string | CountedForms>;
  /** Sentences that cannot be listed, as "file:line: why". */
  readonly faults: readonly string[];
}

interface FoundSentence {
  readonly line: number;
  readonly sentence: string | CountedForms | undefined;
}

/** Every sentence in a source, by its syntax tree: the calls of `say` and `count` that come from the model. */
export function sentencesIn(source: string): readonly FoundSentence[] {
  // The parser counts bytes across files, from the first token of each; with this line the first token is known.
  const whole = Buffer.from(`;\n${source}`);
  const tree = parseSync(whole.toString(), { syntax: 'typescript' });
  const makers = new Map<string, string>();
  for (const item of tree.body) {
    if (item.type !== 'ImportDeclaration' || !item.source.value.endsWith('/text.ts')) continue;
    for (const one of item.specifiers) {
      if (one.type === 'ImportSpecifier') makers.set(one.local.value, one.imported?.value ?? one.local.value);
    }
  }
  const lineOf = (byte: number) =>
    whole
      .subarray(0, byte - tree.span.start)
      .toString()
      .split('\n').length - 1;
  return callsIn(tree.body).flatMap((call) => {
    const maker = call.callee.type === 'Identifier' ? makers.get(call.callee.value) : undefined;
    const [first, second] = call.arguments.map((argument) => argument.expression);
    const found = (sentence: FoundSentence['sentence']) => [{ line: lineOf(call.span.start), sentence }];
    if (maker === 'say') return isReason(first) ? [] : found(constant(first));
    return maker === 'count' ? found(forms(second)) : [];
  });
}

function callsIn(node: unknown): readonly CallExpression[] {
  if (Array.isArray(node)) return node.flatMap(callsIn);
  if (typeof node !== 'object' || node === null) return [];
  const own = (node as { type?: unknown }).type === 'CallExpression' ? [node as CallExpression] : [];
  return [...own, ...Object.values(node).flatMap(callsIn)];
}

function constant(expression: Expression | undefined): string | undefined {
  return expression?.type === 'StringLiteral' ? expression.value : undefined;
}

/** The sentences of reasons are constants too, in their registry. */
function isReason(expression: Expression | undefined): boolean {
  if (expression?.type !== 'CallExpression') return false;
  return (
    expression.callee.type === 'Identifier' && ['reasonSentence', 'decidingSentence'].includes(expression.callee.value)
  );
}

function forms(expression: Expression | undefined): CountedForms | undefined {
  if (expression?.type !== 'ObjectExpression') return undefined;
  const entries = expression.properties.flatMap((property) =>
    property.type === 'KeyValueProperty' && property.key.type === 'Identifier'
      ? [[property.key.value, constant(property.value)] as const]
      : [],
  );
  const { one, other } = Object.fromEntries(entries);
  return one === undefined || other === undefined ? undefined : { one, other };
}

/** Names and numbers alone need no translation. */
function needsWords(template: string): boolean {
  return !/^(?:\{\w+\})?$/.test(template);
}

/** Reads every source that talks to people. */
export function textsOfSources(): Texts {
  const templates = new Map<string, string | CountedForms>(
    reasons
      .flatMap(({ sentence, decides }) => [sentence, ...(decides === null ? [] : [decides])])
      .map((one) => [one, one]),
  );
  const faults: string[] = [];
  for (const file of sourceFiles()) {
    for (const { line, sentence } of sentencesIn(readFileSync(new URL(file, ROOT), 'utf8'))) {
      const fault = noted(sentence, templates);
      if (fault !== undefined) faults.push(`${file}:${line}: ${fault}`);
    }
  }
  return { templates, faults };
}

/** Notes a template among the others, or says what is wrong with it. */
function noted(
  sentence: string | CountedForms | undefined,
  templates: Map<string, string | CountedForms>,
): string | undefined {
  if (sentence === undefined) return 'the template is not a constant';
  const key = typeof sentence === 'object' ? sentence.other : sentence;
  const known = templates.get(key);
  if (known !== undefined && JSON.stringify(known) !== JSON.stringify(sentence)) {
    return `the same template stands elsewhere with other forms: ${key}`;
  }
  if (needsWords(key)) templates.set(key, sentence);
  return undefined;
}

function sourceFiles(): readonly string[] {
  return ['src', 'cards']
    .flatMap((top) =>
      readdirSync(new URL(top, ROOT), { recursive: true, encoding: 'utf8' }).map((file) => `${top}/${file}`),
    )
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.ts') && !/^src\/(?:tools|simulator|demo)\//.test(file))
    .toSorted();
}

/** Everything that is wrong with the sources and with some catalogues, a line each. */
export function faultsOf({ templates, faults }: Texts, tags: readonly TranslatedLanguage[]): readonly string[] {
  return [
    ...faults,
    ...tags.flatMap((tag) => catalogueFault(tag, catalogues[tag], templates).map((fault) => `${tag}: ${fault}`)),
    ...tags
      .filter((tag) => readFileSync(fileOf(tag), 'utf8') !== tidied(catalogues[tag], templates))
      .map((tag) => `${tag}: not tidy; run: npm run texts -- --tidy`),
  ];
}

function fileOf(tag: TranslatedLanguage): URL {
  return new URL(`${tag.toLowerCase()}.json`, CATALOGUES);
}

function named(words: readonly string[]): readonly TranslatedLanguage[] {
  return languages.filter((tag) => tag !== 'en').filter((tag) => words.includes(tag));
}

function main([option, ...words]: readonly string[]): number {
  const texts = textsOfSources();
  if (option === '--tidy') {
    for (const [tag, catalogue] of Object.entries(catalogues)) {
      writeFileSync(fileOf(tag as TranslatedLanguage), tidied(catalogue, texts.templates));
    }
    return 0;
  }
  if (option === '--missing') {
    const left = named(words).flatMap((tag) =>
      [...texts.templates].filter(([key]) => catalogues[tag][key] === undefined),
    );
    stdout.write(`${JSON.stringify(Object.fromEntries(left), null, 2)}\n`);
    return 0;
  }
  if (option !== '--check') {
    stdout.write([...texts.templates.keys()].toSorted().join('\n').concat('\n'));
  }
  const faults = faultsOf(texts, option === '--check' ? (words.length > 0 ? named(words) : completeLanguages) : []);
  stderr.write(faults.map((fault) => `${fault}\n`).join(''));
  return faults.length === 0 ? 0 : 1;
}

if (argv[1] === fileURLToPath(import.meta.url)) process.exitCode = main(argv.slice(2));
