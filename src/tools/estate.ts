/** `npm run -s estate`: the demo's estate as a file, to look at, to change and to answer from. */

import { stdout } from 'node:process';
import { sampleEstate } from '../demo/sample-estate/index.ts';
import { dayAt } from '../model/days.ts';

stdout.write(`${JSON.stringify(sampleEstate(dayAt(new Date())), null, 2)}\n`);
