/** Groups of Entra ID, over HTTPS against the simulated Microsoft Graph. */
import { createDirectory } from '../../src/azure/directory.ts';
import { parseEstate } from '../../src/simulator/estate.ts';
import type { Fault } from '../../src/simulator/faults.ts';
import { type Simulator, startSimulator } from '../../src/simulator/server.ts';
import { handClock } from '../support/clock.ts';
import { TENANT } from '../support/resources.ts';
import { APP } from './support.ts';

const ANN = '33333333-3333-4333-8333-333333333333';
const NOBODY = '99999999-9999-4999-8999-999999999999';
const ids = Array.from({ length: 45 }, (_, at) => `00000000-0000-4000-8000-0000000000${at + 10}`);
const estate = parseEstate(JSON.stringify({ tenantId: TENANT, resources: [] }), 'test.json');

let azure: Simulator;
let forbidden: Simulator;

beforeAll(async () => {
  [azure, forbidden] = await Promise.all([
    startSimulator(estate, {
      record: true,
      directory: { members: new Map([[ANN, [ids[3] ?? '', ids[44] ?? '']]]), groups: new Set(ids) },
    }),
    startSimulator(estate),
  ]);
});
afterEach(() => {
  azure.setFaults([]);
  azure.requests.length = 0;
});
afterAll(() => Promise.all([azure.stop(), forbidden.stop()]));

const directoryAt = ({ endpoint, authorityHost, ca }: Simulator) =>
  createDirectory({
    credential: { tenantId: TENANT, clientId: APP, clientSecret: 'not-a-secret' },
    graphEndpoint: endpoint,
    authorityHost,
    disableInstanceDiscovery: true,
    ca,
    clock: handClock({ skipsPauses: true }),
  });

const asked = () => azure.requests.filter(({ path }) => path.startsWith('/v1.0/'));
const once = (kind: Fault['kind']): Fault => ({ match: ({ path }) => path.startsWith('/v1.0/'), kind, times: 1 });

it('tells in which of any number of groups a person is, twenty to a question', async () => {
  const answer = await directoryAt(azure).groupsOf(ANN, ids);
  expect(answer).toEqual({ ok: true, value: [ids[3], ids[44]] });
  expect(asked().map(({ method, path }) => `${method} ${path}`)).toEqual(
    Array(3).fill(`POST /v1.0/users/${ANN}/checkMemberGroups`),
  );
});

it('somebody whom the tenant does not know is in none', async () => {
  expect(await directoryAt(azure).groupsOf(NOBODY, ids)).toEqual({ ok: true, value: [] });
});

it('asks again where Microsoft Graph stumbles', async () => {
  azure.setFaults([once('500')]);
  expect(await directoryAt(azure).groupsOf(ANN, ids.slice(0, 5))).toEqual({ ok: true, value: [ids[3]] });
  expect(asked()).toHaveLength(2);
});

it('an answer of another form is a failure, and nobody is taken to be in no group', async () => {
  azure.setFaults([{ match: ({ path }) => path.startsWith('/v1.0/'), kind: 'malformed' }]);
  expect(await directoryAt(azure).groupsOf(ANN, ids)).toMatchObject({ ok: false });
});

it('without the permission it says so', async () => {
  const refused = { ok: false, failure: { reason: 'FORBIDDEN', detail: 'Authorization_RequestDenied' } };
  expect(await directoryAt(forbidden).groupsOf(ANN, ids)).toMatchObject(refused);
  expect(await directoryAt(forbidden).hasGroup(ids[0] ?? '')).toMatchObject(refused);
});

it('tells whether there is a group', async () => {
  const directory = directoryAt(azure);
  expect(await directory.hasGroup(ids[0] ?? '')).toEqual({ ok: true, value: true });
  expect(await directory.hasGroup(NOBODY)).toEqual({ ok: true, value: false });
});
