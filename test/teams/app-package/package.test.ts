/** The app package, held against Microsoft's own schema and against what Teams refuses: offline, from the bytes. */
import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { strFromU8, unzipSync } from 'fflate';
import { understand } from '../../../src/conversation/understanding/understand.ts';
import { languages } from '../../../src/languages/language.ts';
import { localizations, manifestOf } from '../../../src/teams/app-package/manifest.ts';
import { appPackage } from '../../../src/teams/app-package/package.ts';
import { packageSettings } from '../../../src/teams/app-package/settings.ts';
import { APP } from '../../support/connector.ts';

const settings = packageSettings({ MicrosoftAppId: APP, BOT_HOST: 'bot.example.com' }, '1.2.3');
const manifest = manifestOf(settings);
const files = unzipSync(appPackage(settings));

const schemaFile = require.resolve(
  `@microsoft/app-manifest/build/json-schemas/teams/v${manifest.manifestVersion}/MicrosoftTeams.schema.json`,
);
const compiled = (file: string) =>
  addFormats
    .default(new Ajv.default({ strict: false, allErrors: true, unicodeRegExp: false }))
    .compile(JSON.parse(readFileSync(file, 'utf8')));
const validate = compiled(schemaFile);
const validateLocalization = compiled(
  schemaFile.replace('MicrosoftTeams.schema.json', 'MicrosoftTeams.Localization.schema.json'),
);

/** What the schema of Teams has against a manifest. */
function complaints(candidate: unknown): readonly string[] {
  return validate(candidate) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

/** Width, height and pixels of a PNG as this app writes it. */
function picture(png: Uint8Array | undefined) {
  const bytes = Buffer.from(png ?? []);
  const width = bytes.readUInt32BE(16);
  const height = bytes.readUInt32BE(20);
  const rows = inflateSync(bytes.subarray(41, bytes.readUInt32BE(33) + 41));
  const pixels = Array.from({ length: width * height }, (_, index) => {
    const at = Math.floor(index / width) * (1 + width * 4) + 1 + (index % width) * 4;
    return [...rows.subarray(at, at + 4)];
  });
  return { signature: bytes.toString('latin1', 1, 4), width, height, pixels };
}

describe('the manifest', () => {
  it('is one that the schema of Teams takes', () => {
    expect(complaints(manifest)).toEqual([]);
  });

  it('names the app for single sign-on, and the host of its dialog, where people sign in', () => {
    const environment = { MicrosoftAppId: APP, BOT_HOST: 'bot.example.com', ACCESS: 'user' };
    const signingIn = manifestOf(packageSettings(environment, '1.2.3'));
    expect(complaints(signingIn)).toEqual([]);
    expect(signingIn.webApplicationInfo).toEqual({ id: APP, resource: `api://botid-${APP}` });
    expect(signingIn.validDomains).toContain('token.botframework.com');
  });

  it('would be refused with a scope that Teams does not know, so the check above means something', () => {
    const [bot] = manifest.bots;
    expect(complaints({ ...manifest, bots: [{ ...bot, scopes: ['groupchat'] }] })).not.toEqual([]);
    expect(complaints({ ...manifest, icons: {} })).not.toEqual([]);
  });

  it('names the bot wherever one is named', () => {
    expect([manifest.id, manifest.bots[0]?.botId, manifest.composeExtensions[0]?.botId]).toEqual([APP, APP, APP]);
  });

  it('offers commands in each of its scopes', () => {
    const [bot] = manifest.bots;
    expect(bot?.commandLists.flatMap(({ scopes }) => scopes)).toEqual(bot?.scopes);
  });

  const commands = manifest.bots.flatMap(({ commandLists }) => commandLists.flatMap((list) => list.commands));

  it.each([...new Set(commands.map(({ title }) => title))])('offers "%s", which the bot understands', (title) => {
    const question = understand(title, { today: '2026-11-22', knownMonths: ['2026-03'] });
    expect(question.kind).not.toBe('unclear');
  });

  it('keeps titles and descriptions as short as the command menu of Teams', () => {
    expect(commands.filter(({ title, description }) => title.length > 32 || description.length > 128)).toEqual([]);
  });

  it('asks for no permission, loads nothing from the web and signs nobody in', () => {
    expect(manifest.validDomains).toEqual([]);
    expect(Object.keys(manifest)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(?:authorization|permissions|webApplicationInfo)$/)]),
    );
  });
});

