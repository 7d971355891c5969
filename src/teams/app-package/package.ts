/** The app package: what an administrator uploads to Teams. */
import { strToU8, zipSync } from 'fflate';
import { colorIcon, outlineIcon } from './icons.ts';
import { manifestOf, PACKAGE_FILES } from './manifest.ts';
import type { PackageSettings } from './settings.ts';

/** The same settings give the same bytes: an archive holds local time, so this day is written alike in every zone. */
const stamp = new Date(2000, 0, 1);

/** The package as a ZIP archive with exactly three files at its root (reference teams 5). */
export function appPackage(settings: PackageSettings): Uint8Array {
  return zipSync(
    {
      [PACKAGE_FILES.manifest]: strToU8(`${JSON.stringify(manifestOf(settings), null, 2)}\n`),
      [PACKAGE_FILES.color]: colorIcon(),
      [PACKAGE_FILES.outline]: outlineIcon(),
    },
    { level: 9, mtime: stamp },
  );
}
