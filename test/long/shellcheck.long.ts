/**
 * Every drawn bash script, read by shellcheck, where Debian's package of it is installed: `bash -n` alone, which every run of the tests
 * does, sees no word that is split and no name that is misspelt.
 */
import { spawnSync } from 'node:child_process';
import { azScript } from '../../src/fixes/formats/az.ts';
import type { Change } from '../../src/model/change.ts';
import { samples } from '../support/changes.ts';

const changes: readonly Change[] = Object.values(samples).flat();
const scripts = changes.flatMap((change) => azScript([change]) ?? []);
const isInstalled = spawnSync('shellcheck', ['--version']).status === 0;

// On purpose: a name with a dollar sign stands in single quotes, so that nothing in it is run (SC2016), and the service endpoints that
// a subnet has are split into words (SC2086).
const ALLOWED = 'SC2016,SC2086';

(isInstalled ? it : it.skip)('shellcheck finds nothing in any of them', () => {
  const faults = scripts.flatMap((input) => {
    const { stdout } = spawnSync('shellcheck', ['-s', 'bash', '-e', ALLOWED, '-f', 'gcc', '-'], {
      input,
      encoding: 'utf8',
    });
    return stdout.split('\n').filter((line) => line !== '');
  });

  expect(scripts.length).toBeGreaterThan(40);
  expect(faults).toEqual([]);
});
