/**
 * Loaded before an entry (`node -r`), and plain enough for every Node there is: an older one cannot even read TypeScript, and
 * says so in a way that helps nobody. Then lets Node keep what it compiles.
 */
var OLDEST = 24;

if (Number(process.versions.node.split('.')[0]) < OLDEST) {
  process.stderr.write(
    'This needs Node ' +
      OLDEST +
      ' or later, and here is ' +
      process.versions.node +
      ': install Node ' +
      OLDEST +
      ', or run `npm ci` with the development dependencies, which bring it.\n',
  );
  // EX_CONFIG of sysexits.h; the commands mean other things by 1 and 2.
  process.exit(78);
}

// Half of what a command takes to start is reading TypeScript: what was made of it is kept for the next time, in the folder of
// NODE_COMPILE_CACHE or the system's for what is temporary.
require('node:module').enableCompileCache();
