/**
 * Loaded before an entry (`node -r`), and plain enough for every Node there is: an older one cannot even read TypeScript, and
 * says so in a way that helps nobody.
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
