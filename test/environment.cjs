/**
 * Where a file of tests runs: as jest gives it, and with `loadedOnce`. Jest loads every module again for each file; what is heavy
 * and keeps no state is loaded once in each of its processes instead, by Node itself. Temporary folders are in memory where there
 * is room: copying a database of a thousand files takes a tenth there.
 */
const { statfsSync } = require('node:fs');
const { TestEnvironment } = require('jest-environment-node');

const MEMORY = '/dev/shm';
const ROOM = 2_000_000_000;

if (hasRoom()) process.env.TMPDIR = MEMORY;

function hasRoom() {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize > ROOM;
  } catch {
    return false;
  }
}

module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.loadedOnce = require;
  }
};
