/** `npm run -s estate`: the demo's estate as a file, to look at, to change and to answer from. */
import { stdout } from 'node:process';
import { sampleEstate } from '../demo/sample-estate/index.ts';

stdout.write(`${JSON.stringify(sampleEstate(new Date().toISOString().slice(0, 10)), null, 2)}\n`);
