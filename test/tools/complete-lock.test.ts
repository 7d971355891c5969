import { readFileSync } from 'node:fs';
import { completed, type LockFile, missingPackages, platformOf } from '../../src/tools/complete-lock.ts';

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as LockFile;

describe('the lock file', () => {
  it('names the optional packages of every platform, so that npm ci takes it (else: npm run lock)', () => {
    expect(missingPackages(lock)).toEqual({});
  });

  it('holds no address of a registry', () => {
    expect(Object.entries(lock.packages).filter(([, entry]) => entry.resolved !== undefined)).toEqual([]);
  });
});

describe('completing a lock file', () => {
  it.each([
    ['@swc/core-linux-x64-musl', { os: ['linux'], cpu: ['x64'], libc: ['musl'] }],
    ['@swc/core-linux-arm-gnueabihf', { os: ['linux'], cpu: ['arm'] }],
    ['@biomejs/cli-darwin-arm64', { os: ['darwin'], cpu: ['arm64'] }],
    ['@unrs/resolver-binding-wasm32-wasi', { cpu: ['wasm32'] }],
    ['fsevents', {}],
  ])('reads the platform of %s from its name', (name, expected) => {
    expect(platformOf(name)).toEqual(expected);
  });

  it('adds what is missing with the version that is asked for, and changes nothing else', () => {
    const before: LockFile = {
      packages: {
        'node_modules/tool': {
          version: '2.0.0',
          dev: true,
          optionalDependencies: { 'tool-linux-x64': '2.0.0', 'tool-win32-x64': '2.0.0' },
        },
        'node_modules/tool-linux-x64': { version: '2.0.0' },
      },
    };

    expect(completed(before).packages).toEqual({
      ...before.packages,
      'node_modules/tool-win32-x64': { version: '2.0.0', os: ['win32'], cpu: ['x64'], dev: true, optional: true },
    });
  });
});
