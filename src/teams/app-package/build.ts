/** `npm run package`: writes `apim-readiness.zip` into the current folder. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { env, loadEnvFile, stderr, stdout } from 'node:process';
import { text } from '../../model/json.ts';
import { appPackage } from './package.ts';
import { packageSettings } from './settings.ts';

const FILE = 'apim-readiness.zip';
/** `EX_CONFIG` of sysexits.h. */
const BAD_SETTINGS = 78;

function main(): void {
  if (existsSync('.env')) loadEnvFile('.env');
  const source: unknown = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
  try {
    const settings = packageSettings(env, text(source, 'version') ?? '');
    writeFileSync(FILE, appPackage(settings));
    stdout.write(
      `Wrote ${FILE}, version ${settings.version}. Upload it in the Teams admin center: Teams apps, Manage apps, Upload.\n`,
    );
  } catch (error) {
    stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = BAD_SETTINGS;
  }
}

main();
