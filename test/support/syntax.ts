/** Real grammars of the languages that the project writes: what does not parse is named by line. */
import { readFileSync } from 'node:fs';
import { Language, type Node, Parser } from 'web-tree-sitter';

const GRAMMARS = {
  bicep: 'tree-sitter-bicep/tree-sitter-bicep.wasm',
  powershell: 'tree-sitter-powershell/tree-sitter-powershell.wasm',
  terraform: '@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-terraform.wasm',
} as const;

/** A language that can be parsed here. */
export type Syntax = keyof typeof GRAMMARS;

const parsers = new Map<Syntax, Promise<Parser>>();

async function parserOf(syntax: Syntax): Promise<Parser> {
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(readFileSync(require.resolve(GRAMMARS[syntax]))));
  return parser;
}

/** The root of a parsed text. */
async function parsed(syntax: Syntax, text: string): Promise<Node> {
  const parser = await (parsers.get(syntax) ?? parsers.set(syntax, parserOf(syntax)).get(syntax));
  const tree = parser?.parse(text);
  if (!tree) throw new Error(`${syntax} was not parsed at all`);
  return tree.rootNode;
}

/** What a grammar cannot read, as `line: text`; none for a text that parses. */
export async function syntaxFaults(syntax: Syntax, text: string): Promise<readonly string[]> {
  const faults: string[] = [];
  const visit = (node: Node) => {
    if (node.isError || node.isMissing) {
      faults.push(`${node.startPosition.row + 1}: ${node.text.split('\n')[0] || `missing ${node.type}`}`);
    } else if (node.hasError) {
      for (const child of node.children) if (child) visit(child);
    }
  };
  visit(await parsed(syntax, text));
  return faults;
}
