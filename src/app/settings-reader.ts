/** Reads settings one by one, each in its form. Whatever is wrong with one becomes a sentence, and nothing is thrown. */
import { accessSync, constants, statSync } from 'node:fs';
import { isGuid } from '../model/guid.ts';

/** Settings by name, as a process is given them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Whether the bot can read a file. */
export function isReadable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Reads the settings of an environment. */
export type SettingsReader = ReturnType<typeof settingsReader>;

/** Makes the reader; `problems` takes the sentences. */
export function settingsReader(environment: Environment, problems: string[]) {
  const value = (name: string): string | undefined => environment[name]?.trim() || undefined;
  for (const [name, given] of Object.entries(environment)) {
    // App Service and Container Apps put the secret in its place; what is left of the reference was not resolved.
    if (given?.startsWith('@Microsoft.KeyVault('))
      problems.push(
        `${name} is a Key Vault reference that the host did not resolve: let its identity read the secret.`,
      );
  }
  const wholeNumber = (name: string, otherwise: number, most: number, form: string): number => {
    const found = value(name);
    if (found === undefined) return otherwise;
    const number = /^\d+$/.test(found) && found.length <= String(most).length ? Number(found) : Number.NaN;
    if (!(number >= 0 && number <= most)) problems.push(`${name} must be ${form}.`);
    return number;
  };
  return {
    value,
    guid(name: string): string | undefined {
      const found = value(name);
      if (found !== undefined && !isGuid(found))
        problems.push(`${name} must be a GUID, for example 00000000-0000-0000-0000-000000000000.`);
      return found;
    },
    oneOf<T extends string>(name: string, allowed: readonly T[], otherwise: T): T {
      const found = value(name);
      if (found === undefined) return otherwise;
      const match = allowed.find((option) => option.toLowerCase() === found.toLowerCase());
      if (match === undefined) problems.push(`${name} must be one of: ${allowed.join(', ')}.`);
      return match ?? otherwise;
    },
    /** Values with commas between them. */
    list(name: string, isRight: (one: string) => boolean, complaint: string): readonly string[] {
      const given = (value(name) ?? '').split(',').map((part) => part.trim());
      const found = given.filter((part) => part !== '');
      for (const one of found) if (!isRight(one)) problems.push(`${name} holds "${one}", which ${complaint}.`);
      return found;
    },
    percent(name: string, otherwise: number): number {
      return wholeNumber(name, otherwise, 100, 'a whole number from 0 to 100');
    },
    minutes(name: string, otherwise: number): number {
      return wholeNumber(name, otherwise, 1440, 'a number of minutes from 0 to 1440');
    },
    port(name: string, otherwise: number): number {
      return wholeNumber(name, otherwise, 65_535, 'a port number from 0 to 65535');
    },
  };
}
