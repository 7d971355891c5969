/** What Bicep and Terraform write alike: values, names, and blocks of which each declares its thing once and waits for the one before. */
import { nameOf, parentIdOf } from '../../model/arm.ts';
import type { AddAddressRules, AddNetworkRule, Change } from '../../model/change.ts';
import { admittedRules } from '../arm-properties.ts';
import { factsOf } from '../change-facts.ts';
import { lines } from '../shell-words.ts';

/** A value of a template; text that begins with `=` is an expression and stands as it is. */
export type TemplateValue =
  | string
  | number
  | boolean
  | readonly TemplateValue[]
  | { readonly [key: string]: TemplateValue };

/** How a language of templates writes values. */
interface ValueSyntax {
  /** Text as a string of the language. */
  readonly quoted: (text: string) => string;
  /** What stands between a name and its value. */
  readonly sets: string;
  /** A list; `inner` is the indent of its members, `outer` that of its end. */
  readonly list: (members: readonly TemplateValue[], write: WriteValue, inner: string, outer: string) => string;
}

/** Writes a value whose first line stands at an indent already. */
type WriteValue = (value: TemplateValue, indent: string) => string;

/** The writer of a language's values. */
export function valueWriter({ quoted, sets, list }: ValueSyntax): WriteValue {
  const write: WriteValue = (value, indent) => {
    const inner = `${indent}  `;
    if (typeof value === 'string') return value.startsWith('=') ? value.slice(1) : quoted(value);
    if (typeof value !== 'object') return String(value);
    if (isList(value)) return list(value, write, inner, indent);
    const entries = Object.entries(value).map(([key, member]) => {
      const name = /^[A-Za-z_]\w*$/.test(key) ? key : quoted(key);
      return `${inner}${name}${sets}${write(member, inner)}`;
    });
    return entries.length === 0 ? '{}' : lines('{', ...entries, `${indent}}`);
  };
  return write;
}

function isList(value: TemplateValue): value is readonly TemplateValue[] {
  return Array.isArray(value);
}

/** Words as one name of a language, which has none of `others` and begins with no digit. */
export function nameOfWords(words: readonly string[], others: RegExp): string {
  const name = words.join('_').replace(others, '_');
  return /^\d/.test(name) ? `_${name}` : name;
}

/** A part of a resource that the template has already: whose, which property, what it gets, and what else tells it from others. */
export type MergedPart = readonly [id: string, property: string, value: TemplateValue, ...more: string[]];

/** The comment above such a part; `whole`: what the language calls a whole of its files. */
export function mergeComment([id, property]: MergedPart, whole: string): string {
  return `Merge into ${property} of ${nameOf(id)}: an update replaces the whole list, so keep what your ${whole} has.`;
}

/** The comment above the client id that the managed identities of a policy get; `text`: where the template has the policy. */
export function clientIdComment(policy: string, text: string): string {
  const path = policy.split('/').slice(-4).join('/');
  return `In ${text} of ${path}: the attribute client-id of every managed identity is this; empty means that it goes.`;
}

/** The addresses that a service admits. */
export function addedAddresses({ target, addresses }: AddAddressRules): MergedPart {
  const { property, address } = admittedRules(target);
  return [target, `${property}.ipRules`, addresses.map(address), ...addresses.slice(0, 1)];
}

/** The subnet that a service admits. */
export function addedSubnet({ target, subnet }: AddNetworkRule): MergedPart {
  const { property, subnet: rule } = admittedRules(target);
  return [target, `${property}.virtualNetworkRules`, [rule(subnet)], ...subnetNames(subnet)];
}

/** What tells one subnet from another of the same name. */
export function subnetNames(subnet: string): readonly string[] {
  return [nameOf(parentIdOf(subnet)), nameOf(subnet)];
}

/** Comments stay with what they are about, so that a declaration that stands twice can be left out once. */
function blocksOf(texts: readonly string[]): readonly string[] {
  const blocks: string[] = [];
  for (const text of texts) {
    const last = blocks.at(-1);
    if (last !== undefined && /^(?:\/\/|#)[^\n]*$/.test(last)) blocks[blocks.length - 1] = `${last}\n${text}`;
    else blocks.push(text);
  }
  return blocks;
}

/** Whether a template can declare what some changes come to: none is made by hand or leaves nothing behind. */
function canBeDeclared(changes: readonly Change[]): boolean {
  return changes.length > 0 && changes.map(factsOf).every(({ byHand, isAction }) => byHand === undefined && !isAction);
}

/** What a block declares, by kind and name; the block itself where it declares nothing. */
export function declarationOf(block: string): string {
  return /^(?:resource|data|var|locals)\b[^{=']*(?:\{\s*\w+)?/m.exec(block)?.[0].replace(/\s+/g, ' ').trim() ?? block;
}

/** Blocks that declare each thing once, where it is made rather than where it is taken for there. */
function onceEach(blocks: readonly string[]): readonly string[] {
  const found = new Map<string, string>();
  for (const block of blocks) {
    const name = declarationOf(block);
    const known = found.get(name);
    if (known === undefined || (known.includes("' existing = {") && !block.includes("' existing = {")))
      found.set(name, block);
  }
  return [...found.values()];
}

/** How a language declares changes. */
export interface TemplateLanguage {
  /** The declarations of one change, the comments above them among them. */
  readonly declare: (change: Change) => readonly string[];
  /** The name under which others refer to the resource that a block makes; undefined where it makes none. */
  readonly nameIn: (block: string) => string | undefined;
  /** The argument that waits for a resource. */
  readonly waitingFor: (name: string) => string;
}

/** Changes in their order as blocks; undefined where one of them is an action, which no template can do. */
export function templateBlocks(
  changes: readonly Change[],
  { declare, ...names }: TemplateLanguage,
): readonly string[] | undefined {
  return canBeDeclared(changes) ? inOrder(onceEach(blocksOf(changes.flatMap(declare))), names) : undefined;
}

/** Each block that makes a resource, told to wait for the one before it: Azure makes them in the order of the changes. */
function inOrder(
  blocks: readonly string[],
  { nameIn, waitingFor }: Pick<TemplateLanguage, 'nameIn' | 'waitingFor'>,
): readonly string[] {
  let before: string | undefined;
  return blocks.map((block) => {
    const name = nameIn(block);
    if (name === undefined) return block;
    const waiting = before === undefined ? block : block.replace(/\n\}$/, () => `\n${waitingFor(before ?? '')}\n}`);
    before = name;
    return waiting;
  });
}
