/** The app package: what an administrator uploads to Teams. */
import { readFileSync } from 'node:fs';
import { strToU8, zipSync } from 'fflate';
import { localizations, manifestOf, PACKAGE_FILES } from './manifest.ts';
import type { PackageSettings } from './settings.ts';

/** The same settings give the same bytes: an archive holds local time, so this day is written alike in every zone. */
const stamp = new Date(2000, 0, 1);

/** A picture beside this file: 192 by 192 in colour, or 32 by 32 in white on nothing, as Teams asks for them. */
function picture(name: string): Uint8Array {
  return readFileSync(new URL(name, import.meta.url));
}

function json(value: unknown): Uint8Array {
  return strToU8(`${JSON.stringify(value, null, 2)}\n`);
}

/** The package as a ZIP archive with the manifest, its languages and two pictures at its root. */
export function appPackage(settings: PackageSettings): Uint8Array {
  return zipSync(
    {
      [PACKAGE_FILES.manifest]: json(manifestOf(settings)),
      ...Object.fromEntries(Object.entries(localizations()).map(([file, words]) => [file, json(words)])),
      [PACKAGE_FILES.color]: picture(PACKAGE_FILES.color),
      [PACKAGE_FILES.outline]: picture(PACKAGE_FILES.outline),
    },
    { level: 9, mtime: stamp },
  );
}
