/** The store signs in with a token of Microsoft Entra ID where a password would be: a real server checks it. */

import { randomUUID } from 'node:crypto';
import { silent } from '../../src/app/log.ts';
import { realClock } from '../../src/app/real-clock.ts';
import { databaseToken } from '../../src/azure/database-token.ts';
import { openStoreOnce } from '../../src/reminders/store/open-store.ts';
import { defaultStoreSettings } from '../../src/reminders/store/settings.ts';
import { APP, type SimulatedAzure, simulate } from '../azure/support.ts';
import { TENANT } from '../support/resources.ts';
import { type OwnDatabase, ownDatabase } from './support.ts';

/** Of the identity, as Azure names it after itself. */
const role = `id-${randomUUID()}`;
let azure: SimulatedAzure;
let database: OwnDatabase;
let url: string;
let admin: Awaited<ReturnType<OwnDatabase['open']>>['database'];

const credential = { tenantId: TENANT, clientId: APP, clientSecret: 'not-a-secret' };
const tokenOf = ({ simulator: { authorityHost, ca } }: SimulatedAzure) =>
  databaseToken(credential, 'public', { authorityHost, ca, disableInstanceDiscovery: true });
const open = (token: () => Promise<string>) =>
  openStoreOnce({
    settings: { ...defaultStoreSettings, databaseUrl: url, databaseAuth: 'entra' },
    token,
    clock: realClock(),
    log: silent,
    onLost: () => {},
  });

/** What Azure's server does with a token in one step: it knows whose it is. */
const expectToken = (token: string) => admin.query(`alter role "${role}" password '${token}'`);

beforeAll(async () => {
  azure = await simulate([]);
  database = await ownDatabase();
  admin = (await database.open()).database;
  // .ci/postgres lets the members of by_password in by password alone.
  if ((await admin.query(`select 1 from pg_roles where rolname = 'by_password'`)).length === 0) {
    await admin.query('create role by_password');
  }
  await admin.query(`create role "${role}" login superuser in role by_password`);
  const address = new URL(database.url);
  address.username = role;
  url = address.href;
});

afterAll(async () => {
  await admin.query(`drop role "${role}"`);
  await database.drop();
  await azure.simulator.stop();
});

it('a token for the database opens it, and a later connection takes the token of its time', async () => {
  const token = tokenOf(azure);
  const first = await token();
  await expectToken(first);
  let current = first;
  const store = await open(async () => current);
  await expectToken('the-next-one');
  current = 'the-next-one';

  const both = await Promise.all([
    store.database.query('select current_user as name, pg_sleep(0.2)'),
    store.database.query('select current_user as name, pg_sleep(0.2)'),
  ]);

  expect(both.flat().map(({ name }) => name)).toEqual([role, role]);
  const audience = JSON.parse(Buffer.from(first.split('.')[1] ?? '', 'base64url').toString()).aud;
  expect(audience).toBe('https://ossrdbms-aad.database.windows.net');
  await store.database.close();
});

it('another token is refused, in one sentence and without it', async () => {
  await expectToken('of-somebody-else');
  const refused = open(tokenOf(azure));
  await expect(refused).rejects.toThrow('with DATABASE_AUTH=entra the token of the identity');
  await expect(refused).rejects.not.toThrow(await tokenOf(azure)());
});

it('no token at all is said to be the fault', async () => {
  const nobody = databaseToken({ ...credential, tenantId: randomUUID() }, 'public', {
    authorityHost: azure.simulator.authorityHost,
    ca: azure.simulator.ca,
    disableInstanceDiscovery: true,
  });
  await expect(open(nobody)).rejects.toThrow(/^Microsoft Entra ID gave no token for the database/);
});
