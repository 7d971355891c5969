/** Simulated Azures in a thread of their own: the demo reads one. */

import { readConfig } from '../../src/app/config.ts';
import { assessorOverSimulator } from '../../src/app/connected-assessor.ts';
import { sampleEstate } from '../../src/demo/sample-estate/index.ts';
import { type SimulatorThread, startSimulatorThread } from '../../src/simulator/thread.ts';

const TODAY = '2026-02-12';

describe('a thread that simulates Azure', () => {
  let thread: SimulatorThread;

  beforeAll(() => {
    thread = startSimulatorThread();
  });

  afterAll(() => thread.stop());

  it('refuses an estate that is none with its sentence, and serves others', async () => {
    await expect(thread.serve('{}', 'none.json')).rejects.toThrow(
      'none.json: "resources" must be a list of Azure resources.',
    );
    const text = JSON.stringify(sampleEstate(TODAY));
    const { assessor } = assessorOverSimulator(await thread.serve(text, 'Northwind'), 'Northwind', {
      config: readConfig({}),
      today: TODAY,
    });
    expect((await assessor.instances()).map(({ name }) => name)).toContain('apim-prod');
  });

  it('ends with all that it serves, and whoever still waits hears of it', async () => {
    const { endpoint } = await thread.serve(JSON.stringify(sampleEstate(TODAY)), 'Northwind');
    const late = thread.serve('{}', 'late.json');
    await Promise.all([expect(late).rejects.toThrow(), thread.stop()]);
    await expect(fetch(endpoint)).rejects.toThrow();
    await expect(thread.serve('{}', 'later.json')).rejects.toThrow('ended');
  });
});
