/**
 * `npm run lock`: completes package-lock.json after `npm install`. npm leaves out optional packages of other platforms that
 * its registry mirror does not hold, and `npm ci` then refuses the file; they are named here by what their parent asks for.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';

interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** The part of a lock file that matters here. */
export interface LockFile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const PROCESSORS = ['arm64', 'arm', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];

/** What a platform package's name says: `core-linux-x64-musl` is for Linux on x64 with musl. Empty for any other package. */
export function platformOf(name: string): Pick<LockedPackage, 'os' | 'cpu' | 'libc'> {
  const words = name.split(/[/-]/);
  const system = SYSTEMS.find((word) => words.includes(word));
  const processor = PROCESSORS.find((word) => words.includes(word));
  if (system === undefined && processor !== 'wasm32') return {};
  const libc = words.includes('musl') ? 'musl' : words.includes('gnu') && system === 'linux' ? 'glibc' : undefined;
  return {
    ...(processor === undefined ? {} : { cpu: [processor] }),
    ...(system === undefined ? {} : { os: [system] }),
    ...(libc === undefined ? {} : { libc: [libc] }),
  };
}

/** Optional packages that the lock file should name and does not, with the version that is asked for. */
export function missingPackages(lock: LockFile): Readonly<Record<string, LockedPackage>> {
  const missing: Record<string, LockedPackage> = {};
  for (const [path, parent] of Object.entries(lock.packages)) {
    for (const [name, range] of Object.entries(parent.optionalDependencies ?? {})) {
      const nested = `${path}/node_modules/${name}`;
      if (lock.packages[nested] !== undefined || lock.packages[`node_modules/${name}`] !== undefined) continue;
      const version = range.replace(/^[~^]/, '');
      missing[`node_modules/${name}`] = {
        version,
        ...platformOf(name),
        ...(parent.dev === true ? { dev: true } : {}),
        optional: true,
      };
    }
  }
  return missing;
}

/** The lock file with them, its packages in npm's order. */
export function completed<T extends LockFile>(lock: T): T {
  const packages = { ...lock.packages, ...missingPackages(lock) };
  return {
    ...lock,
    packages: Object.fromEntries(Object.entries(packages).toSorted(([a], [b]) => a.localeCompare(b, 'en'))),
  };
}

function main(): void {
  const file = new URL('../../package-lock.json', import.meta.url);
  const lock = JSON.parse(readFileSync(file, 'utf8')) as LockFile;
  writeFileSync(file, `${JSON.stringify(completed(lock), null, 2)}\n`);
}

if (argv[1] === fileURLToPath(import.meta.url)) main();
