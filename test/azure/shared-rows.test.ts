/** Questions to Resource Graph of several assessments, over HTTPS against the simulated Azure. */
import type { GraphQuestion } from '../../src/azure/questions.ts';
import { createSharedRows } from '../../src/azure/shared-rows.ts';
import type { Read } from '../../src/model/estate.ts';
import type { Priority } from '../../src/model/priority.ts';
import { armId, keyVault, resource } from '../support/resources.ts';
import { dataRequests, type SimulatedAzure, simulate } from './support.ts';

const network = (index: number) => armId(`Microsoft.Network/virtualNetworks/vnet-${index}`);
const ofNetwork = (index: number): GraphQuestion => ({ kind: 'resource', id: network(index) });
const ofVault = (name: string): GraphQuestion => ({ kind: 'named', types: ['microsoft.keyvault/vaults'], name });

/** An assessment, as far as this room knows one. */
const asker = () => ({});

const name = (read: Read<unknown> | undefined) =>
  read?.ok === true ? (read.value as { name: string }).name : read?.reason;

describe('questions that are asked at the same time', () => {
  let azure: SimulatedAzure;

  beforeAll(async () => {
    azure = await simulate([
      ...Array.from({ length: 300 }, (_, index) =>
        resource(network(index), { location: 'westeurope', properties: {} }),
      ),
      keyVault('kv-a'),
      keyVault('kv-b'),
    ]);
  });

  afterAll(() => azure.simulator.stop());

  beforeEach(() => {
    azure.simulator.requests.length = 0;
    azure.simulator.setFaults([]);
  });

  const queries = () => dataRequests(azure.simulator).flatMap(({ kql }) => kql ?? []);

  it('go out in one query, and each asker gets its own', async () => {
    const { rows } = azure.connect();
    const answers = await Promise.all([rows.ask(ofVault('kv-a'), asker()), rows.ask(ofVault('KV-B'), asker())]);
    expect(answers.map(name)).toEqual(['kv-a', 'kv-b']);
    expect(queries()).toHaveLength(1);
  });

  it('are sent once when several ask the same', async () => {
    const { rows } = azure.connect();
    const answers = await Promise.all(Array.from({ length: 20 }, () => rows.ask(ofVault('kv-a'), asker())));
    expect(answers.map(name)).toEqual(Array(20).fill('kv-a'));
    expect(queries()).toHaveLength(1);
    expect(queries()[0]?.match(/'kv-a'/g)).toHaveLength(1);
  });

  it('take a query for each 250 of a kind, the longest list that is sent', async () => {
    const { rows } = azure.connect();
    const answers = await Promise.all(Array.from({ length: 300 }, (_, index) => rows.ask(ofNetwork(index), asker())));
    expect(answers.map(name)).toEqual(Array.from({ length: 300 }, (_, index) => `vnet-${index}`));
    expect(queries().map((kql) => kql.match(/virtualnetworks\/vnet-/g)?.length)).toEqual([250, 50]);
  });

  it('go out by themselves where sharing is off, but those of one asker together', async () => {
    const { rows } = azure.connect({ share: false });
    const one = asker();
    await Promise.all([
      rows.ask(ofVault('kv-a'), one),
      rows.ask(ofVault('kv-b'), one),
      rows.ask(ofVault('kv-a'), asker()),
    ]);
    expect(queries()).toHaveLength(2);
  });

  it('leave the others their answer when one asker goes away', async () => {
    const { rows } = azure.connect();
    const gone = new AbortController();
    const left = rows.ask(ofVault('kv-a'), asker(), { signal: gone.signal });
    const stays = rows.ask(ofVault('kv-a'), asker());
    gone.abort(new Error('gone'));
    await expect(left).rejects.toThrow('gone');
    expect(name(await stays)).toBe('kv-a');
  });

  it('are not known for a resource that no row shows, so that Resource Manager is asked why', async () => {
    const { rows } = azure.connect();
    expect(await rows.ask(ofNetwork(999), asker())).toBeUndefined();
  });

  it('keep what a broken query had shown, and find out about the rest one by one', async () => {
    azure.simulator.setFaults([{ kind: '500', match: ({ kql }) => kql?.includes("'kv-b'") === true }]);
    const { rows } = azure.connect();
    const answers = await Promise.all([
      rows.ask(ofVault('kv-a'), asker()),
      rows.ask(ofVault('kv-b'), asker()),
      rows.ask(ofNetwork(1), asker()),
    ]);
    expect(answers.map(name)).toEqual(['kv-a', 'READ_FAILED', 'vnet-1']);
  });
});

describe('questions of a fleet, where much of the quota is used up', () => {
  let limited: SimulatedAzure;

  beforeEach(async () => {
    limited = await simulate([keyVault('kv-a'), keyVault('kv-b')], { throttle: true });
  });

  afterEach(() => limited.simulator.stop());

  /** A place for questions while so many reads are under way, and the milliseconds that gathering took there. */
  async function place(underWay: number) {
    const { graph, clock } = limited.connect();
    for (let used = 0; used < 10; used += 1) await graph.query('resources | project id, name, type | order by id asc');
    expect(graph.used).toBeGreaterThan(0.5);
    let gathered = 0;
    const counting = {
      ...clock,
      sleep: (milliseconds: number, signal?: AbortSignal) => {
        gathered += milliseconds;
        return clock.sleep(milliseconds, signal);
      },
    };
    const readsUnderWay = () => ({ all: underWay, urgent: 0 });
    const rows = createSharedRows(graph, counting, { share: true, readsUnderWay });
    const order: string[] = [];
    const ask = (question: GraphQuestion, priority: Priority, label: string) =>
      rows.ask(question, asker(), { priority: () => priority }).then(() => order.push(label));
    return { ask, order, gathered: () => gathered };
  }

  it('gather while reads are under way that may bring more, and go along once a person asks', async () => {
    const { ask, order, gathered } = await place(1);
    await Promise.all([
      ask(ofVault('kv-a'), 'fleet', 'fleet'),
      ask({ kind: 'addressRecords', subject: 'kv-a' }, 'fleet', 'fleet, another table'),
      ask(ofVault('kv-b'), 'question', 'person'),
    ]);
    expect(order).toEqual(['fleet', 'person', 'fleet, another table']);
    expect(gathered()).toBeGreaterThan(500);
  });

  it('wait for nobody where nothing is under way', async () => {
    const { ask, order, gathered } = await place(0);
    await ask(ofVault('kv-a'), 'fleet', 'fleet');
    expect(order).toEqual(['fleet']);
    expect(gathered()).toBeLessThan(10);
  });
});
