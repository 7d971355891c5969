/** Service Health's events of a subscription, over HTTPS against the simulated Azure, on a clock that is moved by hand. */
import { realClock } from '../../src/app/real-clock.ts';
import type { AskOptions } from '../../src/azure/shared-rows.ts';
import { armId, SUBSCRIPTION } from '../support/resources.ts';
import { dataRequests, type SimulatedAzure, simulate } from './support.ts';

const subject = `/subscriptions/${SUBSCRIPTION}`;
const OTHER = '/subscriptions/22222222-2222-4222-8222-222222222222';
const type = 'Microsoft.ResourceHealth/events';
const event = { id: `${subject}/providers/${type}/a`, name: 'a', type, properties: { Title: 'API Management' } };

describe('the events of a subscription', () => {
  let azure: SimulatedAzure;

  beforeAll(async () => {
    azure = await simulate([event]);
  });

  afterAll(() => azure.simulator.stop());

  /** Asks through one connection, each time as another assessment, and tells the names of the events. */
  function scenario(share = true) {
    azure.simulator.requests.length = 0;
    azure.simulator.setFaults([]);
    const clock = realClock();
    const state = { minutes: 0 };
    const { rows } = azure.connect({ clock: { ...clock, now: () => clock.now() + state.minutes * 60_000 }, share });
    const ask = async (options?: AskOptions, of = subject) => {
      const read = await rows.ask({ kind: 'healthEvents', subject: of }, {}, options);
      if (read === undefined) return undefined;
      return read.ok ? [read.value].flat().map(({ name }) => name) : read.reason;
    };
    const queries = () => dataRequests(azure.simulator).filter(({ kql }) => kql !== undefined).length;
    return { state, rows, ask, queries };
  }

  it('are asked once for some minutes, whoever asks', async () => {
    const { state, ask, queries } = scenario();
    expect(await ask()).toEqual(['a']);
    state.minutes = 3;
    expect(await ask(undefined, subject.toUpperCase())).toEqual(['a']);
    expect(queries()).toBe(1);
    state.minutes = 6;
    expect(await ask()).toEqual(['a']);
    expect(queries()).toBe(2);
  });

  it('are kept for each subscription by itself, and also where there are none', async () => {
    const { ask, queries } = scenario();
    expect([await ask(), await ask({}, OTHER), await ask({}, OTHER)]).toEqual([['a'], [], []]);
    expect(queries()).toBe(2);
  });

  it('are read anew for who asks for a fresh answer, and those are kept', async () => {
    const { ask, queries } = scenario();
    await ask();
    await ask({ fresh: true });
    await ask();
    expect(queries()).toBe(2);
  });

  it('are asked again where they could not be read', async () => {
    const { ask } = scenario();
    azure.simulator.setFaults([{ kind: '500', match: ({ kql }) => kql !== undefined }]);
    expect(await ask()).toBe('READ_FAILED');
    azure.simulator.setFaults([]);
    expect(await ask()).toEqual(['a']);
  });

  it('are not kept where sharing is off, nor is anything else that decides a verdict', async () => {
    const alone = scenario(false);
    await alone.ask();
    await alone.ask();
    expect(alone.queries()).toBe(2);
    const { rows, queries } = scenario();
    const advice = { kind: 'recommendations', subject: armId('Microsoft.ApiManagement/service/a') } as const;
    await rows.ask(advice, {});
    await rows.ask(advice, {});
    expect(queries()).toBe(2);
  });
});
