/** A typed window on Microsoft's Kusto parser, loaded into a context of its own so that no global of ours changes. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants, createContext, Script } from 'node:vm';
import { missingPart } from '../missing-part.ts';
import { COLUMNS, TABLES } from './schema.ts';

/** A node of the parser's syntax tree, as plain data. */
export interface SyntaxNode {
  /** Name of the parser's SyntaxKind, such as `FilterOperator`. */
  readonly kind: string;
  /** Source text of a token; empty for a node that has children. */
  readonly text: string;
  readonly children: readonly SyntaxNode[];
  /** Identifier of a name node, without brackets or quotes. */
  readonly identifier?: string;
  /** Content of a string literal, escapes resolved. */
  readonly string?: string;
  /** Columns that an operator yields. */
  readonly columns?: readonly string[];
}

/** A query after parsing and binding. */
export interface ParsedQuery {
  readonly root: SyntaxNode;
  /** The parser's errors, as sentences; empty when the query is valid KQL on the declared schema. */
  readonly problems: readonly string[];
  readonly columns: readonly string[];
}

/** Parses a query against the declared Resource Graph schema. */
export type ParseQuery = (query: string) => ParsedQuery;

/** The parser's two halves; the second one needs the first. */
const SCRIPTS = [
  '@kusto/language-service-next/bridge.min.js',
  '@kusto/language-service-next/Kusto.Language.Bridge.min.js',
];

/**
 * Where the parser's scripts are.
 * @param resolve finds a package's file; Node's own way without it
 * @throws Error with one sentence when the development dependency is not installed
 */
export function languageScripts(resolve = createRequire(import.meta.url).resolve): readonly string[] {
  try {
    return SCRIPTS.map((script) => resolve(script));
  } catch {
    throw missingPart('@kusto/language-service-next');
  }
}

/** Loads the parser: about 0.2 s and 150 MiB, and another half second in its first query. */
export function loadLanguage(): ParseQuery {
  // An ordinary context: one around an object asks it for each global, which takes a third of the time.
  const context = createContext(constants.DONT_CONTEXTIFY);
  for (const filename of languageScripts())
    new Script(readFileSync(filename, 'utf8'), { filename }).runInContext(context);
  const language = (context as unknown as KustoContext).Kusto.Language;
  const list = new Script('(...members) => members').runInContext(context) as <T>(...members: T[]) => T[];
  const globals = language.GlobalState.Default.WithDatabase(declaredDatabase(language.Symbols, list));
  const kinds = new Map<number, string>();
  for (const [name, kind] of Object.entries(language.Syntax.SyntaxKind)) {
    if (typeof kind === 'number') kinds.set(kind, name);
  }

  return (query) => {
    const code = language.KustoCode.ParseAndAnalyze(query, globals);
    const problems = items(code.GetDiagnostics()).filter((diagnostic) => diagnostic.Severity === 'Error');
    return {
      root: plainNode(code.Syntax, kinds),
      problems: problems.map((problem) => `${problem.Message} (${problem.Code}, at character ${problem.Start})`),
      columns: columnNames(code.ResultType),
    };
  };
}

function declaredDatabase(symbols: KustoSymbols, list: <T>(...members: T[]) => T[]): unknown {
  const types = { string: symbols.ScalarTypes.String, dynamic: symbols.ScalarTypes.Dynamic };
  // Column by column: the parser's schema text stops silently at a column called `kind`.
  const columns = COLUMNS.map(([name, type]) => new symbols.ColumnSymbol(name, types[type]));
  const tables = [...TABLES.keys()].map((table) => new symbols.TableSymbol.$ctor4(table, list(...columns)));
  return new symbols.DatabaseSymbol.ctor('resourcegraph', list(...tables));
}

function plainNode(node: KustoNode, kinds: ReadonlyMap<number, string>): SyntaxNode {
  const children: SyntaxNode[] = [];
  for (let index = 0; index < node.ChildCount; index++) {
    const child = node.GetChild(index);
    if (child) children.push(plainNode(child, kinds));
  }
  const kind = kinds.get(node.Kind) ?? 'Unknown';
  const isName = kind === 'NameReference' || kind === 'NameDeclaration';
  return {
    kind,
    text: children.length === 0 ? node.ToString(0).trim() : '',
    children,
    ...(isName ? { identifier: String(node.SimpleName) } : {}),
    ...(kind === 'StringLiteralExpression' ? { string: String(node.LiteralValue) } : {}),
    ...(kind.endsWith('Operator') ? { columns: columnNames(node.ResultType) } : {}),
  };
}

function columnNames(type: KustoTable | null | undefined): string[] {
  return type?.Columns === undefined ? [] : items(type.Columns).map((column) => column.Name);
}

function items<T>(list: KustoList<T>): T[] {
  return Array.from({ length: list.Count }, (_, index) => list.getItem(index));
}

interface KustoList<T> {
  readonly Count: number;
  getItem(index: number): T;
}

interface KustoTable {
  readonly Columns?: KustoList<{ readonly Name: string }>;
}

interface KustoNode {
  readonly Kind: number;
  readonly ChildCount: number;
  readonly SimpleName?: string;
  readonly LiteralValue?: unknown;
  readonly ResultType?: KustoTable | null;
  GetChild(index: number): KustoNode | null | undefined;
  ToString(includeTrivia: number): string;
}

interface KustoDiagnostic {
  readonly Code: string;
  readonly Severity: string;
  readonly Message: string;
  readonly Start: number;
}

interface KustoSymbols {
  readonly ScalarTypes: { readonly String: unknown; readonly Dynamic: unknown };
  readonly ColumnSymbol: new (name: string, type: unknown) => unknown;
  readonly TableSymbol: { readonly $ctor4: new (name: string, columns: unknown) => unknown };
  readonly DatabaseSymbol: { readonly ctor: new (name: string, members: unknown) => unknown };
}

interface KustoContext {
  readonly Kusto: {
    readonly Language: {
      readonly Symbols: KustoSymbols;
      readonly Syntax: { readonly SyntaxKind: Readonly<Record<string, unknown>> };
      readonly GlobalState: { readonly Default: { WithDatabase(database: unknown): unknown } };
      readonly KustoCode: {
        ParseAndAnalyze(
          query: string,
          globals: unknown,
        ): {
          readonly Syntax: KustoNode;
          readonly ResultType?: KustoTable | null;
          GetDiagnostics(): KustoList<KustoDiagnostic>;
        };
      };
    };
  };
}
