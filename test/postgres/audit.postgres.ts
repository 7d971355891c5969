/** The audit trail on a real PostgreSQL: the same as on the embedded database. */
import type { Store } from '../../src/reminders/store/store.ts';
import { auditBehaviour } from '../reminders/store/audit-behaviour.ts';
import { empty } from '../reminders/store/support.ts';
import { type OwnDatabase, ownDatabase } from './support.ts';

let database: OwnDatabase;
let store: Store;

beforeAll(async () => {
  database = await ownDatabase();
  store = await database.open();
});
beforeEach(() => empty(store));
afterAll(() => database.drop());

auditBehaviour(() => store);
