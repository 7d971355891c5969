/**
 * Where a file of tests runs: as jest gives it, and with `loadedOnce`. Jest loads every module again for each file; what is heavy
 * and keeps no state is loaded once in each of its processes instead, by Node itself.
 */
const { TestEnvironment } = require('jest-environment-node');

module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.loadedOnce = require;
  }
};