describe.each(Object.entries(localizations()))('the words of %s', (file, words) => {
  const locale = file.replace('.json', '');

  it('are ones that the schema of Teams takes', () => {
    validateLocalization(words);
    expect(validateLocalization.errors ?? []).toEqual([]);
  });

  it('are for the very texts that the manifest has', () => {
    const texts = Object.keys(words).filter((key) => key !== '$schema');
    const found = texts.map((key) =>
      key.split(/[.[\]]+/).reduce<unknown>((value, step) => (value as Record<string, unknown>)[step], manifest),
    );
    expect(found.filter((text) => typeof text !== 'string' || text === '')).toEqual([]);
    const commands = manifest.bots.flatMap(({ commandLists }) => commandLists.flatMap((list) => list.commands));
    expect(texts.filter((key) => key.startsWith('bots['))).toHaveLength(2 * commands.length);
  });

  it('offer commands that the bot understands in that language', () => {
    const titles = Object.entries(words).filter(([key]) => /^bots.*title$/.test(key));
    const kinds = titles.map(([, title]) => [
      title,
      understand(title, { today: '2026-11-22', knownMonths: ['2026-03'], locale }).kind,
    ]);
    expect(kinds.filter(([, kind]) => kind === 'unclear')).toEqual([]);
  });
});

describe('the archive', () => {
  it('holds the manifest, two pictures and a file for each language but English, all at its root', () => {
    const words = languages.filter((one) => one !== 'en').map((one) => `${one.toLowerCase()}.json`);
    expect(Object.keys(files).toSorted()).toEqual(['color.png', 'manifest.json', 'outline.png', ...words].toSorted());
    expect(manifest.localizationInfo.additionalLanguages.map(({ file }) => file)).toEqual(words);
  });

  it('holds the manifest, which names the other two', () => {
    const held = JSON.parse(strFromU8(files['manifest.json'] ?? new Uint8Array()));
    expect(held).toEqual(manifest);
    expect(Object.values(held.icons).toSorted()).toEqual(['color.png', 'outline.png']);
  });

  it('is the same, byte for byte, when built again', () => {
    expect(Buffer.from(appPackage(settings)).equals(Buffer.from(appPackage(settings)))).toBe(true);
  });
});

describe('the colour icon', () => {
  const icon = picture(files['color.png']);

  it('is 192 by 192 and nowhere transparent', () => {
    expect([icon.signature, icon.width, icon.height]).toEqual(['PNG', 192, 192]);
    expect(icon.pixels.every(([, , , alpha]) => alpha === 255)).toBe(true);
  });

  it('has white on blue, with a margin of blue', () => {
    expect(icon.pixels.filter(([red, , blue]) => red === 255 && blue === 255).length).toBeGreaterThan(4_000);
    expect(icon.pixels.slice(0, 192 * 16).every(([red = 255, , blue = 0]) => blue > red + 50)).toBe(true);
  });
});

describe('the outline icon', () => {
  const icon = picture(files['outline.png']);

  it('is 32 by 32', () => {
    expect([icon.signature, icon.width, icon.height]).toEqual(['PNG', 32, 32]);
  });

  it('is white where it is anything, and transparent elsewhere', () => {
    expect(new Set(icon.pixels.map(([red, green, blue]) => [red, green, blue].join()))).toEqual(
      new Set(['255,255,255']),
    );
    expect(icon.pixels.filter(([, , , alpha]) => alpha === 0).length).toBeGreaterThan(400);
    expect(icon.pixels.filter(([, , , alpha]) => alpha === 255).length).toBeGreaterThan(40);
  });
});

describe('the settings of the package', () => {
  const right = { MicrosoftAppId: APP, BOT_HOST: 'bot.example.com' };

  it.each<[string, Record<string, string | undefined>, string]>([
    ['no app id', { MicrosoftAppId: undefined }, 'MicrosoftAppId'],
    ['an app id that is none', { MicrosoftAppId: 'bot' }, 'MicrosoftAppId'],
    ['no host', { BOT_HOST: ' ' }, 'BOT_HOST'],
    ['an address for a host', { BOT_HOST: 'https://bot.example.com' }, 'BOT_HOST'],
    ['a number for a host', { BOT_HOST: '10.0.0.1' }, 'BOT_HOST'],
    ['a host that only this machine knows', { BOT_HOST: 'localhost' }, 'BOT_HOST'],
    ['a page without https', { APP_PRIVACY_URL: 'http://example.com' }, 'APP_PRIVACY_URL'],
    ['a long publisher', { APP_PUBLISHER: 'x'.repeat(33) }, 'APP_PUBLISHER'],
  ])('are refused with %s, by one sentence that names the setting', (_, change, name) => {
    const read = () => packageSettings({ ...right, ...change }, '1.2.3');
    expect(read).toThrow(new RegExp(`^${name} [^\\n]+\\.$`));
  });

  it('name everything that is wrong at once', () => {
    expect(() => packageSettings({}, '1.2.3')).toThrow(/MicrosoftAppId.*\n.*BOT_HOST/);
  });

  it('put the pages on the host unless others are named', () => {
    const read = packageSettings({ ...right, APP_PRIVACY_URL: 'https://example.com/p' }, '1.2.3');
    expect([read.websiteUrl, read.privacyUrl, read.termsOfUseUrl]).toEqual([
      'https://bot.example.com/',
      'https://example.com/p',
      'https://bot.example.com/terms',
    ]);
  });
});
