/** The file in which an administrator keeps what may be seen where. */
import { readFileSync } from 'node:fs';
import type { AzureScope } from '../../model/azure-scope.ts';
import { scopeOfText } from '../../model/azure-scope.ts';
import { isObject } from '../../model/json.ts';
import { isReadable } from '../settings-reader.ts';

/** What may be seen where, as an administrator's file says. */
export interface ScopeFile {
  /** Where nothing else is said, 1:1 chats included; undefined where the file says nothing of it. */
  readonly otherwise: readonly AzureScope[] | undefined;
  /** By the id of a channel or chat in Teams. */
  readonly chats: ReadonlyMap<string, readonly AzureScope[]>;
}

/** Reads the file's text. Everything that is wrong is told, one sentence each; `name` is how the file is called in them. */
export function readScopeFile(
  text: string,
  name: string,
): { readonly file: ScopeFile; readonly problems: readonly string[] } {
  const problems: string[] = [];
  const nothing: ScopeFile = { otherwise: undefined, chats: new Map() };
  const scopesOf = (value: unknown, where: string): readonly AzureScope[] => {
    if (!Array.isArray(value)) {
      problems.push(`${name}: ${where} must be a list of scopes; [] shows nothing, ["*"] all that the bot sees.`);
      return [];
    }
    return value.flatMap((one: unknown) => {
      if (one === '*') return [{ kind: 'all' as const }];
      const scope = typeof one === 'string' ? scopeOfText(one) : undefined;
      if (scope === undefined)
        problems.push(
          `${name}: ${JSON.stringify(one)} in ${where} is no scope: write the resource id of a management group, a subscription, a resource group or an instance, or tag:NAME=VALUE.`,
        );
      return scope ?? [];
    });
  };
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return { file: nothing, problems: [`${name} holds no JSON.`] };
  }
  if (!isObject(read)) return { file: nothing, problems: [`${name} must hold an object with "default" and "chats".`] };
  for (const key of Object.keys(read))
    if (key !== 'default' && key !== 'chats')
      problems.push(`${name} has "${key}", which means nothing: it may have "default" and "chats".`);
  const chats = read.chats ?? {};
  if (!isObject(chats))
    problems.push(`${name}: "chats" must be an object, with ids of channels and chats as its keys.`);
  const entries = isObject(chats) ? Object.entries(chats) : [];
  for (const [id] of entries)
    if (!/^19:[^;\s]+$/.test(id))
      problems.push(`${name}: "${id}" is no id of a channel or chat in Teams, such as 19:...@thread.tacv2.`);
  return {
    file: {
      otherwise: read.default === undefined ? undefined : scopesOf(read.default, '"default"'),
      chats: new Map(entries.map(([id, scopes]) => [id, scopesOf(scopes, `"${id}"`)])),
    },
    problems,
  };
}

/** The file of what may be seen where. One that cannot be read must not mean that everything may. */
export function scopeFileAt(name: string | undefined, problems: string[]): ScopeFile | undefined {
  if (name === undefined) return undefined;
  if (!isReadable(name)) {
    problems.push(`SCOPES_FILE names ${name}, which is no file that the bot can read.`);
    return undefined;
  }
  const read = readScopeFile(readFileSync(name, 'utf8'), 'SCOPES_FILE');
  problems.push(...read.problems);
  return read.file;
}
