/** What deploys the bot, checked as far as it can be without Azure: by real grammars, and against what the code reads. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { syntaxFaults } from '../support/syntax.ts';
import published from './published-api-versions.json' with { type: 'json' };

const read = (file: string) => readFileSync(file, 'utf8');
const files = (folder: string, ending: string) =>
  readdirSync(folder)
    .filter((file) => file.endsWith(ending))
    .map((file) => `${folder}/${file}`);
const bicep = files('deploy/bicep', '.bicep');
const terraform = files('deploy/terraform', '.tf');
const role: { actions: readonly string[]; notActions: readonly string[] } = JSON.parse(read('deploy/reader-role.json'));

/** The settings that a template gives the container, by name. */
const bicepSettings = [...read('deploy/bicep/bot.bicep').matchAll(/\{ name: '(\w+)', value:/g)].map(([, name]) => name);
const terraformSettings = [...read('deploy/terraform/main.tf').matchAll(/^ {10}([A-Z]\w+) += /gm)].map(
  ([, name]) => name,
);

describe('the templates', () => {
  it.each(bicep)('%s is Bicep', async (file) => {
    expect(await syntaxFaults('bicep', read(file))).toEqual([]);
  });

  it.each(terraform)('%s is Terraform', async (file) => {
    expect(await syntaxFaults('terraform', read(file))).toEqual([]);
  });

  it('of Terraform refer to nothing that they do not declare', () => {
    // What was moved from is what an earlier template declared.
    const text = terraform
      .map(read)
      .join('\n')
      .replaceAll(/^ {2}from = .*$/gm, '');
    const [, locals = ''] = /^locals \{$(.*?)^\}$/ms.exec(text) ?? [];
    const declared = [
      ...[...text.matchAll(/^(resource|data) "(\w+)" "(\w+)"/gm)].map(([, of, type, name]) =>
        [...(of === 'data' ? ['data'] : []), type, name].join('.'),
      ),
      ...[...text.matchAll(/^variable "(\w+)"/gm)].map(([, name]) => `var.${name}`),
      ...[...locals.matchAll(/^ {2}(\w+) +=/gm)].map(([, name]) => `local.${name}`),
    ];
    const used: readonly string[] =
      text.match(/\b(?:data\.)?(?:azurerm|azapi|random)_\w+\.\w+|\b(?:var|local)\.\w+/g) ?? [];

    expect(used.length).toBeGreaterThan(50);
    expect([...new Set(used)].filter((name) => !declared.includes(name))).toEqual([]);
    expect(declared.filter((name) => name.startsWith('local.') && !used.includes(name))).toEqual([]);
  });

  it('would be refused with a bracket too few, so the checks above mean something', async () => {
    expect(await syntaxFaults('bicep', read('deploy/bicep/bot.bicep').replace('{', ''))).not.toEqual([]);
    expect(await syntaxFaults('terraform', read('deploy/terraform/main.tf').replace('}', ''))).not.toEqual([]);
  });

  it('name api versions that Azure has published', () => {
    const named = bicep.flatMap((file) => read(file).match(/'Microsoft\.[\w.]+\/[\w/]+@[\d-]+(?:-preview)?'/g) ?? []);

    expect(new Set(named.map((one) => one.slice(1, -1)))).toEqual(new Set(Object.keys(published)));
  });

  it('give the container the same settings', () => {
    expect(bicepSettings.length).toBeGreaterThan(8);
    expect([...bicepSettings].toSorted()).toEqual([...terraformSettings].toSorted());
  });

  it('give it settings that .env.example explains', () => {
    const explained = new Set([...read('.env.example').matchAll(/^#?([A-Za-z_]+)=/gm)].map(([, name]) => name));

    expect(bicepSettings.filter((name) => !explained.has(name))).toEqual([]);
  });

  it('hold no password and no secret', () => {
    for (const file of [...bicep, ...terraform]) {
      expect(read(file)).not.toMatch(
        /MicrosoftAppPassword|AZURE_CLIENT_SECRET|administrator_password|administratorLoginPassword/,
      );
    }
  });
});

describe('the role of the bot', () => {
  it('reads, and nothing else', () => {
    expect(role.actions.filter((action) => !/^Microsoft\.[\w./*]+\/read$/.test(action))).toEqual([]);
    expect(Object.keys(role).toSorted()).toEqual(['actions', 'description', 'notActions', 'roleName']);
  });

  it('names each action once', () => {
    expect(new Set(role.actions).size).toBe(role.actions.length);
  });
});

describe('the image', () => {
  const dockerfile = read('deploy/Dockerfile');

  it('copies what is there', () => {
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(
      ([, names]) => names?.split(' ') ?? [],
    );

    expect(copied.length).toBeGreaterThan(3);
    expect(copied.filter((name) => !existsSync(name))).toEqual([]);
  });

  it('runs as nobody in particular, without development dependencies', () => {
    expect(dockerfile).toContain('npm ci --omit=dev');
    expect(dockerfile).toMatch(/^FROM \S+:nonroot$/m);
  });
});
