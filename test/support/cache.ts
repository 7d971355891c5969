/** What tests make once and keep from one run to the next; `npm ci` takes it away. */
import path from 'node:path';

export const CACHE = path.resolve('node_modules/.cache');

/** For the environment of a process that a test starts: half of what it takes to start is reading TypeScript. */
export const NODE_COMPILE_CACHE = path.join(CACHE, 'node');
