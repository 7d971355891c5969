/** Every change of every estate, drawn in every language and read back by a real grammar of it. */
import { spawnSync } from 'node:child_process';
import { azScript } from '../../src/fixes/formats/az.ts';
import { codeFor } from '../../src/fixes/formats/code.ts';
import { portalSteps } from '../../src/fixes/formats/portal.ts';
import { powershell } from '../../src/fixes/formats/shells.ts';
import type { Change } from '../../src/model/change.ts';
import { render } from '../../src/model/text.ts';
import { samples } from '../support/changes.ts';
import { syntaxFaults } from '../support/syntax.ts';
import commands from './az-commands.json' with { type: 'json' };
import templates from './template-words.json' with { type: 'json' };

const changes: readonly Change[] = Object.values(samples).flat();
const named = changes.map((change, index) => [`${change.kind} ${index}`, change] as const);

/** The commands of the Azure CLI in a script: group and verb, and the options that are given. */
function azCalls(script: string): readonly { readonly command: string; readonly options: readonly string[] }[] {
  return script
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .flatMap((line) => [...line.matchAll(/\baz ((?:[a-z][a-z0-9-]* )+)([^|)]*)/g)])
    .map(([, command = '', rest = '']) => ({
      command: command.trim(),
      options: [...rest.replace(/'[^']*'|"[^"]*"/g, '').matchAll(/(?<=\s|^)(--?[a-z][a-z-]*)/g)].map(
        ([option]) => option,
      ),
    }));
}

describe('a change, drawn', () => {
  it.each(named)('%s is bash', (_, change) => {
    const script = azScript([change]) ?? '';
    const { status, stderr } = spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' });

    expect([status, stderr]).toEqual([0, '']);
  });

  it.each(named)('%s is PowerShell, unless no command does it', async (_, change) => {
    const script = azScript([change], powershell);
    expect(script === undefined ? [] : await syntaxFaults('powershell', script)).toEqual([]);
  });

  it.each(named)('%s is Bicep, unless it is an action', async (_, change) => {
    expect(await syntaxFaults('bicep', (codeFor([change], 'bicep') ?? []).join('\n'))).toEqual([]);
  });

  it.each(named)('%s is Terraform, unless it is an action', async (_, change) => {
    expect(await syntaxFaults('terraform', (codeFor([change], 'terraform') ?? []).join('\n'))).toEqual([]);
  });

  it.each(named)('%s has clicks for the portal', (_, change) => {
    expect(
      portalSteps([change])
        .map((text) => render(text))
        .every((line) => /^[A-Z].*\.$/.test(line)),
    ).toBe(true);
    expect(portalSteps([change]).length).toBeGreaterThan(0);
  });

  it.each(named)('%s calls commands of the Azure CLI by options that they have', (_, change) => {
    const known: Readonly<Record<string, { readonly options: readonly string[] }>> = commands.commands;
    for (const { command, options } of [
      ...azCalls(azScript([change]) ?? ''),
      ...azCalls(azScript([change], powershell) ?? ''),
    ]) {
      expect([command, known[command] === undefined]).toEqual([command, false]);
      const allowed = [...commands.global.options, ...(known[command]?.options ?? [])];
      expect(options.filter((option) => !allowed.includes(option))).toEqual([]);
    }
  });

  it.each(named)('%s declares resources of Bicep by types and properties that they have', (_, change) => {
    const known: Readonly<Record<string, { readonly properties: readonly string[] }>> = templates.bicep;
    for (const block of codeFor([change], 'bicep') ?? []) {
      for (const [, type = '', body = ''] of block.matchAll(
        /^resource \w+ '([^']+)' (?:existing )?= \{$([\s\S]*?)^\}$/gm,
      )) {
        const used = [...body.matchAll(/^ +(\w+):/gm)].map(([, property = '']) => property);
        expect([type, known[type] === undefined]).toEqual([type, false]);
        const allowed = ['parent', 'name', 'properties', 'dependsOn', ...(known[type]?.properties ?? [])];
        expect(used.filter((property) => !allowed.includes(property))).toEqual([]);
      }
    }
  });

  it.each(named)('%s declares resources of Terraform by arguments that they have', (_, change) => {
    const known: Readonly<Record<string, { readonly arguments: readonly string[] }>> = templates.terraform;
    for (const block of codeFor([change], 'terraform') ?? []) {
      for (const [, type = '', body = ''] of block.matchAll(/^resource "(\w+)" "[^"]*" \{$([\s\S]*?)^\}$/gm)) {
        // What stands below the body of azapi is ARM's own, in its words.
        const own = type.startsWith('azapi') ? /^ {2}(\w+) [={]/gm : /^ +(\w+) [={]/gm;
        const used = [...body.matchAll(own)].map(([, argument = '']) => argument);
        const allowed = ['depends_on', ...(known[type]?.arguments ?? [])];
        expect(used.filter((argument) => !allowed.includes(argument))).toEqual([]);
      }
    }
  });

  it.each(['bicep', 'terraform'] as const)(
    'declares nothing twice in %s, and takes nothing for there that it makes',
    (format) => {
      const made = changes.filter((change) => change.kind.startsWith('create-'));
      const rest = changes.filter((change) => codeFor([change], format) !== undefined && !made.includes(change));
      const code = (codeFor([...made, ...rest], format) ?? []).join('\n');
      const names = [...code.matchAll(/^(?:resource|var|data) ("\w+" "[^"]+"|\w+)|^locals \{\n +(\w+)/gm)].map(
        ([, name, local]) => name ?? local,
      );

      expect(names.length).toBeGreaterThan(20);
      expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
    },
  );

  it('is checked against lists that say where each word was read', () => {
    const entries = [commands.commands, templates.bicep, templates.terraform].flatMap((list) => Object.values(list));

    expect(entries.filter(({ source }) => source.length < 10)).toEqual([]);
  });

  it('holds no name that a shell would run', () => {
    const script =
      azScript(
        changes.filter((change) => change.kind !== 'approve-private-endpoint' && azScript([change]) !== undefined),
      ) ?? '';

    expect(script.length).toBeGreaterThan(1_000);
    const { stdout } = spawnSync(
      'bash',
      ['-c', `az() { printf '%s\\n' "$@"; }; jq() { :; }; cd "$(mktemp -d)"\n${script}`],
      {
        encoding: 'utf8',
      },
    );
    expect(stdout).toContain('vnet-$(id)');
    expect(stdout).toContain("rg-o'neill");
    expect(stdout).not.toMatch(/uid=\d/);
  });
});
