/**
 * Where tests run while `npm run mutate` tries faults. Without a fault awake it writes down which faults each test reaches; with one
 * it leaves out the tests that do not reach it, and all that follow the first that fails.
 */
const Environment = require('../../../test/environment.cjs');

module.exports = class extends Environment {
  async setup() {
    await super.setup();
    const { awake, tests } = globalThis.trial;
    this.awake = awake;
    this.wanted = tests === undefined ? undefined : new Set(tests);
    this.reached = new Set();
    this.started = performance.now();
    globalThis.trial.reached = { always: this.reached, loading: 0, tests: [], byTest: new Map() };
    this.global.isFaulty =
      awake === undefined
        ? (name) => {
            this.reached.add(name);
            return false;
          }
        : (name) => name === awake;
  }

  handleTestEvent({ name, test }) {
    if (name === 'test_start') this.begin(test);
    if (name === 'test_done') this.end(test);
  }

  begin(test) {
    const { reached } = globalThis.trial;
    if (this.failed || (this.wanted !== undefined && !this.wanted.has(titleOf(test)))) test.mode = 'skip';
    if (reached.tests.length === 0) reached.loading = performance.now() - this.started;
    this.reached = new Set();
    this.began = performance.now();
  }

  end(test) {
    const { reached } = globalThis.trial;
    if (test.errors.length > 0) this.failed = true;
    const ms = performance.now() - this.began;
    if (this.awake === undefined) note(reached, { title: titleOf(test), ms }, this.reached);
    this.reached = reached.always;
  }
};

function note({ tests, byTest }, test, names) {
  for (const name of names) append(byTest, name, tests.length);
  tests.push(test);
}

function append(lists, name, entry) {
  const list = lists.get(name);
  if (list === undefined) lists.set(name, [entry]);
  else list.push(entry);
}

function titleOf(test) {
  const above = [];
  for (let block = test; block !== undefined; block = block.parent) above.unshift(block.name);
  return above.join(' > ');
}
