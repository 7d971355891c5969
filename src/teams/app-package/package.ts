/** The app package: what an administrator uploads to Teams. */
import { readFileSync } from 'node:fs';
import { strToU8, zipSync } from 'fflate';
import { manifestOf, PACKAGE_FILES } from './manifest.ts';
import type { PackageSettings } from './settings.ts';

/** The same settings give the same bytes: an archive holds local time, so this day is written alike in every zone. */
const stamp = new Date(2000, 0, 1);

/** A picture beside this file: 192 by 192 in colour, or 32 by 32 in white on nothing, as Teams asks for them. */
function picture(name: string): Uint8Array {
  return readFileSync(new URL(name, import.meta.url));
}

/** The package as a ZIP archive with exactly three files at its root. */
export function appPackage(settings: PackageSettings): Uint8Array {
  return zipSync(
    {
      [PACKAGE_FILES.manifest]: strToU8(`${JSON.stringify(manifestOf(settings), null, 2)}\n`),
      [PACKAGE_FILES.color]: picture(PACKAGE_FILES.color),
      [PACKAGE_FILES.outline]: picture(PACKAGE_FILES.outline),
    },
    { level: 9, mtime: stamp },
  );
}
