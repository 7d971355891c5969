/** `npm start` and its end, through npm and the shell between. */
import path from 'node:path';
import { startBotProcess } from '../support/bot-process.ts';

describe('npm start', () => {
  it('that is ended by SIGTERM leaves no bot behind', async () => {
    const settings = { AZURE_SIGN_IN: 'default', DATABASE_URL: 'postgres://bot@127.0.0.1:1/readiness' };
    const npm = startBotProcess(settings, { program: 'npm', words: ['start', '--prefix', path.resolve('.')] });
    const port = await npm.port;
    npm.send('SIGTERM');
    // Ends only when whatever holds its output has ended.
    await npm.ended;
    await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow('fetch failed');
  });
});
